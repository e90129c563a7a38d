//! The pages of a list as a stream.

use std::collections::VecDeque;
use std::fmt;
use std::pin::Pin;
use std::task::{Context, Poll};

use futures_core::Stream;

use crate::error::Error;
use crate::paging::page_options::page_options;
use crate::paging::paged::{Paged, PagedBackward};
use crate::paging::pager::Pager;
use crate::send::dispatcher::Dispatcher;

/// The pages of a query as a stream, each the data of one answer.
///
/// Made by [`Client::pages`](crate::Client::pages) and [`NodeStream::pages`](crate::paging::nodes::NodeStream::pages). A page is
/// requested when it is asked for. After an error the stream ends; [`Error::cursor`] tells where to go on.
#[must_use = "a stream does nothing until it is polled"]
pub struct PageStream<O: Paged> {
    pager: Pager<O>,
    ready: VecDeque<O::Data>,
    error: Option<Error>,
}

impl<O: Paged> PageStream<O> {
    pub(crate) fn new(dispatcher: Dispatcher, operation: O) -> Self {
        Self::from_pager(Pager::new(dispatcher, operation))
    }

    pub(crate) fn from_pager(pager: Pager<O>) -> Self {
        Self { pager, ready: VecDeque::new(), error: None }
    }

    page_options!(pages);

    pub(crate) fn with_pager(mut self, change: impl FnOnce(&mut Pager<O>)) -> Self {
        change(&mut self.pager);
        self
    }

    fn begin(&mut self) -> bool {
        if self.pager.limit == Some(0) || !self.pager.begin() {
            return false;
        }
        if let Some(limit) = &mut self.pager.limit {
            *limit -= 1;
        }
        true
    }
}

impl<O: Paged> Unpin for PageStream<O> {}

impl<O: Paged> Stream for PageStream<O> {
    type Item = Result<O::Data, Error>;

    fn poll_next(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let this = self.get_mut();
        loop {
            // One to hand out now, and those ahead of it.
            while this.ready.len() + this.pager.under_way() <= this.pager.prefetch && this.begin() {}
            if this.pager.under_way() == 0 {
                break;
            }
            match this.pager.poll(context) {
                Poll::Ready((page, error)) => {
                    this.ready.extend(page);
                    this.error = error;
                }
                Poll::Pending if this.ready.is_empty() => return Poll::Pending,
                Poll::Pending => break,
            }
        }
        match this.ready.pop_front() {
            Some(page) => Poll::Ready(Some(Ok(page))),
            None => Poll::Ready(this.error.take().map(Err)),
        }
    }
}

impl<O: Paged> fmt::Debug for PageStream<O> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("PageStream")
            .field("operation", &O::NAME)
            .field("requests", &self.pager.requests())
            .field("ready", &self.ready.len())
            .finish_non_exhaustive()
    }
}
