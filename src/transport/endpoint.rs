//! Where requests go: https, or http to this machine.

use std::fmt;

use url::{Host, Url};

use crate::error::Error;

/// Stigg's production endpoint (Stigg's docs: API reference, overview).
pub(crate) const STIGG: &str = "https://api.stigg.io/graphql";

/// A checked URL.
#[derive(Clone)]
pub(crate) struct Endpoint {
    url: Url,
    /// The URL for spans.
    shown: String,
}

impl Endpoint {
    /// Checks a URL; one without a path gets `/graphql`.
    ///
    /// # Errors
    ///
    /// When it is no URL, is http to another machine, or carries credentials.
    pub(crate) fn parse(text: &str) -> Result<Self, Error> {
        let mut url = Url::parse(text.trim()).map_err(|source| {
            Error::config("the endpoint is not a URL; write it as https://host/graphql").caused_by(source)
        })?;
        if !url.username().is_empty() || url.password().is_some() || url.query().is_some() {
            return Err(Error::config(
                "the endpoint carries credentials or a query; the key belongs into `key(..)` and is sent as a header",
            ));
        }
        let host = url.host_str().unwrap_or_default().to_owned();
        match url.scheme() {
            "https" if !host.is_empty() => {}
            "http" if is_loopback(&url) => {}
            "http" => {
                return Err(Error::config(format!(
                    "the endpoint http://{host} is not encrypted and would show the API key to the network; use https \
                     (plain http is allowed to this machine only)"
                )));
            }
            other => {
                return Err(Error::config(format!("the endpoint has the scheme `{other}`; use https://host/graphql")));
            }
        }
        url.set_fragment(None);
        if url.path() == "/" {
            url.set_path("/graphql");
        }
        // The path of a gateway may name a tenant; that of GraphQL says nothing.
        let path = if url.path() == "/graphql" { "/graphql" } else { "/REDACTED" };
        let shown = format!("{}{path}", url.origin().ascii_serialization());
        Ok(Self { url, shown })
    }

    pub(crate) fn url(&self) -> &Url {
        &self.url
    }

    /// The URL as a span may have it: without a path other than `/graphql`.
    pub(crate) fn shown(&self) -> &str {
        &self.shown
    }

    /// The host; an IPv6 address without its brackets.
    pub(crate) fn host(&self) -> &str {
        self.url.host_str().unwrap_or_default().trim_start_matches('[').trim_end_matches(']')
    }

    pub(crate) fn port(&self) -> Option<u16> {
        self.url.port_or_known_default()
    }

    pub(crate) fn is_https(&self) -> bool {
        self.url.scheme() == "https"
    }

    /// The same place, as a `WebSocket` URL.
    #[cfg(feature = "subscriptions")]
    pub(crate) fn websocket(&self) -> String {
        let scheme = if self.is_https() { "wss" } else { "ws" };
        format!("{scheme}{}", &self.url.as_str()[self.url.scheme().len()..])
    }
}

impl fmt::Debug for Endpoint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.url.as_str())
    }
}

fn is_loopback(url: &Url) -> bool {
    match url.host() {
        Some(Host::Domain(name)) => name == "localhost" || name.ends_with(".localhost"),
        Some(Host::Ipv4(address)) => address.is_loopback(),
        Some(Host::Ipv6(address)) => address.is_loopback(),
        None => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_host_alone_gets_the_path_of_graphql() {
        for (text, url) in [
            ("https://api.stigg.io", "https://api.stigg.io/graphql"),
            ("https://api.stigg.io/", "https://api.stigg.io/graphql"),
            (" https://api.stigg.io/v2/graphql\n", "https://api.stigg.io/v2/graphql"),
            ("http://127.0.0.1:4000", "http://127.0.0.1:4000/graphql"),
            ("http://127.9.9.9/x", "http://127.9.9.9/x"),
            ("http://[::1]:4000/q", "http://[::1]:4000/q"),
            ("http://localhost:1", "http://localhost:1/graphql"),
        ] {
            assert_eq!(Endpoint::parse(text).unwrap().url().as_str(), url);
        }
    }

    #[test]
    fn a_span_shows_no_path_that_may_say_something() {
        for (text, shown) in [
            ("https://api.stigg.io", "https://api.stigg.io/graphql"),
            ("https://gateway.example:8443/tenant-7/graphql", "https://gateway.example:8443/REDACTED"),
            ("http://[::1]:4000/graphql", "http://[::1]:4000/graphql"),
        ] {
            assert_eq!(Endpoint::parse(text).unwrap().shown(), shown);
        }
    }

    #[test]
    fn what_would_show_the_key_is_refused() {
        for text in [
            "http://api.stigg.io/graphql",
            "http://localhost.example.com",
            "http://127.0.0.1.example.com",
            "http://10.0.0.1",
            "http://0.0.0.0",
            "ftp://api.stigg.io",
            "https://user:server-secret@api.stigg.io",
            "https://api.stigg.io/graphql?apiKey=server-secret",
            "api.stigg.io",
            "",
        ] {
            let error = Endpoint::parse(text).unwrap_err();
            assert!(error.is_config(), "{text}");
            assert!(!format!("{error:?}").contains("server-secret"));
        }
    }
}
