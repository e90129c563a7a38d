//! HTTP responses.

use std::io::{self, Write};

use bytes::Bytes;
use flate2::Compression;
use flate2::write::GzEncoder;
use http::header::{self, HeaderMap, HeaderValue};
use http::{Response, StatusCode};

use super::response_body::{ResponseBody, Then};
use crate::execution::answer::{Answer, BAD_REQUEST};
use crate::fault::stream::Stream;
use crate::media_type::MediaType;

/// A GraphQL answer.
pub(crate) fn answer(asked: &HeaderMap, answer: &Answer) -> Response<ResponseBody> {
    json(asked, answer.status, answer.bytes())
}

/// JSON, under the media type that the client prefers.
pub(crate) fn json(asked: &HeaderMap, status: StatusCode, body: Vec<u8>) -> Response<ResponseBody> {
    MediaType::preferred(asked).response(status, ResponseBody::whole(body))
}

pub(crate) fn text(status: StatusCode, body: &'static str) -> Response<ResponseBody> {
    MediaType::Text.response(status, ResponseBody::whole(body))
}

/// The answer to what is no GraphQL request.
pub(crate) fn refused(status: StatusCode, message: &str) -> Response<ResponseBody> {
    MediaType::Json.response(status, ResponseBody::whole(Answer::refused(status, BAD_REQUEST, message).bytes()))
}

/// Sends a body the way the faults want it. An error closes the connection.
pub(crate) fn sent(
    asked: &HeaderMap,
    status: StatusCode,
    mut body: Vec<u8>,
    faults: &[Stream],
) -> io::Result<Response<ResponseBody>> {
    let mut then = Then::End;
    let mut zipped = false;
    for fault in faults {
        match fault {
            Stream::HalfJson => body.truncate(body.len() / 2),
            Stream::StallMidBody => then = Then::Stall,
            Stream::CutMidBody => then = Then::Cut,
            Stream::Cut => return Err(io::ErrorKind::ConnectionAborted.into()),
            Stream::Gzip => zipped = true,
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
        Then::End => ResponseBody::whole(body),
        then => {
            response.headers_mut().insert(header::CONTENT_LENGTH, HeaderValue::from(length));
            ResponseBody::broken(Bytes::from(body).slice(..length / 2), then)
        }
    };
    if zipped {
        response.headers_mut().insert(header::CONTENT_ENCODING, HeaderValue::from_static("gzip"));
    }
    Ok(response)
}

/// The answer to a browser that asks before it sends a key.
pub(crate) fn preflight(asked: &HeaderMap) -> Response<ResponseBody> {
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
