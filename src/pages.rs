//! The pages of a list as a stream.

use std::collections::VecDeque;
use std::fmt;
use std::pin::Pin;
use std::task::{Context, Poll};

use futures_core::Stream;

use crate::pager::Pager;
use crate::{Client, Error, Paged, PagedBackward};

/// The pages of a query as a stream, each the data of one answer.
///
/// Made by [`Client::pages`] and [`NodeStream::pages`](crate::NodeStream::pages). A page is requested when it is asked
/// for. After an error the stream ends; [`Error::cursor`] tells where to go on.
#[must_use = "a stream does nothing until it is polled"]
pub struct PageStream<O: Paged> {
    pager: Pager<O>,
    /// The pages that may still be requested.
    limit: Option<usize>,
    ready: VecDeque<O::Data>,
    error: Option<Error>,
}

impl<O: Paged> PageStream<O> {
    pub(crate) fn new(client: Client, operation: O) -> Self {
        Self::from_pager(Pager::new(client, operation))
    }

    pub(crate) fn from_pager(pager: Pager<O>) -> Self {
        Self { pager, limit: None, ready: VecDeque::new(), error: None }
    }

    /// Asks for pages of this many items.
    ///
    /// Without it the operation's variables decide, or the server (10 at Stigg). Stigg publishes no maximum; 100 is in
    /// common use. An operation whose document fixes the size refuses this with the first page.
    pub fn page_size(mut self, items: u32) -> Self {
        self.pager.page_size = Some(items);
        self
    }

    /// Requests at most this many pages.
    pub fn limit(mut self, pages: usize) -> Self {
        self.limit = Some(pages);
        self
    }

    /// Requests this many pages ahead, while the one before is worked on. Off by default.
    ///
    /// The first of them goes on by itself; each further one begins when the stream is polled. Dropping the stream gives
    /// the request under way up.
    pub fn prefetch(mut self, pages: usize) -> Self {
        self.pager.prefetch = pages;
        self
    }

    /// Starts at a cursor: [`Error::cursor`], or the `endCursor` of a page (`startCursor` when going backwards).
    pub fn from_cursor(mut self, cursor: impl Into<String>) -> Self {
        self.pager.cursor = Some(cursor.into());
        self
    }

    /// Goes from the end of the list towards its beginning; the items of a page stay in the list's order.
    pub fn backwards(mut self) -> Self
    where
        O: PagedBackward,
    {
        self.pager.backwards();
        self
    }

    fn begin(&mut self) -> bool {
        if self.pager.is_fetching() {
            return true;
        }
        if self.limit == Some(0) || !self.pager.begin() {
            return false;
        }
        if let Some(limit) = &mut self.limit {
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
        while this.ready.len() <= this.pager.prefetch && this.begin() {
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
