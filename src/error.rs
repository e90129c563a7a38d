//! The one error of this crate.

pub(crate) mod code;
pub(crate) mod decode_error;
pub(crate) mod graphql_error;
pub(crate) mod quoted;

use std::borrow::Cow;
use std::error::Error as StdError;
use std::fmt;
use std::time::Duration;

use serde::de::DeserializeOwned;
use serde_json::Value;
use tokio::task::JoinError;

use crate::compiled::types::ErrorCode;
use crate::error::quoted::Quoted;

pub use code::{Code, CodeGroup};
pub use graphql_error::{GraphQlError, Location};

pub use crate::codec::response_path::PathSegment;

/// Why an operation has no result.
///
/// Ask its predicates what to do; print it for the person who has to act. The cause is behind
/// [`source`](StdError::source) and not repeated in the text.
///
/// What a server sent is harmless in it: the text escapes control characters and repeats at most 200 characters of each
/// of the server's own. Secrets are never part of it, also where a server repeats them, in another case or encoded: the
/// keys the client has had, customer tokens, and headers that are secret
/// ([`ClientBuilder::secret_header`](crate::client::ClientBuilder::secret_header)) are replaced, as by `[API key]`.
///
/// ```
/// # fn told(error: stigg_graphql::Error) -> &'static str {
/// if error.is_not_found() {
///     "create it first"
/// } else if error.is_retryable() {
///     "later"
/// } else if error.may_have_executed() {
///     "look before sending it again"
/// } else {
///     "nothing happened on the server"
/// }
/// # }
/// ```
pub struct Error(Box<Inner>);

struct Inner {
    kind: ErrorKind,
    /// What happened, without the operation's name and without a full stop.
    message: Cow<'static, str>,
    facts: Facts,
    source: Option<Box<dyn StdError + Send + Sync>>,
}

/// What is known about a failure besides its kind and message.
#[derive(Default)]
pub(crate) struct Facts {
    pub(crate) operation: Option<Cow<'static, str>>,
    pub(crate) status: Option<u16>,
    pub(crate) content_type: Option<String>,
    pub(crate) errors: Vec<GraphQlError>,
    /// How many errors there were besides these.
    pub(crate) more_errors: usize,
    pub(crate) data: DataState,
    pub(crate) excerpt: Option<String>,
    pub(crate) path: Option<String>,
    pub(crate) retry_after: Option<Duration>,
    pub(crate) trace_id: Option<String>,
    pub(crate) hint: Option<Cow<'static, str>>,
    pub(crate) cursor: Option<String>,
    pub(crate) attempts: u32,
    pub(crate) class: Class,
}

/// What a failure means for the call.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
#[expect(clippy::struct_excessive_bools, reason = "each is one predicate, and they are independent")]
pub(crate) struct Class {
    /// The same call may succeed later.
    pub(crate) retryable: bool,
    /// The server may have carried the operation out.
    pub(crate) executed: bool,
    /// Too many calls were made.
    pub(crate) throttled: bool,
    /// An answer did not come in time.
    pub(crate) timeout: bool,
}

/// What the answer said about `data`.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) enum DataState {
    /// No `data`, or no answer.
    #[default]
    Absent,
    /// `data: null`.
    Null,
    /// The JSON text of `data`.
    Json(String),
}

/// What kind of failure an [`Error`] is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum ErrorKind {
    /// The client, the key or the call is set up wrongly; nothing was sent.
    Config,
    /// No connection to the server.
    Connect,
    /// An answer did not come in time.
    Timeout,
    /// The connection broke before the whole answer was there.
    Interrupted,
    /// The answer is larger than the client accepts.
    TooLarge,
    /// The server redirected; the client does not follow, since the key would go along.
    Redirect,
    /// An HTTP status other than 2xx whose body is not GraphQL.
    Http,
    /// The server answered with GraphQL errors; `data` may be there too.
    GraphQl,
    /// A 2xx answer that is not GraphQL: no JSON object, or one with neither data nor errors.
    NotGraphQl,
    /// `data` does not fit the types it is read into.
    Decode,
    /// A list cannot be paged on.
    Paging,
    /// A subscription ended for good.
    Closed,
    /// The task that carried the call ended before the call: its code panicked, or its runtime was shut down.
    Stopped,
}

impl ErrorKind {
    /// A name for it in labels, as `timeout` or `not_graphql`.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Config => "config",
            Self::Connect => "connect",
            Self::Timeout => "timeout",
            Self::Interrupted => "interrupted",
            Self::TooLarge => "too_large",
            Self::Redirect => "redirect",
            Self::Http => "http",
            Self::GraphQl => "graphql",
            Self::NotGraphQl => "not_graphql",
            Self::Decode => "decode",
            Self::Paging => "paging",
            Self::Closed => "closed",
            Self::Stopped => "stopped",
        }
    }
}

impl Error {
    pub(crate) fn new(kind: ErrorKind, message: impl Into<Cow<'static, str>>) -> Self {
        Self::with(kind, message, Facts::default())
    }

    pub(crate) fn config(message: impl Into<Cow<'static, str>>) -> Self {
        Self::new(ErrorKind::Config, message)
    }

    /// The task that carried the call has ended before it, by this cause where it is known.
    pub(crate) fn stopped(cause: Option<JoinError>) -> Self {
        let message = match &cause {
            Some(ended) if ended.is_panic() => {
                "the task that carried the call panicked; the request may have been sent"
            }
            _ => "the runtime that carried the call was shut down; the request may have been sent",
        };
        let error = Self::with(
            ErrorKind::Stopped,
            message,
            Facts { class: Class { executed: true, ..Class::default() }, ..Facts::default() },
        );
        match cause {
            Some(ended) => error.caused_by(ended),
            None => error,
        }
    }

    pub(crate) fn with(kind: ErrorKind, message: impl Into<Cow<'static, str>>, facts: Facts) -> Self {
        Self(Box::new(Inner { kind, message: message.into(), facts, source: None }))
    }

    #[must_use]
    pub(crate) fn caused_by(mut self, source: impl Into<Box<dyn StdError + Send + Sync>>) -> Self {
        self.0.source = Some(source.into());
        self
    }

    pub(crate) fn facts_mut(&mut self) -> &mut Facts {
        &mut self.0.facts
    }

    /// What kind of failure it is.
    pub fn kind(&self) -> ErrorKind {
        self.0.kind
    }

    /// The name of the operation.
    pub fn operation(&self) -> Option<&str> {
        self.0.facts.operation.as_deref()
    }

    /// The HTTP status of the answer, if there was one.
    pub fn status(&self) -> Option<u16> {
        self.0.facts.status
    }

    /// The schema's code: that of the first GraphQL error which has one.
    ///
    /// The way the server spells it does not matter; a code that the schema does not have is kept.
    ///
    /// ```
    /// # fn told(error: stigg_graphql::Error) -> bool {
    /// use stigg_graphql::ErrorCode;
    ///
    /// error.code() == Some(ErrorCode::CustomerNotFound)
    /// # }
    /// ```
    pub fn code(&self) -> Option<ErrorCode> {
        self.raw_code().map(|code| code.known())
    }

    /// The code as the server wrote it.
    pub fn raw_code(&self) -> Option<Code> {
        self.codes().next()
    }

    /// The errors the server reported, with path and extensions: the first 100 of them.
    pub fn graphql_errors(&self) -> &[GraphQlError] {
        &self.0.facts.errors
    }

    /// What Stigg's support asks for, from the errors or the answer's headers.
    pub fn trace_id(&self) -> Option<&str> {
        self.graphql_errors().iter().find_map(GraphQlError::trace_id).or(self.0.facts.trace_id.as_deref())
    }

    /// The partial `data` that came with the errors.
    pub fn data(&self) -> Option<Value> {
        self.data_as().and_then(Result::ok)
    }

    /// The partial `data`, decoded; `None` when the answer had none.
    ///
    /// Where an error nulled a field that the type calls non-null, decoding fails: use [`Error::data`] then.
    pub fn data_as<T: DeserializeOwned>(&self) -> Option<Result<T, serde_json::Error>> {
        match &self.0.facts.data {
            DataState::Json(text) => Some(serde_json::from_str(text)),
            DataState::Absent | DataState::Null => None,
        }
    }

    /// Whether the answer said `data: null`: the operation was carried out and failed as a whole.
    ///
    /// An answer with errors and no `data` at all refused the request before carrying it out.
    pub fn is_data_null(&self) -> bool {
        self.0.facts.data == DataState::Null
    }

    #[cfg(feature = "subscriptions")]
    pub(crate) fn is_data_absent(&self) -> bool {
        self.0.facts.data == DataState::Absent
    }

    /// The start of the answer's body, at most 500 characters, where the body could not be read as GraphQL.
    pub fn body_excerpt(&self) -> Option<&str> {
        self.0.facts.excerpt.as_deref()
    }

    /// The content type of an answer that could not be read as GraphQL.
    pub fn content_type(&self) -> Option<&str> {
        self.0.facts.content_type.as_deref()
    }

    /// Where in `data` decoding failed, as `customers.edges[3].node.name`.
    pub fn path(&self) -> Option<&str> {
        self.0.facts.path.as_deref()
    }

    /// What to do about it, in one sentence, where that is known.
    pub fn hint(&self) -> Option<&str> {
        self.0.facts.hint.as_deref()
    }

    /// How long the server asked to wait (`Retry-After`), before any cap.
    pub fn retry_after(&self) -> Option<Duration> {
        self.0.facts.retry_after
    }

    /// How often the operation was sent or tried to be sent.
    pub fn attempts(&self) -> u32 {
        self.0.facts.attempts
    }

    /// Where a failed listing can be taken up again: the cursor of the page that failed.
    ///
    /// All nodes before it have been handed out. `None` when the first page failed: start anew. See
    /// [`NodeStream::from_cursor`](crate::paging::NodeStream::from_cursor).
    pub fn cursor(&self) -> Option<&str> {
        self.0.facts.cursor.as_deref()
    }

    /// Whether an answer did not come in time; this includes the time to connect.
    pub fn is_timeout(&self) -> bool {
        self.0.facts.class.timeout
    }

    /// Whether there was no connection to the server.
    pub fn is_connect(&self) -> bool {
        self.0.kind == ErrorKind::Connect
    }

    /// Whether `data` did not fit the types; [`path`](Self::path) says where.
    pub fn is_decode(&self) -> bool {
        self.0.kind == ErrorKind::Decode
    }

    /// Whether the client or the call is set up wrongly.
    pub fn is_config(&self) -> bool {
        self.0.kind == ErrorKind::Config
    }

    /// Whether the server does not accept the key: status 401, or a code that says so.
    pub fn is_unauthenticated(&self) -> bool {
        self.0.facts.status == Some(401) || self.codes().any(|code| code.is_unauthenticated())
    }

    /// Whether the key is not allowed to do this: status 403, or a code that says so.
    pub fn is_forbidden(&self) -> bool {
        self.0.facts.status == Some(403) || self.codes().any(|code| code.is_forbidden())
    }

    /// Whether too many calls were made: status 429, or a code that says so in an answer of any status.
    pub fn is_rate_limited(&self) -> bool {
        self.0.facts.class.throttled
    }

    /// Whether what was asked for is not there.
    pub fn is_not_found(&self) -> bool {
        self.in_group(CodeGroup::NotFound)
    }

    /// Whether something is in the wrong state, which may mean "already done".
    pub fn is_conflict(&self) -> bool {
        self.in_group(CodeGroup::Conflict)
    }

    /// Whether the values or the request itself have to change.
    pub fn is_invalid_input(&self) -> bool {
        self.in_group(CodeGroup::FixInput) || self.in_group(CodeGroup::FixRequest)
    }

    /// Whether the same call may succeed later.
    ///
    /// This is not yet a reason to send it again: see [`may_have_executed`](Self::may_have_executed).
    pub fn is_retryable(&self) -> bool {
        self.0.facts.class.retryable
    }

    /// Whether the server may have carried the operation out, in any attempt of the call.
    ///
    /// What one attempt may have done, later ones do not undo: a call whose connection broke and whose repetition was then
    /// refused may have been executed.
    ///
    /// False only where it surely has not: nothing was sent, no connection, turned away (429, 401, 403, another 4xx), or
    /// refused by an error that precedes any effect.
    pub fn may_have_executed(&self) -> bool {
        self.0.facts.class.executed
    }

    fn codes(&self) -> impl Iterator<Item = Code> {
        self.graphql_errors().iter().filter_map(GraphQlError::raw_code)
    }

    fn in_group(&self, group: CodeGroup) -> bool {
        self.codes().any(|code| code.group() == Some(group))
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Inner { message, facts, .. } = &*self.0;
        if let Some(operation) = &facts.operation {
            write!(f, "{operation}: ")?;
        }
        f.write_str(message)?;
        if let Some(trace) = self.trace_id() {
            write!(f, " [trace {}]", Quoted(trace))?;
        }
        if facts.attempts > 1 {
            write!(f, " [{} attempts]", facts.attempts)?;
        }
        if let Some(hint) = &facts.hint {
            write!(f, "; {hint}")?;
        }
        Ok(())
    }
}

impl fmt::Debug for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Inner { kind, facts, source, .. } = &*self.0;
        let mut out = f.debug_struct("Error");
        out.field("kind", kind).field("text", &format_args!("{self}"));
        if let Some(status) = facts.status {
            out.field("status", &status);
        }
        if !facts.errors.is_empty() {
            out.field("graphql_errors", &facts.errors);
        }
        if let Some(excerpt) = &facts.excerpt {
            out.field("body_excerpt", excerpt);
        }
        if let Some(cursor) = &facts.cursor {
            out.field("cursor", cursor);
        }
        out.field("retryable", &facts.class.retryable).field("may_have_executed", &facts.class.executed);
        if let Some(source) = source {
            out.field("source", source);
        }
        out.finish_non_exhaustive()
    }
}

impl StdError for Error {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        self.0.source.as_deref().map(|source| source as &(dyn StdError + 'static))
    }
}
