//! Who may talk to the sandbox: programs, and web pages of this machine; no page from elsewhere.
//!
//! A browser lets any page send requests to the loopback interface. It tells where the page is from (`Origin`) and under which
//! name it found us (`Host`): a page whose own name was bound to 127.0.0.1 cannot hide that name.

use std::net::IpAddr;

use http::StatusCode;
use http::header::{self, HeaderMap, HeaderValue};
use http::uri::{Authority, Uri};

/// The pages from elsewhere that are welcome all the same.
pub(crate) struct Visitors {
    allowed: Vec<String>,
}

impl Visitors {
    pub(crate) fn new(allowed: Vec<String>) -> Self {
        Self { allowed }
    }

    /// The origin of the page that asks, if it is one; the error is what to tell those who may not ask.
    pub(crate) fn admit(
        &self,
        uri: &Uri,
        headers: &HeaderMap,
    ) -> Result<Option<HeaderValue>, (StatusCode, &'static str)> {
        let named = headers.get_all(header::HOST).iter().map(|host| Authority::try_from(host.as_bytes()).ok());
        if !uri
            .authority()
            .cloned()
            .map(Some)
            .into_iter()
            .chain(named)
            .all(|host| host.is_some_and(|host| is_here(&host)))
        {
            let message =
                "the sandbox answers under the names of the loopback interface only, such as 127.0.0.1 and localhost";
            return Err((StatusCode::MISDIRECTED_REQUEST, message));
        }
        let mut origins = headers.get_all(header::ORIGIN).iter();
        let Some(origin) = origins.next() else { return Ok(None) };
        if origins.next().is_none() && origin.to_str().is_ok_and(|origin| self.is_welcome(origin)) {
            return Ok(Some(origin.clone()));
        }
        let message = "pages from elsewhere may not use the sandbox unless its builder allows their origin";
        Err((StatusCode::FORBIDDEN, message))
    }

    fn is_welcome(&self, origin: &str) -> bool {
        let is_ours = || {
            let authority = origin.strip_prefix("http://").or_else(|| origin.strip_prefix("https://"))?;
            Some(is_here(&authority.parse().ok()?))
        };
        self.allowed.iter().any(|allowed| allowed.eq_ignore_ascii_case(origin)) || is_ours() == Some(true)
    }
}

/// Whether a name means this machine, whoever is asked for its address.
fn is_here(authority: &Authority) -> bool {
    let host = authority.host();
    let address = host.strip_prefix('[').and_then(|host| host.strip_suffix(']')).unwrap_or(host);
    let is_loopback = address.parse().is_ok_and(|address: IpAddr| address.is_loopback());
    !authority.as_str().contains('@') && (is_loopback || host.eq_ignore_ascii_case("localhost"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_loopback_interface_is_here() {
        for (host, expected) in [
            ("127.0.0.1", true),
            ("127.0.0.1:4000", true),
            ("localhost", true),
            ("LocalHost:80", true),
            ("[::1]:4000", true),
            ("127.8.8.8:1", true),
            ("localhost.evil.test", false),
            ("127.0.0.1.evil.test", false),
            ("127.0.0.1@evil.test", false),
            ("evil.test@127.0.0.1", false),
            ("evil.test:4000", false),
            ("10.0.0.1", false),
            ("0.0.0.0", false),
        ] {
            assert_eq!(host.parse().is_ok_and(|authority| is_here(&authority)), expected, "{host}");
        }
    }

    #[test]
    fn an_origin_is_compared_as_a_whole() {
        let visitors = Visitors::new(vec!["https://app.test".to_owned()]);
        for (origin, expected) in [
            ("https://app.test", true),
            ("https://APP.test", true),
            ("http://app.test", false),
            ("https://app.test:8443", false),
            ("https://app.test.evil.test", false),
            ("http://localhost:3000", true),
            ("https://[::1]", true),
            ("null", false),
            ("", false),
            ("file://", false),
            ("http://", false),
            ("chrome-extension://localhost", false),
        ] {
            assert_eq!(visitors.is_welcome(origin), expected, "{origin}");
        }
    }
}
