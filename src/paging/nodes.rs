//! The nodes of a connection, over all its pages.

use std::collections::VecDeque;
use std::fmt;
use std::pin::Pin;
use std::task::{Context, Poll};

use futures_core::Stream;

use crate::error::{Error, ErrorKind};
use crate::paging::page_options::page_options;
use crate::paging::paged::{PagedBackward, Paginate};
use crate::paging::pager::{Next, Pager};
use crate::paging::pages::PageStream;
use crate::send::dispatcher::Dispatcher;

/// The nodes of a connection as a stream, over all pages.
///
/// Made by [`Client::paginate`](crate::Client::paginate). A page is requested when its first node is asked for, so memory is one
/// page (and those prefetched). Null edges and null nodes are passed over and [counted](Self::skipped). A failing page ends the stream
/// with an error, after all nodes before it; [`Error::cursor`] tells where a new stream can go on. A cursor that is
/// missing or was seen before while a page is said to follow is an error, never a loop; so are more than
/// [`max_empty_pages`](Self::max_empty_pages) in a row.
#[must_use = "a stream does nothing until it is polled"]
pub struct NodeStream<O: Paginate> {
    pager: Pager<O>,
    /// The pages that are there; the first one is being handed out and has a node.
    pages: VecDeque<VecDeque<Option<O::Node>>>,
    /// How many nodes these hold, nulls not counted.
    held: usize,
    error: Option<Error>,
    skipped: usize,
    /// Pages without a node in a row.
    empty: usize,
}

impl<O: Paginate> NodeStream<O> {
    pub(crate) fn new(dispatcher: Dispatcher, operation: O) -> Self {
        let pager = Pager::new(dispatcher, operation);
        Self { pager, pages: VecDeque::new(), held: 0, error: None, skipped: 0, empty: 0 }
    }

    page_options!(nodes);

    pub(crate) fn with_pager(mut self, change: impl FnOnce(&mut Pager<O>)) -> Self {
        change(&mut self.pager);
        self
    }

    /// The pages instead of their nodes. A limit counts nodes and is not taken over: set one on the pages.
    pub fn pages(mut self) -> PageStream<O> {
        self.pager.limit = None;
        PageStream::from_pager(self.pager)
    }

    /// How many null edges and null nodes were passed over so far.
    pub fn skipped(&self) -> usize {
        self.skipped
    }

    /// The next node that is here already; `None` says nothing about whether more follow.
    pub(crate) fn take_node(&mut self) -> Option<O::Node> {
        if self.pager.limit == Some(0) {
            return None;
        }
        let node = self.pages.front_mut()?.pop_front()??;
        self.held -= 1;
        if let Some(limit) = &mut self.pager.limit {
            *limit -= 1;
        }
        self.pass_over();
        Some(node)
    }

    /// Drops the nulls before the next node, and pages that have no more, so that the next one can be requested.
    fn pass_over(&mut self) {
        while let Some(page) = self.pages.front_mut() {
            match page.front() {
                Some(Some(_)) => return,
                Some(None) => {
                    page.pop_front();
                    self.skipped += 1;
                }
                None => {
                    self.pages.pop_front();
                }
            }
        }
    }

    /// Whether another page is to be requested, or waited for, now.
    fn wants_page(&self) -> bool {
        let covered = self.pager.limit.is_some_and(|limit| limit <= self.held);
        self.held == 0 || (self.pages.len() <= self.pager.prefetch && !covered)
    }

    fn begin(&mut self) -> bool {
        if self.pager.under_way() > 0 {
            return true;
        }
        if let (Some(size), Some(limit)) = (self.pager.page_size, self.pager.limit)
            && self.pager.requests() == 0
        {
            self.pager.page_size = Some(size.min(u32::try_from(limit).unwrap_or(u32::MAX)));
        }
        self.pager.begin()
    }

    fn arrived(&mut self, data: O::Data) {
        let mut nodes = VecDeque::from(O::into_nodes(data));
        if self.pager.backward {
            nodes.make_contiguous().reverse();
        }
        let here = nodes.iter().flatten().count();
        self.empty = if here == 0 { self.empty + 1 } else { 0 };
        self.held += here;
        self.pages.push_back(nodes);
        self.pass_over();
    }

    /// The error of too many pages without a node.
    fn too_empty(&mut self) -> Option<Error> {
        if self.empty <= self.pager.max_empty {
            return None;
        }
        let Next::At(cursor) = &mut self.pager.next else { return None };
        let cursor = cursor.take();
        let message = format!(
            "the server says that a page follows, after {} pages in a row without a node: go on from `Error::cursor`, or \
             raise `max_empty_pages`",
            self.empty
        );
        Some(self.pager.failed(Error::new(ErrorKind::Paging, message), cursor))
    }
}

impl<O: Paginate> Unpin for NodeStream<O> {}

impl<O: Paginate> Stream for NodeStream<O> {
    type Item = Result<O::Node, Error>;

    fn poll_next(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let this = self.get_mut();
        if this.pager.limit == Some(0) {
            this.pager.stop();
            return Poll::Ready(None);
        }
        while this.wants_page() && this.begin() {
            match this.pager.poll(context) {
                Poll::Ready((page, error)) => {
                    if let Some(data) = page {
                        this.arrived(data);
                    }
                    this.error = error.or_else(|| this.too_empty());
                }
                Poll::Pending if this.held == 0 => return Poll::Pending,
                Poll::Pending => break,
            }
        }
        match this.take_node() {
            Some(node) => Poll::Ready(Some(Ok(node))),
            None => Poll::Ready(this.error.take().map(Err)),
        }
    }
}

impl<O: Paginate> fmt::Debug for NodeStream<O> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("NodeStream")
            .field("operation", &O::NAME)
            .field("requests", &self.pager.requests())
            .field("nodes_here", &self.held)
            .field("skipped", &self.skipped)
            .finish_non_exhaustive()
    }
}
