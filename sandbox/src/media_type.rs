//! Media types that the sandbox sends.

use http::header::{self, HeaderMap, HeaderValue};
use http::{Response, StatusCode};

/// What a body is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum MediaType {
    Json,
    /// What newer clients ask for.
    GraphqlResponse,
    Text,
    Html,
    Script,
    Style,
}

impl MediaType {
    /// The one of GraphQL's two that a client prefers; the older where it does not care.
    pub(crate) fn preferred(asked: &HeaderMap) -> Self {
        let accept = asked.get_all(header::ACCEPT).iter().filter_map(|accept| accept.to_str().ok());
        let (mut older, mut newer) = (0.0_f32, 0.0_f32);
        for range in accept.flat_map(|accept| accept.split(',')) {
            let mut parts = range.split(';').map(str::trim);
            let name = parts.next().unwrap_or_default().to_ascii_lowercase();
            let quality = parts.find_map(|parameter| parameter.strip_prefix("q=")?.parse().ok()).unwrap_or(1.0);
            match name.as_str() {
                "application/json" => older = quality,
                "application/graphql-response+json" => newer = quality,
                _ => {}
            }
        }
        if newer > 0.0 && newer >= older { Self::GraphqlResponse } else { Self::Json }
    }

    /// The value of `content-type`.
    pub(crate) const fn value(self) -> &'static str {
        match self {
            Self::Json => "application/json; charset=utf-8",
            Self::GraphqlResponse => "application/graphql-response+json; charset=utf-8",
            Self::Text => "text/plain; charset=utf-8",
            Self::Html => "text/html; charset=utf-8",
            Self::Script => "text/javascript; charset=utf-8",
            Self::Style => "text/css; charset=utf-8",
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_preferred_type_is_the_one_of_higher_quality() {
        for (accept, expected) in [
            (None, MediaType::Json),
            (Some("*/*"), MediaType::Json),
            (Some("text/html, application/*"), MediaType::Json),
            (Some("application/json"), MediaType::Json),
            (Some("application/graphql-response+json"), MediaType::GraphqlResponse),
            (
                Some("Application/GraphQL-Response+JSON; charset=utf-8, application/json;q=0.9"),
                MediaType::GraphqlResponse,
            ),
            (Some("application/json, application/graphql-response+json;q=0.5"), MediaType::Json),
            (Some("application/graphql-response+json;q=0"), MediaType::Json),
            (Some("application/graphql-response+jsonp"), MediaType::Json),
        ] {
            let accept = accept.map(|accept| (header::ACCEPT, HeaderValue::from_static(accept)));
            assert_eq!(MediaType::preferred(&accept.clone().into_iter().collect()), expected, "{accept:?}");
        }
    }
}
