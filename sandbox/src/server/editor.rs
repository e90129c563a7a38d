//! A page to write operations on, for a browser that comes to the address of the sandbox. It needs nothing from elsewhere.

use http::header::{self, HeaderMap, HeaderName, HeaderValue};
use http::{Response, StatusCode};

use super::response_body::ResponseBody;
use crate::media_type::MediaType;

const PAGE: &str = include_str!("editor/page.html");
const SCRIPT: &str = include_str!("editor/script.js");
const STYLE: &str = include_str!("editor/style.css");

const HEADERS: [(HeaderName, &str); 4] = [
    (
        header::CONTENT_SECURITY_POLICY,
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src data:; connect-src 'self'; base-uri 'none'; \
         form-action 'none'; frame-ancestors 'none'",
    ),
    (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
    (header::REFERRER_POLICY, "no-referrer"),
    (header::CACHE_CONTROL, "no-store"),
];

/// Whether a browser comes to the address. It sends no `Origin` then; a page that fetches the address does, and could read
/// the key.
pub(crate) fn is_wanted(headers: &HeaderMap) -> bool {
    if headers.contains_key(header::ORIGIN) {
        return false;
    }
    let accept = headers.get_all(header::ACCEPT).iter().filter_map(|accept| accept.to_str().ok());
    let mut names = accept.flat_map(|accept| accept.split(',')).filter_map(|range| range.split(';').next());
    names.any(|name| name.trim().eq_ignore_ascii_case("text/html"))
}

/// The page, with the key filled in.
pub(crate) fn page(key: &str) -> Response<ResponseBody> {
    answer(MediaType::Html, PAGE.replace("{key}", &escaped(key)))
}

/// What the page is made with.
pub(crate) fn part(path: &str) -> Option<Response<ResponseBody>> {
    match path {
        "/editor.js" => Some(answer(MediaType::Script, SCRIPT.to_owned())),
        "/editor.css" => Some(answer(MediaType::Style, STYLE.to_owned())),
        _ => None,
    }
}

fn answer(media_type: MediaType, body: String) -> Response<ResponseBody> {
    let mut response = media_type.response(StatusCode::OK, ResponseBody::whole(body));
    response.headers_mut().extend(HEADERS.map(|(name, value)| (name, HeaderValue::from_static(value))));
    response
}

/// As the value of an attribute.
fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('"', "&quot;").replace('<', "&lt;").replace('>', "&gt;")
}
