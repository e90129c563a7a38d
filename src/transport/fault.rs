//! Why a request has no answer.

use std::error::Error as StdError;

use http::HeaderMap;

/// Why there is no answer.
#[derive(Debug)]
#[non_exhaustive]
pub struct TransportError {
    /// What went wrong.
    pub fault: Fault,
    /// Status and headers, if they had arrived.
    pub head: Option<(u16, HeaderMap)>,
    /// The cause.
    pub source: Option<Box<dyn StdError + Send + Sync>>,
}

/// What can go wrong on the way.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Fault {
    /// The request cannot be sent as it is.
    Unsendable,
    /// No connection; nothing was sent.
    Connect,
    /// No connection in time; nothing was sent.
    ConnectTimeout,
    /// No agreement on TLS, mostly for a certificate that is not trusted; nothing was sent.
    Tls,
    /// A proxy refused to connect to the server; nothing was sent.
    ProxyRefused,
    /// The server says that it has not processed the request (HTTP/2: `REFUSED_STREAM`, `GOAWAY`), or it was not sent.
    Unprocessed,
    /// No whole answer in time.
    Timeout,
    /// Not a byte came for [`Request::silence`](crate::transport::Request::silence) on a connection that cannot be asked for a sign of life.
    Silent,
    /// The connection broke before the whole answer was there.
    Interrupted,
    /// The body is larger than [`Request::max_body`](crate::transport::Request::max_body).
    TooLarge,
    /// The head of the answer has more headers than the transport reads.
    HeadTooLarge,
    /// The body is not in the encoding that its header says.
    BadEncoding,
    /// The transport followed a redirect, against the client's wish.
    Redirected,
}

impl TransportError {
    /// A failure without cause and without head.
    pub fn new(fault: Fault) -> Self {
        Self { fault, head: None, source: None }
    }

    /// Adds the cause.
    #[must_use]
    pub fn caused_by(mut self, source: impl Into<Box<dyn StdError + Send + Sync>>) -> Self {
        self.source = Some(source.into());
        self
    }

    /// Adds what had arrived of the answer.
    #[must_use]
    pub fn with_head(mut self, status: u16, headers: HeaderMap) -> Self {
        self.head = Some((status, headers));
        self
    }
}
