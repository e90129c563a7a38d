//! HTTP responses, right ones and wrong ones.

use std::io::{self, Write};

use bytes::Bytes;
use flate2::Compression;
use flate2::write::GzEncoder;
use http::header::{self, HeaderMap, HeaderName, HeaderValue};
use http::{Response, StatusCode};

use super::body::{Reply, Then};
use crate::execution::answer::Answer;
use crate::fault::Effect;

const GRAPHQL_JSON: &str = "application/graphql-response+json";
const JSON: &str = "application/json; charset=utf-8";
const TEXT: &str = "text/plain; charset=utf-8";
const LOGIN_PAGE: &str =
    "<!DOCTYPE html>\n<html><head><title>Sign in</title></head><body>Please sign in.</body></html>\n";

/// A GraphQL answer.
pub(crate) fn answer(asked: &HeaderMap, answer: &Answer) -> Response<Reply> {
    json(asked, answer.status, answer.bytes())
}

/// JSON, under the media type that the client prefers.
pub(crate) fn json(asked: &HeaderMap, status: StatusCode, body: Vec<u8>) -> Response<Reply> {
    let accept = asked.get(header::ACCEPT).and_then(|accept| accept.to_str().ok());
    let is_new = accept.is_some_and(|accept| accept.contains(GRAPHQL_JSON));
    typed(status, if is_new { GRAPHQL_JSON } else { JSON }, Reply::whole(body))
}

pub(crate) fn text(status: StatusCode, body: &'static str) -> Response<Reply> {
    typed(status, TEXT, Reply::whole(body))
}

/// The answer to what is no GraphQL request.
pub(crate) fn refused(status: StatusCode, message: &str) -> Response<Reply> {
    typed(status, JSON, Reply::whole(Answer::bad_request(status, message).bytes()))
}

fn typed(status: StatusCode, content_type: &'static str, body: Reply) -> Response<Reply> {
    let mut response = Response::new(body);
    *response.status_mut() = status;
    response.headers_mut().insert(header::CONTENT_TYPE, HeaderValue::from_static(content_type));
    response
}

/// Sends a body the way the faults want it. An error closes the connection.
pub(crate) fn sent(
    asked: &HeaderMap,
    status: StatusCode,
    mut body: Vec<u8>,
    faults: &[Effect],
) -> io::Result<Response<Reply>> {
    let mut then = Then::End;
    let mut zipped = false;
    for fault in faults {
        match fault {
            Effect::WrongJson => body.truncate(body.len() / 2),
            Effect::StallMidBody => then = Then::Stall,
            Effect::CutMidBody => then = Then::Cut,
            Effect::CutAfterExecuting => return Err(io::ErrorKind::ConnectionAborted.into()),
            Effect::Gzip => zipped = true,
            _ => {}
        }
    }
    if zipped {
        let mut encoder = GzEncoder::new(Vec::new(), Compression::fast());
        encoder.write_all(&body)?;
        body = encoder.finish()?;
    }
    let length = body.len();
    let mut response = json(asked, status, Vec::new());
    *response.body_mut() = match then {
        Then::End => Reply::whole(body),
        then => {
            response.headers_mut().insert(header::CONTENT_LENGTH, HeaderValue::from(length));
            Reply::broken(Bytes::from(body).slice(..length / 2), then)
        }
    };
    if zipped {
        response.headers_mut().insert(header::CONTENT_ENCODING, HeaderValue::from_static("gzip"));
    }
    Ok(response)
}

/// The response that a fault sends instead of an answer.
pub(crate) fn of_fault(effect: &Effect) -> Option<Response<Reply>> {
    Some(match effect {
        Effect::Status(status) => with_status(status_code(*status)),
        Effect::Respond { status, headers, body } => {
            let mut response = typed(status_code(*status), TEXT, Reply::whole(body.clone()));
            for (name, value) in headers {
                let name = HeaderName::try_from(name);
                if let (Ok(name), Ok(value)) = (name, HeaderValue::try_from(value)) {
                    response.headers_mut().insert(name, value);
                }
            }
            response
        }
        Effect::Error { code, message, status } => {
            let status = status.map_or(StatusCode::OK, status_code);
            let answer = Answer::refused(status, code, message.clone()).with_null_data();
            typed(status, JSON, Reply::whole(answer.bytes()))
        }
        Effect::RateLimited { retry_after } | Effect::RatePerSecond { retry_after, .. } => {
            let status = StatusCode::TOO_MANY_REQUESTS;
            let answer = Answer::refused(status, "RateLimitExceeded", "Too many requests");
            let mut response = typed(status, JSON, Reply::whole(answer.bytes()));
            if let Some(Ok(value)) = retry_after.as_ref().map(HeaderValue::try_from) {
                response.headers_mut().insert(header::RETRY_AFTER, value);
            }
            response
        }
        Effect::Html => typed(StatusCode::OK, "text/html; charset=utf-8", Reply::whole(LOGIN_PAGE)),
        Effect::Redirect { location, status } => {
            let mut response = text(status_code(*status), "");
            if let Ok(location) = HeaderValue::try_from(location) {
                response.headers_mut().insert(header::LOCATION, location);
            }
            response
        }
        _ => return None,
    })
}

/// 401 and 403 come from the API itself and have a GraphQL body; the others from whatever stands in front of it.
fn with_status(status: StatusCode) -> Response<Reply> {
    let code = match status {
        StatusCode::UNAUTHORIZED => "Unauthenticated",
        StatusCode::FORBIDDEN => "IdentityForbidden",
        _ => {
            let reason = status.canonical_reason().unwrap_or("Error");
            return typed(status, TEXT, Reply::whole(format!("{reason}\n")));
        }
    };
    typed(status, JSON, Reply::whole(Answer::refused(status, code, code).bytes()))
}

/// A status that HTTP does not know, or that would end the conversation, becomes 500.
fn status_code(status: u16) -> StatusCode {
    StatusCode::from_u16(status)
        .ok()
        .filter(|status| !status.is_informational())
        .unwrap_or(StatusCode::INTERNAL_SERVER_ERROR)
}

/// The answer to a browser that asks before it sends a key: pages of any origin are welcome.
pub(crate) fn preflight(asked: &HeaderMap) -> Response<Reply> {
    let mut response = text(StatusCode::NO_CONTENT, "");
    let headers = response.headers_mut();
    headers.remove(header::CONTENT_TYPE);
    let wanted = asked.get(header::ACCESS_CONTROL_REQUEST_HEADERS).cloned();
    let wanted = wanted.unwrap_or(HeaderValue::from_static("content-type, x-api-key"));
    headers.insert(header::ACCESS_CONTROL_ALLOW_HEADERS, wanted);
    headers.insert(header::ACCESS_CONTROL_ALLOW_METHODS, HeaderValue::from_static("GET, POST, OPTIONS"));
    headers.insert(header::ACCESS_CONTROL_MAX_AGE, HeaderValue::from_static("600"));
    response
}

/// Lets the page that asked read the answer.
pub(crate) fn allow_origin(headers: &mut HeaderMap, origin: Option<HeaderValue>) {
    if let Some(origin) = origin {
        headers.insert(header::ACCESS_CONTROL_ALLOW_ORIGIN, origin);
        headers.insert(header::VARY, HeaderValue::from_static("origin"));
    }
}
