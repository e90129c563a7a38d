//! Requests the pages of a list: the cursor moves, nothing else changes.
//!
//! The cursor of a page stands in the answer before it, so one request is under way. Where pages have numbers, the first answer
//! tells how many there are, and several requests can be.

use std::collections::{HashSet, VecDeque};
use std::hash::{DefaultHasher, Hash, Hasher};
use std::pin::Pin;
use std::task::{Context, Poll, ready};

use tokio::task::JoinHandle;
use tracing::Instrument;
use tracing::instrument::WithSubscriber;

use crate::error::quoted::quoted;
use crate::error::{Error, ErrorKind};
use crate::maybe::Maybe;
use crate::paging::connection::PageInfo;
use crate::paging::paged::{Paged, PagedBackward};
use crate::send::call::Call;
use crate::send::dispatcher::Dispatcher;

/// Servers that filter after paging send a few; a server that sends ever more of them has no end.
const MAX_EMPTY_PAGES: usize = 10;

/// The requests for the pages of a list.
pub(crate) struct Pager<O: Paged> {
    dispatcher: Dispatcher,
    operation: O,
    step: fn(&mut O, Option<i32>, Option<String>),
    pub(crate) backward: bool,
    pub(crate) page_size: Option<u32>,
    /// The nodes or pages, whatever the stream yields, that may still be handed out.
    pub(crate) limit: Option<usize>,
    /// How many pages in a row may be without a node, where nodes are handed out.
    pub(crate) max_empty: usize,
    /// How many pages are requested ahead of the one that is worked on.
    pub(crate) prefetch: usize,
    pub(crate) next: Next,
    /// How many pages there are, where they have numbers and an answer has come.
    page_count: Option<i32>,
    /// In the order of the pages.
    under_way: VecDeque<Request<O>>,
    /// What was requested; the same request again would bring the same page again, for ever.
    requested: HashSet<u64>,
}

/// The page that is requested next.
pub(crate) enum Next {
    /// The one at this cursor; `None` is the first page.
    At(Option<String>),
    /// The last request under way will tell.
    ToBeTold,
    /// None.
    End,
}

/// A request under way.
struct Request<O: Paged> {
    operation: O,
    cursor: Option<String>,
    fetching: Fetching<O::Data>,
}

/// How a request goes on.
enum Fetching<D> {
    /// When the stream is polled.
    Inline(Pin<Box<dyn Future<Output = Result<D, Error>> + Send>>),
    /// By itself, while the caller works on the page before.
    Spawned(JoinHandle<Result<D, Error>>),
    /// It failed before it was sent.
    Failed(Option<Error>),
}

impl<O: Paged> Pager<O> {
    pub(crate) fn new(dispatcher: Dispatcher, operation: O) -> Self {
        Self {
            dispatcher,
            operation,
            step: O::page_forward,
            backward: false,
            page_size: None,
            limit: None,
            max_empty: MAX_EMPTY_PAGES,
            prefetch: 0,
            next: Next::At(None),
            page_count: None,
            under_way: VecDeque::new(),
            requested: HashSet::new(),
        }
    }

    /// Begins at this cursor instead of the first page.
    pub(crate) fn starts_at(&mut self, cursor: String) {
        self.next = Next::At(Some(cursor));
    }

    pub(crate) fn backwards(&mut self)
    where
        O: PagedBackward,
    {
        self.step = O::page_backward;
        self.backward = true;
    }

    /// No further page is requested; what is under way is given up.
    pub(crate) fn stop(&mut self) {
        self.next = Next::End;
        self.under_way.clear();
    }

    /// How many requests are under way.
    pub(crate) fn under_way(&self) -> usize {
        self.under_way.len()
    }

    /// How many requests were made.
    pub(crate) fn requests(&self) -> usize {
        self.requested.len()
    }

    /// Begins the next request; false when there is none to make, or it is not known yet.
    pub(crate) fn begin(&mut self) -> bool {
        let cursor = match &mut self.next {
            Next::At(cursor) => cursor.take(),
            Next::ToBeTold => match self.number_ahead() {
                Some(number) => Some(number.to_string()),
                None => return false,
            },
            Next::End => return false,
        };
        self.next = Next::ToBeTold;
        let fetching = match self.call(cursor.as_deref()) {
            Ok(call) => {
                let dispatcher = self.dispatcher.clone();
                let request =
                    async move { dispatcher.run::<O::Data>(&call, false).await.map(|response| response.data) };
                match tokio::runtime::Handle::try_current() {
                    Ok(runtime) if self.prefetch > 0 => {
                        Fetching::Spawned(runtime.spawn(request.in_current_span().with_current_subscriber()))
                    }
                    _ => Fetching::Inline(Box::pin(request)),
                }
            }
            Err(error) => Fetching::Failed(Some(error)),
        };
        self.under_way.push_back(Request { operation: self.operation.clone(), cursor, fetching });
        true
    }

    /// The number of the page behind those that are under way, if the last answer says that there is one.
    fn number_ahead(&self) -> Option<i32> {
        let number: i32 = self.under_way.back()?.cursor.as_deref()?.parse().ok()?;
        (number < self.page_count?).then(|| number + 1)
    }

    /// The next page that was requested, and behind it the reason why none can follow it, if there is one.
    pub(crate) fn poll(&mut self, context: &mut Context<'_>) -> Poll<(Option<O::Data>, Option<Error>)> {
        let Some(mut request) = self.under_way.pop_front() else { return Poll::Ready((None, None)) };
        let Poll::Ready(arrived) = request.fetching.poll(context) else {
            self.under_way.push_front(request);
            return Poll::Pending;
        };
        let Request { operation, cursor, .. } = request;
        let data = match arrived {
            Ok(data) => data,
            Err(error) => return Poll::Ready((None, Some(self.failed(error, cursor)))),
        };
        self.page_count = operation.page_count(&data);
        let next = operation.page_info(&data).map_or(Ok(None), |info| follow(&info, self.backward));
        let error = match next {
            Ok(Some(next)) => {
                if self.under_way.is_empty() {
                    self.next = Next::At(Some(next));
                }
                None
            }
            Ok(None) => {
                self.stop();
                None
            }
            Err(error) => Some(self.failed(error, cursor)),
        };
        Poll::Ready((Some(data), error))
    }

    fn call(&mut self, cursor: Option<&str>) -> Result<Call, Error> {
        let first = match self.page_size {
            None => None,
            Some(_) if !O::SETS_PAGE_SIZE => {
                return Err(Error::config(
                    "the page size is fixed in the operation's document: take `first` from a variable to set it here",
                ));
            }
            Some(0) => return Err(Error::config("a page size of 0 never reaches the end of a list")),
            Some(items) => Some(
                i32::try_from(items)
                    .map_err(|_| Error::config(format!("a page size of {items} is beyond GraphQL's Int")))?,
            ),
        };
        (self.step)(&mut self.operation, first, cursor.map(str::to_owned));
        let call = Call::of(&self.operation)?;
        let mut hasher = DefaultHasher::new();
        call.body.hash(&mut hasher);
        if self.requested.insert(hasher.finish()) {
            return Ok(call);
        }
        let cursor = quoted(cursor.unwrap_or_default());
        Err(Error::new(
            ErrorKind::Paging,
            format!(
                "the server says that a page follows, but its cursor `{cursor}` leads to a page that was read before"
            ),
        ))
    }

    /// Ends the list with an error that tells where to take it up again.
    pub(crate) fn failed(&mut self, mut error: Error, cursor: Option<String>) -> Error {
        self.stop();
        let facts = error.facts_mut();
        facts.cursor = cursor;
        facts.operation.get_or_insert(O::NAME.into());
        error
    }
}

/// The cursor of the page that follows; `None` where none does.
///
/// A null flag means no (all of Stigg's `pageInfo` is nullable); only the flag decides, not the cursor.
fn follow(info: &PageInfo, backward: bool) -> Result<Option<String>, Error> {
    let (more, cursor, name) = if backward {
        (&info.has_previous_page, &info.start_cursor, "startCursor")
    } else {
        (&info.has_next_page, &info.end_cursor, "endCursor")
    };
    match (more, cursor) {
        // An empty cursor asks for the first page.
        (Maybe::Value(true), Maybe::Value(cursor)) if !cursor.is_empty() => Ok(Some(cursor.clone())),
        (Maybe::Value(true), _) => Err(Error::new(
            ErrorKind::Paging,
            format!("the server says that a page follows, but gives no `{name}` to ask for it"),
        )),
        _ => Ok(None),
    }
}

impl<D> Fetching<D> {
    fn poll(&mut self, context: &mut Context<'_>) -> Poll<Result<D, Error>> {
        match self {
            Self::Inline(request) => request.as_mut().poll(context),
            Self::Spawned(task) => Poll::Ready(
                ready!(Pin::new(task).poll(context)).unwrap_or_else(|ended| Err(Error::stopped(Some(ended)))),
            ),
            Self::Failed(error) => Poll::Ready(Err(error.take().unwrap_or_else(|| Error::config("already told")))),
        }
    }
}

impl<D> Drop for Fetching<D> {
    fn drop(&mut self) {
        if let Self::Spawned(task) = self {
            task.abort();
        }
    }
}
