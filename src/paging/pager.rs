//! Requests one page after another: the cursor moves, nothing else changes.

use std::collections::HashSet;
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

/// The requests for the pages of a list; at most one is under way.
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
    /// The cursor of the request that is made next, or that failed; `None` for the first page.
    pub(crate) cursor: Option<String>,
    /// How many pages are requested ahead of the one that is worked on.
    pub(crate) prefetch: usize,
    fetching: Option<Fetching<O::Data>>,
    /// What was requested; the same request again would bring the same page again, for ever.
    requested: HashSet<u64>,
    done: bool,
}

/// A request under way.
enum Fetching<D> {
    /// Goes on when the stream is polled.
    Inline(Pin<Box<dyn Future<Output = Result<D, Error>> + Send>>),
    /// Goes on by itself, while the caller works on the page before.
    Spawned(JoinHandle<Result<D, Error>>),
    /// Failed before it was sent.
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
            cursor: None,
            prefetch: 0,
            fetching: None,
            requested: HashSet::new(),
            done: false,
        }
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
        self.done = true;
        self.fetching = None;
    }

    /// Whether no further page is requested.
    pub(crate) fn is_done(&self) -> bool {
        self.done
    }

    /// Whether a request is under way.
    pub(crate) fn is_fetching(&self) -> bool {
        self.fetching.is_some()
    }

    /// How many requests were made.
    pub(crate) fn requests(&self) -> usize {
        self.requested.len()
    }

    /// Begins the next request, unless one is under way; false when there is none to make.
    pub(crate) fn begin(&mut self) -> bool {
        if self.fetching.is_some() {
            return true;
        }
        if self.done {
            return false;
        }
        self.fetching = Some(match self.next_call() {
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
        });
        true
    }

    /// The page that was requested, and behind it the reason why none can follow it, if there is one.
    pub(crate) fn poll(&mut self, context: &mut Context<'_>) -> Poll<(Option<O::Data>, Option<Error>)> {
        let Some(fetching) = &mut self.fetching else { return Poll::Ready((None, None)) };
        let arrived = ready!(fetching.poll(context));
        self.fetching = None;
        let data = match arrived {
            Ok(data) => data,
            Err(error) => return Poll::Ready((None, Some(self.failed(error)))),
        };
        let next = O::page_info(&self.operation, &data).map_or(Ok(None), |info| follow(&info, self.backward));
        let error = match next {
            Ok(Some(cursor)) => {
                self.cursor = Some(cursor);
                None
            }
            Ok(None) => {
                self.done = true;
                None
            }
            Err(error) => Some(self.failed(error)),
        };
        Poll::Ready((Some(data), error))
    }

    fn next_call(&mut self) -> Result<Call, Error> {
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
        (self.step)(&mut self.operation, first, self.cursor.clone());
        let call = Call::of(&self.operation)?;
        let mut hasher = DefaultHasher::new();
        call.body.hash(&mut hasher);
        if self.requested.insert(hasher.finish()) {
            return Ok(call);
        }
        let cursor = quoted(self.cursor.as_deref().unwrap_or_default());
        Err(Error::new(
            ErrorKind::Paging,
            format!(
                "the server says that a page follows, but its cursor `{cursor}` leads to a page that was read before"
            ),
        ))
    }

    /// Ends the list with an error that tells where to take it up again.
    pub(crate) fn failed(&mut self, mut error: Error) -> Error {
        self.done = true;
        let facts = error.facts_mut();
        facts.cursor.clone_from(&self.cursor);
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
