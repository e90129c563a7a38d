//! Reads an answer as GraphQL, whatever its status and content type, and judges a failure.

use bytes::Bytes;
use http::{HeaderMap, header};
use serde::de::{DeserializeOwned, IgnoredAny};
use serde::{Deserialize, Deserializer};
use serde_json::value::RawValue;
use serde_json::{Map, Value};

use crate::decode_fault::DecodeFault;
use crate::error::{DataState, Facts};
use crate::key::ApiKey;
use crate::transport::Reply;
use crate::{Code, CodeGroup, Error, ErrorKind, GraphQlError, OperationKind, Response, RetryPolicy, retry_after};

/// The longest body excerpt, in characters.
const EXCERPT: usize = 500;
/// The longest text of a server that an error's own text repeats.
const QUOTED: usize = 200;

/// What an answer is judged by, besides itself.
pub(crate) struct Terms<'a> {
    pub(crate) key: &'a ApiKey,
    pub(crate) retry: &'a RetryPolicy,
    pub(crate) kind: OperationKind,
    /// Whether the operation has exactly one root field; with more, one may be done although another failed.
    pub(crate) single_root: bool,
}

/// The answer's outer object; `data` is read straight into its type.
#[derive(Deserialize)]
#[serde(bound(deserialize = "T: Deserialize<'de>"))]
struct Envelope<T> {
    #[serde(default = "absent", deserialize_with = "present")]
    data: Presence<T>,
    #[serde(default)]
    errors: Option<Value>,
    #[serde(default)]
    extensions: Option<Map<String, Value>>,
}

enum Presence<T> {
    Absent,
    Null,
    There(T),
}

fn absent<T>() -> Presence<T> {
    Presence::Absent
}

fn present<'de, T: Deserialize<'de>, D: Deserializer<'de>>(deserializer: D) -> Result<Presence<T>, D::Error> {
    Ok(Option::deserialize(deserializer)?.map_or(Presence::Null, Presence::There))
}

/// Reads the answer; succeeds only with data, a 2xx status and no errors.
pub(crate) fn read<T: DeserializeOwned>(reply: &Reply, terms: &Terms<'_>) -> Result<Response<T>, Error> {
    if !(200..300).contains(&reply.status) {
        return Err(failure(reply, terms, None));
    }
    let Ok(text) = std::str::from_utf8(&reply.body) else { return Err(failure(reply, terms, None)) };
    match serde_json::from_str::<Envelope<T>>(text) {
        Ok(Envelope { data: Presence::There(data), errors, extensions }) if has_no_errors(errors.as_ref()) => {
            Ok(Response {
                data,
                errors: Vec::new(),
                extensions: extensions.unwrap_or_default(),
                status: reply.status,
                headers: reply.headers.clone(),
                attempts: 0,
            })
        }
        Ok(_) => Err(failure(reply, terms, None)),
        Err(error) => Err(failure(reply, terms, Some(&mut || DecodeFault::new::<Envelope<T>>(&error, text)))),
    }
}

/// Reads the data beside errors, for callers that take it; `None` when there is none that fits.
pub(crate) fn read_partial<T: DeserializeOwned>(error: &Error, body: &Bytes) -> Option<(T, Map<String, Value>)> {
    if error.graphql_errors().is_empty() || !error.status().is_some_and(|status| (200..300).contains(&status)) {
        return None;
    }
    match serde_json::from_slice::<Envelope<T>>(body).ok()? {
        Envelope { data: Presence::There(data), extensions, .. } => Some((data, extensions.unwrap_or_default())),
        _ => None,
    }
}

fn has_no_errors(errors: Option<&Value>) -> bool {
    match errors {
        None | Some(Value::Null) => true,
        Some(Value::Array(errors)) => errors.is_empty(),
        Some(_) => false,
    }
}

/// The cold path: finds out what kind of failure the answer is.
fn failure(reply: &Reply, terms: &Terms<'_>, decode: Option<&mut dyn FnMut() -> DecodeFault>) -> Error {
    // A server may repeat what it was sent; the key must not come back through an error.
    let lossy = String::from_utf8_lossy(&reply.body);
    let text = terms.key.scrub(&lossy);
    let mut facts = Facts {
        status: Some(reply.status),
        retry_after: retry_after::read(&reply.headers),
        trace_id: trace_id(&reply.headers, terms.key),
        executed: true,
        ..Facts::default()
    };
    if let Ok(Envelope { data, errors, .. }) = serde_json::from_str::<Envelope<Box<RawValue>>>(&text) {
        facts.errors = GraphQlError::list_from_json(errors);
        facts.data = match data {
            Presence::Absent => DataState::Absent,
            Presence::Null => DataState::Null,
            Presence::There(data) => DataState::Json(data.get().to_owned()),
        };
    }
    let is_graphql = !facts.errors.is_empty();
    if !is_graphql && facts.data == DataState::Absent {
        facts.errors.extend(edge_error(&text));
    }
    let (kind, message) = describe(reply, &text, &mut facts, is_graphql, decode);
    judge(kind, &mut facts, terms);
    for told in [&mut facts.content_type, &mut facts.path].into_iter().flatten() {
        *told = terms.key.scrub(told).into_owned();
    }
    Error::with(kind, terms.key.scrub(&message).into_owned(), facts)
}

/// Chooses the kind and says what happened.
fn describe(
    reply: &Reply,
    text: &str,
    facts: &mut Facts,
    is_graphql: bool,
    decode: Option<&mut dyn FnMut() -> DecodeFault>,
) -> (ErrorKind, String) {
    let status = reply.status;
    let success = (200..300).contains(&status);
    if is_redirect(status) {
        let target = reply.headers.get(header::LOCATION).and_then(|target| target.to_str().ok()).unwrap_or("nowhere");
        // The target may carry what the request carried; the origin is enough to see what is wrong.
        let target =
            reqwest::Url::parse(target).map_or("another path".to_owned(), |url| url.origin().ascii_serialization());
        return (
            ErrorKind::Redirect,
            format!(
                "HTTP {status} redirects to {target}; this is not followed, since the API key would go along: set that endpoint if you trust it"
            ),
        );
    }
    if is_graphql {
        let mut message = quoted(&facts.errors[0].to_string());
        if !success {
            message = format!("HTTP {status}: {message}");
        }
        let others = match facts.errors.len() {
            1 => String::new(),
            2 => " (and 1 more error)".to_owned(),
            all => format!(" (and {} more errors)", all - 1),
        };
        message.push_str(&others);
        return (ErrorKind::GraphQl, message);
    }
    if let (true, Some(decode), false) = (success, decode, facts.data == DataState::Absent) {
        let DecodeFault { path, message } = decode();
        let message = match &path {
            Some(path) => format!("the answer's data does not fit at `{path}`: {}", quoted(&message)),
            None => format!("the answer's data does not fit: {}", quoted(&message)),
        };
        facts.path = path;
        return (ErrorKind::Decode, message);
    }
    facts.content_type = reply.headers.get(header::CONTENT_TYPE).and_then(|kind| kind.to_str().ok()).map(quoted);
    facts.excerpt = Some(text.chars().take(EXCERPT).collect());
    let said = facts.errors.first().map(|error| quoted(&error.to_string()));
    let content = facts.content_type.as_deref().unwrap_or("no content type");
    let body = match (&said, text.trim().is_empty()) {
        (Some(said), _) => said.clone(),
        (None, true) => "an empty body".to_owned(),
        (None, false) => format!("{content}, beginning {:?}", quoted(text.trim_start())),
    };
    if !success {
        return (ErrorKind::Http, format!("HTTP {status}: {body}"));
    }
    if is_cut(reply, text) {
        return (
            ErrorKind::Interrupted,
            format!("the answer (HTTP {status}) was cut short after {} bytes", reply.body.len()),
        );
    }
    let why = if serde_json::from_str::<IgnoredAny>(text).is_err() {
        "it is not JSON"
    } else if facts.data == DataState::Null {
        "its data is null and it has no errors"
    } else {
        "it has neither data nor errors"
    };
    (ErrorKind::NotGraphQl, format!("the answer (HTTP {status}) is not a GraphQL response, {why}: {body}"))
}

/// Whether a status sends the caller to another place; 304 and the rest of 3xx do not.
pub(crate) fn is_redirect(status: u16) -> bool {
    matches!(status, 301..=303 | 307 | 308)
}

/// Whether a connection that just ended has cut the JSON; where HTTP framed the body, the server wrote it so.
fn is_cut(reply: &Reply, text: &str) -> bool {
    !reply.framed && serde_json::from_str::<IgnoredAny>(text).is_err_and(|error| error.is_eof()) && !text.is_empty()
}

/// Decides what may be done about the failure.
fn judge(kind: ErrorKind, facts: &mut Facts, terms: &Terms<'_>) {
    let status = facts.status.unwrap_or_default();
    let codes: Vec<Code> = facts.errors.iter().filter_map(GraphQlError::raw_code).collect();
    let says_throttled = |code: &Code| code.is_throttle() || terms.retry.throttle_codes.contains(code);
    let may_pass = |code: &Code| {
        says_throttled(code) || code.group() == Some(CodeGroup::RetryLater) || terms.retry.retry_codes.contains(code)
    };
    let has_data = matches!(facts.data, DataState::Json(_));
    facts.throttled = status == 429 || codes.iter().any(says_throttled);
    facts.retryable = kind == ErrorKind::Interrupted
        || matches!(status, 429 | 502..=504)
        || (!codes.is_empty() && codes.len() == facts.errors.len() && codes.iter().all(may_pass));
    // 303 sends the caller to look at what was done; 408 does not say how far the server got.
    let turned_away = matches!(status, 300..=302 | 304..=399 | 400..=407 | 409..=499);
    let refused = !codes.is_empty() && codes.iter().all(|code| says_throttled(code) || precedes_effects(code));
    let not_executed = !has_data
        && terms.kind != OperationKind::Subscription
        && (turned_away
            || (terms.single_root && refused && status < 500)
            || (kind == ErrorKind::GraphQl
                && facts.data == DataState::Absent
                && status < 500
                && !codes.iter().any(may_pass)));
    facts.executed = !not_executed;
}

/// Whether a code's group says that the server looked and stopped before any effect.
fn precedes_effects(code: &Code) -> bool {
    matches!(
        code.group(),
        Some(
            CodeGroup::FixKey | CodeGroup::FixRequest | CodeGroup::FixInput | CodeGroup::NotFound | CodeGroup::Conflict
        )
    )
}

/// Stigg's edge, gateways and frameworks answer `{"error": .., "message": ..}`.
#[derive(Deserialize)]
struct PlainError {
    #[serde(default)]
    error: Option<Value>,
    #[serde(default)]
    message: Option<Value>,
}

fn edge_error(text: &str) -> Option<GraphQlError> {
    let PlainError { error, message } = serde_json::from_str(text).ok()?;
    let code = error.as_ref().and_then(Value::as_str).filter(|code| !code.contains(' ')).map(str::to_owned);
    let words = |value: Value| match value {
        Value::String(text) => Some(text),
        Value::Array(parts) => {
            let parts: Vec<_> = parts.iter().filter_map(Value::as_str).collect();
            (!parts.is_empty()).then(|| parts.join("; "))
        }
        _ => None,
    };
    let message = message.and_then(words).or_else(|| error.and_then(words))?;
    let mut told = GraphQlError { message, ..GraphQlError::default() };
    if let Some(code) = code {
        told.extensions.insert("code".to_owned(), code.into());
    }
    Some(told)
}

/// The header under which servers of this kind tell a trace id.
fn trace_id(headers: &HeaderMap, key: &ApiKey) -> Option<String> {
    ["x-trace-id", "x-request-id"]
        .iter()
        .find_map(|name| headers.get(*name)?.to_str().ok())
        .map(|id| quoted(&key.scrub(id)))
}

/// A text of the server, short enough to be part of a message.
pub(crate) fn quoted(text: &str) -> String {
    match text.char_indices().nth(QUOTED) {
        Some((end, _)) => format!("{}...", &text[..end]),
        None => text.to_owned(),
    }
}
