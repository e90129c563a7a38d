//! The seam between the client and the network: one request in, one answer out.

pub(crate) mod encoding;
pub(crate) mod endpoint;
pub(crate) mod http;
pub(crate) mod liveness;
pub(crate) mod tls;

use std::error::Error as StdError;
use std::fmt;
use std::pin::Pin;
use std::time::Duration;

use ::http::HeaderMap;
use bytes::Bytes;
use tokio::time::Instant;

/// Carries one request to the server and its answer back; nothing is repeated and nothing judged here.
///
/// The client brings one over reqwest. Another one serves tests, recordings or a different HTTP stack:
///
/// ```
/// use stigg_graphql::transport::{Reply, Request, Sending};
/// use stigg_graphql::{Client, Transport};
///
/// struct Canned;
///
/// impl Transport for Canned {
///     fn send(&self, request: Request) -> Sending<'_> {
///         assert_eq!(request.headers["x-api-key"], "server-1");
///         Box::pin(async { Ok(Reply::new(200, r#"{"data":{"__typename":"Query"}}"#)) })
///     }
/// }
///
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() -> Result<(), stigg_graphql::Error> {
/// let client = Client::builder().key("server-1").transport(Canned).build()?;
/// let data = client.send_raw("{ __typename }", serde_json::json!({})).await?;
/// assert_eq!(data["__typename"], "Query");
/// # Ok(())
/// # }
/// ```
pub trait Transport: Send + Sync + 'static {
    /// Sends a POST and reads the whole answer, whatever its status.
    ///
    /// Dropping the future gives the request up. The client cuts it off at [`Request::deadline`] by itself; a transport
    /// that watches the deadline too can still report the status that had arrived.
    fn send(&self, request: Request) -> Sending<'_>;
}

/// What [`Transport::send`] returns.
pub type Sending<'a> = Pin<Box<dyn Future<Output = Result<Reply, TransportError>> + Send + 'a>>;

/// One attempt at an operation.
#[derive(Clone)]
#[non_exhaustive]
pub struct Request {
    /// The endpoint.
    pub url: reqwest::Url,
    /// All headers; the key's value is marked sensitive.
    pub headers: HeaderMap,
    /// The JSON body: `query`, `operationName`, `variables`.
    pub body: Bytes,
    /// When the attempt has to be over.
    pub deadline: Instant,
    /// How many bytes of body the client accepts, after decompression. Of an answer whose status is not 2xx, 256 KiB are
    /// enough: the client looks at no more.
    pub max_body: usize,
    /// How long a connection may be silent that cannot be asked for a sign of life, before it counts as dead.
    pub silence: Duration,
}

impl fmt::Debug for Request {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Request")
            .field("url", &self.url.as_str())
            .field("headers", &self.headers)
            .field("body_bytes", &self.body.len())
            .finish_non_exhaustive()
    }
}

/// An answer, whole.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct Reply {
    /// The HTTP status.
    pub status: u16,
    /// The headers.
    pub headers: HeaderMap,
    /// The body, decompressed.
    pub body: Bytes,
    /// Whether HTTP itself told where the body ends. Without that, a body that ends early looks whole.
    pub framed: bool,
}

impl Reply {
    /// An answer without headers.
    pub fn new(status: u16, body: impl Into<Bytes>) -> Self {
        Self { status, headers: HeaderMap::new(), body: body.into(), framed: true }
    }

    /// Whether the status is 2xx.
    pub(crate) fn is_success(&self) -> bool {
        (200..300).contains(&self.status)
    }
}

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
    /// Not a byte came for [`Request::silence`] on a connection that cannot be asked for a sign of life.
    Silent,
    /// The connection broke before the whole answer was there.
    Interrupted,
    /// The body is larger than [`Request::max_body`].
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
