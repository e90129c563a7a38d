//! Reads an answer as GraphQL, whatever its status and content type, and says what is wrong with one that is no success.

use std::sync::Arc;

use http::{HeaderMap, header};
use serde::de::{DeserializeOwned, IgnoredAny};
use serde_json::Value;
use serde_json::value::RawValue;
use url::Url;

use crate::codec::decode;
use crate::codec::envelope::{Envelope, Presence};
use crate::codec::raw::{self, Room};
use crate::credentials::key_ring::KeyRing;
use crate::credentials::secrets::Secrets;
use crate::error::decode_error::DecodeError;
use crate::error::quoted::{Quoted, cut, quoted};
use crate::error::{DataState, Error, ErrorKind, Facts, GraphQlError};
use crate::operation::OperationKind;
use crate::send::response::Response;
use crate::send::settings::Settings;
use crate::send::{classify, retry_after};
use crate::transport::{Reply, encoding};

/// The longest body excerpt, in characters.
const EXCERPT: usize = 500;
/// The longest beginning of a body that a message shows, in characters.
const QUOTED: usize = 200;
/// How much of a body that is no text is looked at.
const GLANCE: usize = 4 << 10;
/// How much JSON text of an answer's `extensions` is kept.
const EXTENSIONS: usize = 1 << 20;

/// What was asked, which an answer is read by besides itself.
pub(crate) struct Asked {
    pub(crate) keys: Arc<KeyRing>,
    pub(crate) settings: Arc<Settings>,
    pub(crate) kind: OperationKind,
    /// Whether the operation has exactly one root field; with more, one may be done although another failed.
    pub(crate) single_root: bool,
}

/// An answer that is no success, and its data if that could be read all the same.
pub(crate) struct Failed<R> {
    pub(crate) error: Error,
    pub(crate) partial: Option<R>,
}

/// Before there is an answer, there is no data.
impl<R> From<Error> for Failed<R> {
    fn from(error: Error) -> Self {
        Self { error, partial: None }
    }
}

/// Reads the answer; succeeds only with data, a 2xx status and no errors.
pub(crate) fn read<T: DeserializeOwned>(reply: Reply, asked: &Asked) -> Result<Response<T>, Failed<Box<Response<T>>>> {
    let mut partial = None;
    let mut unfit = None;
    if reply.is_success()
        && let Ok(text) = std::str::from_utf8(&reply.body)
    {
        match decode::within(text.len(), || Envelope::<T>::read(text)) {
            Ok(Envelope { data: Presence::There(data), errors, extensions }) => {
                let extensions = extensions.map(|value| Room(EXTENSIONS).map(value, &[])).unwrap_or_default();
                let response = |headers| Response {
                    data,
                    errors: Vec::new(),
                    extensions,
                    status: reply.status,
                    headers,
                    attempts: 0,
                };
                if errors.is_none_or(is_no_error) {
                    return Ok(response(reply.headers));
                }
                partial = Some(Box::new(response(reply.headers.clone())));
            }
            Ok(_) => {}
            Err(error) => unfit = Some(DecodeError::new(&error, text)),
        }
    }
    let keys = asked.keys.latest();
    let secrets = Secrets::new(&keys, &asked.settings.secrets);
    let error = failure(&reply, asked, &secrets, unfit);
    Err(Failed { error, partial })
}

/// Whether `errors` says that there are none.
fn is_no_error(errors: &RawValue) -> bool {
    errors.get() == "null" || errors.get().strip_prefix('[').is_some_and(|rest| rest.trim_start() == "]")
}

/// The members of an answer, and of the `{"error": .., "message": ..}` that Stigg's edge, gateways and frameworks send.
#[derive(Default)]
struct Members<'a> {
    data: Option<&'a RawValue>,
    errors: Option<&'a RawValue>,
    error: Option<&'a RawValue>,
    message: Option<&'a RawValue>,
}

impl<'a> Members<'a> {
    /// `None` when the text is no JSON object.
    fn read(text: &'a str) -> Option<Self> {
        let mut members = Self::default();
        let is_object = raw::object(text, |key, value| match key {
            "data" => members.data = Some(value),
            "errors" => members.errors = Some(value),
            "error" => members.error = Some(value),
            "message" => members.message = Some(value),
            _ => {}
        });
        is_object.then_some(members)
    }
}

/// The cold path: finds out what kind of failure the answer is.
fn failure(reply: &Reply, asked: &Asked, secrets: &Secrets<'_>, unfit: Option<DecodeError>) -> Error {
    // A server may repeat what it was sent; secrets must not come back through an error.
    let lossy = match std::str::from_utf8(&reply.body) {
        Ok(text) => text.into(),
        Err(_) => String::from_utf8_lossy(&reply.body[..reply.body.len().min(GLANCE)]),
    };
    let text = secrets.scrub(&lossy);
    let mut facts = Facts {
        status: Some(reply.status),
        retry_after: retry_after::read(&reply.headers),
        trace_id: trace_id(&reply.headers, secrets),
        ..Facts::default()
    };
    let members = Members::read(&text);
    if let Some(members) = &members {
        (facts.errors, facts.more_errors) = GraphQlError::list(members.errors);
        facts.data = match members.data.map(RawValue::get) {
            None => DataState::Absent,
            Some("null") => DataState::Null,
            Some(data) => DataState::Json(data.to_owned()),
        };
    }
    let is_graphql = !facts.errors.is_empty();
    if !is_graphql && facts.data == DataState::Absent {
        facts.errors.extend(members.as_ref().and_then(edge_error));
    }
    let unfit = unfit.filter(|_| matches!(facts.data, DataState::Json(_))).map(|DecodeError { path, message }| Unfit {
        path: Some(secrets.scrub(&path.to_string()).into_owned()).filter(|path| !path.is_empty()),
        message: secrets.scrub(&message).into_owned(),
    });
    let body = Looked { text: &text, is_graphql, is_object: members.is_some() };
    let (kind, message) = describe(reply, secrets, &body, &mut facts, unfit);
    facts.class = classify::answer(kind, &facts, asked.kind, asked.single_root, &asked.settings.retry);
    Error::with(kind, message, facts)
}

/// A [`DecodeError`] without secrets.
struct Unfit {
    path: Option<String>,
    message: String,
}

/// A body after a look at it.
struct Looked<'a> {
    /// Without secrets.
    text: &'a str,
    /// Whether it has `errors`.
    is_graphql: bool,
    /// Whether it is a JSON object.
    is_object: bool,
}

/// Chooses the kind and says what happened.
fn describe(
    reply: &Reply,
    secrets: &Secrets<'_>,
    body: &Looked<'_>,
    facts: &mut Facts,
    unfit: Option<Unfit>,
) -> (ErrorKind, String) {
    let status = reply.status;
    let &Looked { text, is_graphql, is_object } = body;
    let success = reply.is_success();
    if classify::is_redirect(status) {
        let target = reply.headers.get(header::LOCATION).and_then(|target| target.to_str().ok()).unwrap_or("nowhere");
        // The target may carry what the request carried; the origin is enough to see what is wrong.
        let target = Url::parse(target).map_or("another path".to_owned(), |url| url.origin().ascii_serialization());
        return (
            ErrorKind::Redirect,
            format!(
                "HTTP {status} redirects to {}; this is not followed, since the API key would go along: set that endpoint if you trust it",
                Quoted(&secrets.scrub(&target))
            ),
        );
    }
    if is_graphql {
        let mut message = facts.errors[0].to_string();
        if !success {
            message = format!("HTTP {status}: {message}");
        }
        let others = match facts.errors.len() + facts.more_errors {
            1 => String::new(),
            2 => " (and 1 more error)".to_owned(),
            all => format!(" (and {} more errors)", all - 1),
        };
        message.push_str(&others);
        return (ErrorKind::GraphQl, message);
    }
    if let (true, Some(Unfit { path, message })) = (success, unfit) {
        let message = match &path {
            Some(path) => format!("the answer's data does not fit at `{}`: {}", Quoted(path), Quoted(&message)),
            None => format!("the answer's data does not fit: {}", Quoted(&message)),
        };
        facts.path = path;
        return (ErrorKind::Decode, message);
    }
    let content_type = reply.headers.get(header::CONTENT_TYPE).and_then(|kind| kind.to_str().ok());
    facts.content_type = content_type.map(|kind| quoted(&secrets.scrub(kind)));
    let encoding = if is_object { None } else { encoding::of(&reply.headers, &reply.body) };
    if encoding.is_none() {
        facts.excerpt = Some(cut(text, EXCERPT).to_owned());
    }
    let said = facts.errors.first().map(GraphQlError::to_string);
    let content = facts.content_type.as_deref().unwrap_or("no content type");
    let body = match (&said, &encoding) {
        (Some(said), _) => said.clone(),
        (None, Some(encoding)) => format!("a body compressed as {encoding}, of which this client reads gzip only"),
        (None, None) if text.trim().is_empty() => "an empty body".to_owned(),
        (None, None) => format!("{content}, beginning {:?}", cut(text.trim_start(), QUOTED)),
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
    let why = if encoding.is_some() || (!is_object && serde_json::from_str::<IgnoredAny>(text).is_err()) {
        "it is not JSON"
    } else if !is_object {
        "it is no JSON object"
    } else if facts.data == DataState::Null {
        "its data is null and it has no errors"
    } else {
        "it has neither data nor errors"
    };
    (ErrorKind::NotGraphQl, format!("the answer (HTTP {status}) is not a GraphQL response, {why}: {body}"))
}

/// Whether a connection that just ended has cut the JSON; where HTTP framed the body, the server wrote it so.
fn is_cut(reply: &Reply, text: &str) -> bool {
    !reply.framed && serde_json::from_str::<IgnoredAny>(text).is_err_and(|error| error.is_eof()) && !text.is_empty()
}

fn edge_error(members: &Members<'_>) -> Option<GraphQlError> {
    let mut room = Room(EXCERPT * 4);
    let [error, message] = [members.error, members.message].map(|value| value.and_then(|value| room.value(value)));
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
    let mut edge = GraphQlError { message, ..GraphQlError::default() };
    if let Some(code) = code {
        edge.extensions.insert("code".to_owned(), code.into());
    }
    Some(edge)
}

/// The header under which servers of this kind tell a trace id.
fn trace_id(headers: &HeaderMap, secrets: &Secrets<'_>) -> Option<String> {
    ["x-trace-id", "x-request-id"]
        .iter()
        .find_map(|name| headers.get(*name)?.to_str().ok())
        .map(|id| quoted(&secrets.scrub(id)))
}
