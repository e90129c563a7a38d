//! The seam between the client and the network: one request in, one answer out.

use std::fmt;
use std::pin::Pin;
use std::time::{Duration, Instant};

use bytes::Bytes;
use http::HeaderMap;
use url::Url;

use crate::transport::fault::TransportError;

/// How much is kept of the body of an answer whose status is no success: far more than any list of errors has.
pub(crate) const MAX_REFUSAL: usize = 256 << 10;

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
    pub url: Url,
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
