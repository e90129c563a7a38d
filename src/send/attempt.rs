//! One attempt at a call: the request, sent once, and the failure of the way there and back.

use std::borrow::Cow;
use std::error::Error as StdError;
use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
use http::{HeaderMap, HeaderName, HeaderValue, header};
use tokio::time::Instant;

use crate::credentials::CustomerToken;
use crate::credentials::key_ring::KeyInUse;
use crate::credentials::secrets::Secrets;
use crate::error::quoted::{Quoted, quoted};
use crate::error::{Error, ErrorKind, Facts};
use crate::send::call::Call;
use crate::send::patience::Patience;
use crate::send::settings::Settings;
use crate::send::{classify, retry_after};
use crate::transport::endpoint::Endpoint;
use crate::transport::{Fault, MAX_REFUSAL, Reply, Request, Transport, TransportError};

pub(crate) const API_KEY: HeaderName = HeaderName::from_static("x-api-key");
pub(crate) const CUSTOMER_KEY: HeaderName = HeaderName::from_static("x-customer-key");
pub(crate) const OPERATION_NAME: HeaderName = HeaderName::from_static("x-graphql-operation-name");

/// Headers that say what the client itself has to say; a caller cannot set them.
pub(crate) const OWN: [HeaderName; 6] =
    [API_KEY, CUSTOMER_KEY, OPERATION_NAME, header::CONTENT_TYPE, header::CONTENT_LENGTH, header::HOST];

/// The headers of an attempt, with nothing yet for the operation's name and the key.
pub(crate) fn template(own: &HeaderMap, token: Option<&CustomerToken>) -> HeaderMap {
    let mut headers = own.clone();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("application/json"));
    headers
        .entry(header::ACCEPT)
        .or_insert(HeaderValue::from_static("application/graphql-response+json, application/json;q=0.9"));
    for name in [OPERATION_NAME, API_KEY] {
        headers.insert(name, HeaderValue::from_static(""));
    }
    if let Some(token) = token {
        headers.insert(CUSTOMER_KEY, token.header().clone());
    }
    headers
}

/// Sends once, until the deadline.
///
/// # Errors
///
/// When there is no whole answer.
pub(crate) async fn once(
    transport: &dyn Transport,
    endpoint: &Endpoint,
    settings: &Settings,
    patience: &Patience,
    key: &Arc<KeyInUse>,
    call: &Call,
    deadline: Instant,
) -> Result<Reply, Error> {
    let silence = settings.liveness.silence;
    let request = Request {
        url: endpoint.url().clone(),
        headers: headers(settings, key, call),
        body: call.body.clone(),
        deadline: deadline.into(),
        max_body: settings.max_body,
        silence: patience.with(&call.name, silence),
    };
    let began = Instant::now();
    match transport.send(request).await {
        Ok(mut reply) if !reply.is_success() => {
            reply.body.truncate(MAX_REFUSAL);
            patience.answered(&call.name, began.elapsed(), silence);
            Ok(reply)
        }
        Ok(reply) if reply.body.len() > settings.max_body => {
            let error = TransportError::new(Fault::TooLarge).with_head(reply.status, reply.headers);
            Err(failure(error, settings, key, began.elapsed()))
        }
        Ok(reply) => {
            patience.answered(&call.name, began.elapsed(), silence);
            Ok(reply)
        }
        Err(error) => Err(failure(error, settings, key, began.elapsed())),
    }
}

fn headers(settings: &Settings, key: &KeyInUse, call: &Call) -> HeaderMap {
    let mut headers = settings.template.clone();
    headers.insert(API_KEY, key.key.header().clone());
    let name = match &call.name {
        Cow::Borrowed(name) => HeaderValue::from_maybe_shared(Bytes::from_static(name.as_bytes())).ok(),
        Cow::Owned(name) => HeaderValue::from_str(name).ok(),
    };
    match name.filter(|name| !name.is_empty()) {
        Some(name) => headers.insert(OPERATION_NAME, name),
        None => headers.remove(OPERATION_NAME),
    };
    headers
}

fn failure(error: TransportError, settings: &Settings, key: &KeyInUse, took: Duration) -> Error {
    let TransportError { fault, head, source } = error;
    let status = head.as_ref().map(|(status, _)| *status);
    let facts = Facts {
        status,
        retry_after: head.as_ref().and_then(|(_, headers)| retry_after::read(headers)),
        class: classify::fault(fault, status),
        ..Facts::default()
    };
    let after = status.map(|status| format!(" after HTTP {status}")).unwrap_or_default();
    let secrets = Secrets::new(key, &settings.secrets);
    let source = source.map(|source| clean(source, &secrets));
    let reason = source.as_deref().map(|source| reason(source, &secrets)).unwrap_or_default();
    let remedy = match head.as_ref().and_then(|(_, headers)| other_type(headers)) {
        Some(other) => format!("it is {other} and no JSON; look where the endpoint leads"),
        None => "ask for smaller pages or raise `max_body`".to_owned(),
    };
    let (kind, message) = match fault {
        Fault::Unsendable => (ErrorKind::Config, format!("the request cannot be sent as it is{reason}")),
        Fault::Connect => (ErrorKind::Connect, format!("no connection to the server{reason}")),
        Fault::ConnectTimeout => {
            (ErrorKind::Connect, format!("no connection to the server within {:?}", settings.timeouts.connect))
        }
        Fault::Tls => (ErrorKind::Connect, format!("no secure connection to the server{reason}")),
        Fault::ProxyRefused => (ErrorKind::Connect, format!("the proxy refuses to connect to the server{reason}")),
        Fault::Unprocessed => {
            (ErrorKind::Interrupted, format!("the connection was closed before the request was processed{reason}"))
        }
        Fault::Timeout => (ErrorKind::Timeout, format!("no whole answer within {took:.1?}{after}{reason}")),
        Fault::Silent => (
            ErrorKind::Timeout,
            format!(
                "no whole answer within {took:.1?}{after}: the connection is silent and counts as dead (`silence_timeout`)"
            ),
        ),
        Fault::Interrupted => {
            (ErrorKind::Interrupted, format!("the connection broke before the whole answer was there{after}{reason}"))
        }
        Fault::TooLarge => {
            (ErrorKind::TooLarge, format!("the answer is larger than {} bytes{after}: {remedy}", settings.max_body))
        }
        Fault::BadEncoding => (
            ErrorKind::NotGraphQl,
            format!("the answer is not the gzip that its header says, or is damaged{after}{reason}"),
        ),
        Fault::HeadTooLarge => (
            ErrorKind::TooLarge,
            format!("the answer has more headers than the HTTP client reads, or larger ones{reason}"),
        ),
        Fault::Redirected => (
            ErrorKind::Redirect,
            format!(
                "the HTTP client followed a redirect{after}, and the API key went along: build it with `redirect(Policy::none())`"
            ),
        ),
    };
    let error = Error::with(kind, message, facts);
    match source {
        Some(source) => error.caused_by(source),
        None => error,
    }
}

/// The content type of an answer, where that says that it is no JSON.
fn other_type(headers: &HeaderMap) -> Option<String> {
    let kind = headers.get(header::CONTENT_TYPE)?.to_str().ok()?;
    (!kind.to_ascii_lowercase().contains("json")).then(|| quoted(kind))
}

/// The same cause; or its text without secrets, where it has any.
fn clean(source: Box<dyn StdError + Send + Sync>, secrets: &Secrets<'_>) -> Box<dyn StdError + Send + Sync> {
    let cause: &(dyn StdError + 'static) = &*source;
    let mut texts = std::iter::successors(Some(cause), |&error| error.source())
        .flat_map(|error| [error.to_string(), format!("{error:?}")]);
    if texts.all(|text| matches!(secrets.scrub(&text), Cow::Borrowed(_))) {
        return source;
    }
    secrets.scrub(&source.to_string()).into_owned().into()
}

/// The innermost cause, which is the one that says what to do.
pub(crate) fn reason(error: &(dyn StdError + 'static), secrets: &Secrets<'_>) -> String {
    let innermost = std::iter::successors(Some(error), |&error| error.source()).last().unwrap_or(error).to_string();
    format!(": {}", Quoted(&secrets.scrub(&innermost)))
}
