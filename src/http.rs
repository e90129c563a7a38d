//! The transport over reqwest.

use std::time::Duration;

use bytes::{Bytes, BytesMut};
use http::{HeaderMap, Version, header};
use reqwest::redirect::Policy;
use tokio::time::timeout_at;

use crate::Error;
use crate::endpoint::Endpoint;
use crate::transport::{Fault, Reply, Request, Sending, Transport, TransportError};

/// Idle connections are closed by us before common load balancers close them, so that a write does not meet a dead one.
const IDLE: Duration = Duration::from_secs(30);

/// A server's word for the length is taken up to here; a longer body grows as it comes.
const RESERVED: usize = 1 << 20;

/// Sends through a [`reqwest::Client`].
pub(crate) struct ReqwestTransport {
    client: reqwest::Client,
}

impl ReqwestTransport {
    pub(crate) fn from_client(client: reqwest::Client) -> Self {
        Self { client }
    }

    /// Finishes a builder with what the client promises: no redirects, no plain http past this machine.
    ///
    /// # Errors
    ///
    /// When reqwest cannot build a client, as without any usable TLS root.
    pub(crate) fn build(
        builder: reqwest::ClientBuilder,
        endpoint: &Endpoint,
        connect_timeout: Duration,
    ) -> Result<Self, Error> {
        let client = builder
            .redirect(Policy::none())
            .referer(false)
            .https_only(endpoint.is_https())
            .connect_timeout(connect_timeout)
            .pool_idle_timeout(IDLE)
            .build()
            .map_err(|source| Error::config("the HTTP client cannot be built").caused_by(source))?;
        Ok(Self { client })
    }
}

/// The builder that is used when the caller brings none.
pub(crate) fn default_builder(endpoint: &Endpoint) -> reqwest::ClientBuilder {
    let builder = reqwest::Client::builder().gzip(true);
    // Plain http goes to this machine; a system proxy would carry it, and the key, to another one.
    if endpoint.is_https() { builder } else { builder.no_proxy() }
}

impl Transport for ReqwestTransport {
    fn send(&self, request: Request) -> Sending<'_> {
        Box::pin(async move {
            let Request { url, headers, body, deadline, max_body } = request;
            let asked = url.clone();
            let sending = self.client.post(url).headers(headers).body(body).send();
            let response = match timeout_at(deadline, sending).await {
                Ok(Ok(response)) => response,
                Ok(Err(error)) => return Err(before_head(error)),
                Err(_) => return Err(TransportError::new(Fault::Timeout)),
            };
            let status = response.status().as_u16();
            let head = response.headers().clone();
            if *response.url() != asked {
                return Err(TransportError::new(Fault::Redirected).with_head(status, head));
            }
            let framed = is_framed(response.version(), &head);
            match timeout_at(deadline, read(response, max_body)).await {
                Ok(Ok(body)) => Ok(Reply { status, headers: head, body, framed }),
                Ok(Err(error)) => Err(error.with_head(status, head)),
                Err(_) => Err(TransportError::new(Fault::Timeout).with_head(status, head)),
            }
        })
    }
}

async fn read(mut response: reqwest::Response, max_body: usize) -> Result<Bytes, TransportError> {
    let announced = response.content_length().and_then(|length| usize::try_from(length).ok());
    if announced.is_some_and(|length| length > max_body) {
        return Err(TransportError::new(Fault::TooLarge));
    }
    let mut body = BytesMut::with_capacity(announced.unwrap_or(0).min(RESERVED));
    while let Some(chunk) = response.chunk().await.map_err(in_body)? {
        if body.len().saturating_add(chunk.len()) > max_body {
            return Err(TransportError::new(Fault::TooLarge));
        }
        body.extend_from_slice(&chunk);
    }
    Ok(body.freeze())
}

/// HTTP/2 ends streams explicitly; HTTP/1 needs a length or chunks, else the end of the connection is the end.
fn is_framed(version: Version, headers: &HeaderMap) -> bool {
    version > Version::HTTP_11
        || headers.contains_key(header::CONTENT_LENGTH)
        || headers.contains_key(header::TRANSFER_ENCODING)
}

fn before_head(error: reqwest::Error) -> TransportError {
    let fault = if error.is_builder() {
        Fault::Unsendable
    } else if error.is_connect() {
        if error.is_timeout() { Fault::ConnectTimeout } else { Fault::Connect }
    } else if error.is_timeout() {
        Fault::Timeout
    } else if error.is_redirect() {
        Fault::Redirected
    } else {
        Fault::Interrupted
    };
    TransportError::new(fault).caused_by(error.without_url())
}

/// A stalled or cut body says `is_decode()` in reqwest, so the timeout is asked for first.
fn in_body(error: reqwest::Error) -> TransportError {
    let fault = if error.is_timeout() { Fault::Timeout } else { Fault::Interrupted };
    TransportError::new(fault).caused_by(error.without_url())
}
