//! Responses that are sent instead of an answer.

use bytes::Bytes;
use http::header::{self, HeaderName, HeaderValue};
use http::{Response, StatusCode};

use crate::execution::answer::Answer;
use crate::media_type::MediaType;

const LOGIN_PAGE: &str =
    "<!DOCTYPE html>\n<html><head><title>Sign in</title></head><body>Please sign in.</body></html>\n";

/// A response that is there before the operation is executed.
#[derive(Debug)]
pub(crate) struct Respond {
    pub(crate) response: Response<Bytes>,
    /// What a subscription is told instead; without it the response is about HTTP alone.
    pub(crate) error: Option<Answer>,
}

impl Respond {
    /// 401 and 403 come from the API itself and have a GraphQL body; the others from whatever stands in front of it.
    pub(super) fn status(status: u16) -> Self {
        let status = status_code(status);
        let code = match status {
            StatusCode::UNAUTHORIZED => "Unauthenticated",
            StatusCode::FORBIDDEN => "IdentityForbidden",
            _ => {
                let reason = status.canonical_reason().unwrap_or("Error");
                return MediaType::Text.response(status, format!("{reason}\n").into()).into();
            }
        };
        of_answer(&Answer::refused(status, code, code)).into()
    }

    /// Headers that HTTP does not allow are left out.
    pub(super) fn exactly(status: u16, headers: &[(String, String)], body: String) -> Self {
        let mut response = MediaType::Text.response(status_code(status), body.into());
        for (name, value) in headers {
            if let (Ok(name), Ok(value)) = (HeaderName::try_from(name), HeaderValue::try_from(value)) {
                response.headers_mut().insert(name, value);
            }
        }
        response.into()
    }

    pub(super) fn error(code: &str, message: String, status: Option<u16>) -> Self {
        let status = status.map_or(StatusCode::OK, status_code);
        let answer = Answer::refused(status, code, message).with_null_data();
        Self { response: of_answer(&answer), error: Some(answer) }
    }

    pub(super) fn rate_limited(retry_after: Option<&str>) -> Self {
        let answer = Answer::refused(StatusCode::TOO_MANY_REQUESTS, "RateLimitExceeded", "Too many requests");
        let mut response = of_answer(&answer);
        if let Some(Ok(value)) = retry_after.map(HeaderValue::try_from) {
            response.headers_mut().insert(header::RETRY_AFTER, value);
        }
        response.into()
    }

    pub(super) fn html() -> Self {
        MediaType::Html.response(StatusCode::OK, Bytes::from_static(LOGIN_PAGE.as_bytes())).into()
    }

    pub(super) fn redirect(location: &str, status: u16) -> Self {
        let mut response = MediaType::Text.response(status_code(status), Bytes::new());
        if let Ok(location) = HeaderValue::try_from(location) {
            response.headers_mut().insert(header::LOCATION, location);
        }
        response.into()
    }
}

impl From<Response<Bytes>> for Respond {
    fn from(response: Response<Bytes>) -> Self {
        Self { response, error: None }
    }
}

fn of_answer(answer: &Answer) -> Response<Bytes> {
    MediaType::Json.response(answer.status, answer.bytes().into())
}

/// A status that HTTP does not know, or that would end the conversation, becomes 500.
fn status_code(status: u16) -> StatusCode {
    StatusCode::from_u16(status)
        .ok()
        .filter(|status| !status.is_informational())
        .unwrap_or(StatusCode::INTERNAL_SERVER_ERROR)
}
