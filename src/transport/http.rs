//! The transport over reqwest.

mod failure;
mod opening;

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};
use std::panic::AssertUnwindSafe;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{PoisonError, RwLock};
use std::time::Duration;

use bytes::Bytes;
use futures_util::FutureExt;
use http::{HeaderMap, Method, Version, header};
use reqwest::redirect::Policy;
use tokio::time::{Instant, sleep_until, timeout};
use url::Url;

use crate::error::Error;
use crate::transport::encoding::{self, Body, BodyError};
use crate::transport::endpoint::Endpoint;
use crate::transport::exchange::{MAX_REFUSAL, Reply, Request, Sending, Transport};
use crate::transport::fault::{Fault, TransportError};
use crate::transport::liveness::Liveness;
use crate::transport::tls;

use opening::Watch;

/// A server's word for the length is taken up to here; a longer body grows as it comes.
const RESERVED: usize = 1 << 20;

/// An HTTP client that is already there: a [`reqwest::Client`] of version 0.13.
///
/// [`ClientBuilder::http_client`](crate::client::ClientBuilder::http_client) takes whatever becomes one, so that another
/// version of reqwest can be taken beside this one.
#[derive(Debug, Clone)]
pub struct HttpClient(reqwest::Client);

impl From<reqwest::Client> for HttpClient {
    fn from(client: reqwest::Client) -> Self {
        Self(client)
    }
}

/// An HTTP client that is still to be built: a [`reqwest::ClientBuilder`] of version 0.13.
///
/// [`ClientBuilder::http_builder`](crate::client::ClientBuilder::http_builder) takes whatever becomes one, as with
/// [`HttpClient`].
#[derive(Debug)]
pub struct HttpBuilder(reqwest::ClientBuilder);

impl From<reqwest::ClientBuilder> for HttpBuilder {
    fn from(builder: reqwest::ClientBuilder) -> Self {
        Self(builder)
    }
}

/// Sends through a [`reqwest::Client`].
pub(crate) struct HttpTransport {
    pool: RwLock<Pool>,
    /// Makes the next client; one of the caller's own cannot be made again.
    renew: Option<Box<Renew>>,
    /// Whether the client was built here: a request can be seen to open a connection, and no redirect is followed.
    is_own: bool,
    /// Whether the server was last heard over HTTP/1, where nobody can ask for a sign of life.
    is_http1: AtomicBool,
}

type Renew = dyn Fn() -> Result<reqwest::Client, Error> + Send + Sync;

/// A client, whose connections have grown old together.
struct Pool {
    client: reqwest::Client,
    generation: u64,
}

impl HttpTransport {
    /// Sends through a client that is already there.
    pub(crate) fn from_client(client: HttpClient) -> Self {
        Self::new(client.0, None, false)
    }

    /// Finishes a builder with what the client promises.
    ///
    /// # Errors
    ///
    /// When reqwest cannot build a client, as without any usable TLS root.
    pub(crate) fn from_builder(
        builder: HttpBuilder,
        endpoint: &Endpoint,
        connect_timeout: Duration,
        liveness: &Liveness,
    ) -> Result<Self, Error> {
        Ok(Self::new(finish(builder.0, endpoint, connect_timeout, liveness)?, None, true))
    }

    /// Sends through clients that this makes, one after the other.
    ///
    /// # Errors
    ///
    /// When reqwest cannot build a client, as without any usable TLS root.
    pub(crate) fn from_builders(
        make: impl Fn() -> HttpBuilder + Send + Sync + 'static,
        endpoint: &Endpoint,
        connect_timeout: Duration,
        liveness: &Liveness,
    ) -> Result<Self, Error> {
        let (endpoint, liveness) = (endpoint.clone(), *liveness);
        let renew = move || finish(make().0, &endpoint, connect_timeout, &liveness);
        Ok(Self::new(renew()?, Some(Box::new(renew)), true))
    }

    /// Sends through clients of our own making.
    ///
    /// # Errors
    ///
    /// When reqwest cannot build a client, as without any usable TLS root.
    pub(crate) fn standard(endpoint: &Endpoint, connect_timeout: Duration, liveness: &Liveness) -> Result<Self, Error> {
        // Reading the roots takes longer than anything else here; all clients share them.
        let roots = endpoint.is_https().then(|| tls::config(&["h2", "http/1.1"])).transpose()?;
        let make = move || {
            let builder = reqwest::Client::builder().no_gzip().no_brotli().no_deflate().no_zstd();
            HttpBuilder(match &roots {
                Some(roots) => builder.tls_backend_preconfigured(roots.clone()),
                None => builder.tls_certs_only([]),
            })
        };
        Self::from_builders(make, endpoint, connect_timeout, liveness)
    }

    fn new(client: reqwest::Client, renew: Option<Box<Renew>>, is_own: bool) -> Self {
        let pool = RwLock::new(Pool { client, generation: 0 });
        Self { pool, renew, is_own, is_http1: AtomicBool::new(false) }
    }

    /// Leaves the connections of this generation to the requests that are under way on them.
    ///
    /// One was found dead, and whatever has cut it may have cut the others.
    fn give_up(&self, generation: u64) {
        let Some(renew) = &self.renew else { return };
        let mut pool = self.pool.write().unwrap_or_else(PoisonError::into_inner);
        if pool.generation == generation
            && let Ok(client) = renew()
        {
            *pool = Pool { client, generation: generation + 1 };
        }
    }

    /// Waits for the answer; `asked` is where the request went, of a client that may have gone elsewhere.
    async fn exchange(
        &self,
        sending: impl Future<Output = reqwest::Result<reqwest::Response>>,
        asked: Option<Url>,
        Limits { deadline, max_body, silence }: Limits,
    ) -> Result<Reply, TransportError> {
        let head = tokio::select! {
            biased;
            sent = AssertUnwindSafe(sending).catch_unwind() => match sent {
                Ok(sent) => sent.map_err(failure::before_head),
                Err(panic) => Err(failure::of_panic(panic)),
            },
            fault = self.given_up(silence, deadline) => Err(TransportError::new(fault)),
        };
        let mut response = head?;
        let status = response.status().as_u16();
        let mut head = std::mem::take(response.headers_mut());
        if asked.is_some_and(|asked| *response.url() != asked) {
            return Err(TransportError::new(Fault::Redirected).with_head(status, head));
        }
        let version = response.version();
        let is_http1 = version <= Version::HTTP_11;
        self.is_http1.store(is_http1, Ordering::Relaxed);
        let framed = is_framed(version, &head);
        let gzip = encoding::is_gzip(&head);
        let silence = if is_http1 { silence } else { Duration::MAX };
        let body = tokio::select! {
            biased;
            body = read(response, gzip, max_body, silence, framed) => body,
            () = sleep_until(deadline) => Err(TransportError::new(Fault::Timeout)),
        };
        match body {
            Ok(body) => {
                if gzip {
                    // They describe the body as it was sent.
                    head.remove(header::CONTENT_ENCODING);
                    head.remove(header::CONTENT_LENGTH);
                }
                Ok(Reply { status, headers: head, body, framed })
            }
            Err(error) => Err(error.with_head(status, head)),
        }
    }

    /// Ends when there is no more waiting for an answer, and says why.
    ///
    /// At the deadline, or when the connection counts as dead: one that was there before, over HTTP/1, and silent for so
    /// long. A new connection has just shown that it is alive, and one over HTTP/2 answers pings.
    async fn given_up(&self, silence: Duration, deadline: Instant) -> Fault {
        // One timer at a time: to set one and to take it back costs as much as all else that is done here.
        let silent = Instant::now().checked_add(silence);
        if let Some(silent) = silent.filter(|silent| *silent < deadline) {
            sleep_until(silent).await;
            if self.may_be_dead() {
                return Fault::Silent;
            }
        }
        sleep_until(deadline).await;
        Fault::Timeout
    }

    fn may_be_dead(&self) -> bool {
        self.is_own && !opening::has_begun() && self.is_http1.load(Ordering::Relaxed)
    }
}

/// How long, and for how much, an answer is waited for.
struct Limits {
    deadline: Instant,
    max_body: usize,
    silence: Duration,
}

/// A request under way.
struct Waiting<'a> {
    transport: &'a HttpTransport,
    generation: u64,
    since: Instant,
    silence: Duration,
    over: bool,
}

impl Drop for Waiting<'_> {
    /// A caller with a time limit of its own drops the request; then this is all that is ever heard of a dead connection.
    fn drop(&mut self) {
        if !self.over && self.since.elapsed() >= self.silence / 8 && self.transport.may_be_dead() {
            self.transport.give_up(self.generation);
        }
    }
}

/// Whether the failure may be that of a connection, and of all that are as old.
fn is_of_the_connection(error: &TransportError) -> bool {
    match error.fault {
        Fault::Timeout | Fault::Silent => true,
        // A machine that has forgotten its connections resets each at its first use.
        Fault::Interrupted => error.head.is_none() && !opening::has_begun(),
        _ => false,
    }
}

/// Finishes a builder with what the client promises whatever the builder says: no redirects, no repetitions that nobody
/// counts, and no plain http past this machine.
fn finish(
    builder: reqwest::ClientBuilder,
    endpoint: &Endpoint,
    connect_timeout: Duration,
    liveness: &Liveness,
) -> Result<reqwest::Client, Error> {
    let builder = kept_alive(builder, liveness)
        .redirect(Policy::none())
        .referer(false)
        .retry(reqwest::retry::never())
        .connector_layer(Watch)
        .connect_timeout(connect_timeout)
        .https_only(endpoint.is_https());
    let builder = if endpoint.is_https() {
        builder
    } else {
        // A proxy would carry the request, and the key, in clear to another machine; so would a resolver that knows
        // `localhost` as something else (RFC 6761, section 6.3).
        let here = [IpAddr::from(Ipv4Addr::LOCALHOST), Ipv6Addr::LOCALHOST.into()].map(|ip| SocketAddr::new(ip, 0));
        builder.no_proxy().resolve_to_addrs(endpoint.host(), &here)
    };
    builder.build().map_err(|source| Error::config("the HTTP client cannot be built").caused_by(source))
}

/// Keeps connections, asks them for a sign of life and gives them up as the settings say.
fn kept_alive(builder: reqwest::ClientBuilder, liveness: &Liveness) -> reqwest::ClientBuilder {
    let builder = builder
        .pool_idle_timeout(liveness.idle)
        .http2_keep_alive_interval(liveness.ping_interval)
        .http2_keep_alive_timeout(liveness.ping_timeout)
        .http2_keep_alive_while_idle(true)
        .tcp_keepalive(liveness.tcp_keepalive)
        .tcp_keepalive_interval(liveness.tcp_keepalive.map(|interval| interval / 2))
        .tcp_keepalive_retries(2);
    #[cfg(any(target_os = "android", target_os = "fuchsia", target_os = "linux"))]
    let builder = builder.tcp_user_timeout(liveness.tcp_user_timeout);
    #[cfg(not(any(target_os = "android", target_os = "fuchsia", target_os = "linux")))]
    let _ = liveness.tcp_user_timeout;
    builder
}

impl Transport for HttpTransport {
    fn send(&self, request: Request) -> Sending<'_> {
        let Request { url, headers, body, deadline, max_body, silence } = request;
        let asked = (!self.is_own).then(|| url.clone());
        let mut request = reqwest::Request::new(Method::POST, url);
        *request.headers_mut() = headers;
        *request.body_mut() = Some(body.into());
        let (sending, generation) = {
            let pool = self.pool.read().unwrap_or_else(PoisonError::into_inner);
            (pool.client.execute(request), pool.generation)
        };
        let limits = Limits { deadline: deadline.into(), max_body, silence };
        Box::pin(opening::watch(async move {
            let since = Instant::now();
            let mut waiting = Waiting { transport: self, generation, since, silence, over: false };
            let outcome = self.exchange(sending, asked, limits).await;
            waiting.over = true;
            if let Err(error) = &outcome
                && is_of_the_connection(error)
            {
                self.give_up(generation);
            }
            outcome
        }))
    }
}

/// Reads the body and takes its compression off; of what is no success, only so much as says why. What comes as a whole is
/// not copied.
async fn read(
    mut response: reqwest::Response,
    gzip: bool,
    max_body: usize,
    silence: Duration,
    framed: bool,
) -> Result<Bytes, TransportError> {
    let success = response.status().is_success();
    let bound = if success { max_body } else { MAX_REFUSAL };
    let announced = response.content_length().and_then(|length| usize::try_from(length).ok()).unwrap_or(0);
    if success && announced > max_body {
        return Err(TransportError::new(Fault::TooLarge));
    }
    let mut next = async || {
        let part = timeout(silence, response.chunk()).await.map_err(|_| TransportError::new(Fault::Silent))?;
        part.map_err(failure::in_body)
    };
    let mut part = next().await?;
    if let Some(whole) = part.take_if(|part| !gzip && part.len() == announced && announced <= bound) {
        return Ok(whole);
    }
    let mut body = Body::new(gzip, announced.min(RESERVED), bound);
    while let Some(some) = part {
        match body.take(&some) {
            Ok(()) => {}
            Err(BodyError::TooLarge) if !success => return Ok(body.so_far()),
            Err(BodyError::TooLarge) => return Err(TransportError::new(Fault::TooLarge)),
            Err(BodyError::NotGzip(error)) => return Err(TransportError::new(Fault::BadEncoding).caused_by(error)),
        }
        part = next().await?;
    }
    body.finish().map_err(|error| {
        let fault = if framed { Fault::BadEncoding } else { Fault::Interrupted };
        TransportError::new(fault).caused_by(error)
    })
}

/// HTTP/2 ends streams explicitly; HTTP/1 needs a length or chunks, else the end of the connection is the end.
fn is_framed(version: Version, headers: &HeaderMap) -> bool {
    version > Version::HTTP_11
        || headers.contains_key(header::CONTENT_LENGTH)
        || headers.contains_key(header::TRANSFER_ENCODING)
}
