//! Media types that the sandbox sends.

use http::header::{self, HeaderValue};
use http::{Response, StatusCode};

/// What a body is.
#[derive(Clone, Copy, Debug)]
pub(crate) enum MediaType {
    Json,
    /// What newer clients ask for.
    GraphqlResponse,
    Text,
    Html,
}

impl MediaType {
    /// The value of `content-type`.
    pub(crate) const fn value(self) -> &'static str {
        match self {
            Self::Json => "application/json; charset=utf-8",
            Self::GraphqlResponse => "application/graphql-response+json",
            Self::Text => "text/plain; charset=utf-8",
            Self::Html => "text/html; charset=utf-8",
        }
    }

    /// A response with a body of this type.
    pub(crate) fn response<B>(self, status: StatusCode, body: B) -> Response<B> {
        let mut response = Response::new(body);
        *response.status_mut() = status;
        response.headers_mut().insert(header::CONTENT_TYPE, HeaderValue::from_static(self.value()));
        response
    }
}
