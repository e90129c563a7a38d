//! Sets up a client.

use std::env::VarError;
use std::error::Error as StdError;
use std::fmt;
use std::marker::PhantomData;
use std::sync::Arc;
use std::time::Duration;

use http::{HeaderName, HeaderValue, header};

use crate::client::Client;
use crate::credentials::key_ring::{KeyProvider, KeyRing};
use crate::credentials::secrets::Secret;
use crate::credentials::{ApiKey, CustomerToken};
use crate::error::Error;
use crate::observe::Observation;
use crate::observe::watch::{Hook, Observer};
use crate::send::RetryPolicy;
use crate::send::attempt::{self, OWN};
use crate::send::budget::Budget;
use crate::send::dispatcher::{Dispatcher, Shared};
use crate::send::patience::Patience;
use crate::send::settings::{MAX_IN_FLIGHT, Settings};
use crate::send::throttle::Throttle;
use crate::transport::endpoint::{Endpoint, STIGG};
use crate::transport::{CutOff, HttpBuilder, HttpClient, HttpTransport, Transport};

/// Where [`Client::from_env`] finds the key.
const KEY_VARIABLE: &str = "STIGG_SERVER_API_KEY";
/// Where [`Client::from_env`] finds another endpoint.
const URL_VARIABLE: &str = "STIGG_API_URL";

/// Collects how a [`Client`] shall work; mistakes come out of [`build`](Self::build).
///
/// ```
/// use std::time::Duration;
/// use stigg_graphql::Client;
///
/// let client = Client::builder()
///     .key("server-0123")
///     .attempt_timeout(Duration::from_secs(10))
///     .header("x-team", "billing")
///     .build()?;
/// # Ok::<(), stigg_graphql::Error>(())
/// ```
///
/// `C` is the client that it makes: this one, or `blocking::Client`.
#[must_use = "call `build` to get a client"]
pub struct ClientBuilder<C = Client> {
    key: Option<Key>,
    endpoint: String,
    settings: Settings,
    /// Name, value, and whether the caller calls it secret.
    headers: Vec<(String, String, bool)>,
    user_agent: String,
    max_in_flight: usize,
    carrier: Carrier,
    #[cfg(feature = "limiter")]
    limiter: Option<crate::send::limiter::Limiter>,
    observer: Option<Box<Hook>>,
    product: PhantomData<fn() -> C>,
}

/// What a builder makes: the client, or one that is driven by it.
pub trait FromClient: Sized {
    /// Makes it of the client that was set up.
    ///
    /// # Errors
    ///
    /// When what drives the client cannot be started.
    fn from_client(client: Client) -> Result<Self, Error>;
}

impl FromClient for Client {
    fn from_client(client: Client) -> Result<Self, Error> {
        Ok(client)
    }
}

enum Key {
    Fixed(Result<ApiKey, Error>),
    Provided(Box<KeyProvider>),
}

enum Carrier {
    Default,
    Builder(Box<HttpBuilder>),
    Builders(Box<dyn Fn() -> HttpBuilder + Send + Sync>),
    Client(HttpClient),
    Transport(Box<dyn Transport>),
}

impl Default for ClientBuilder {
    fn default() -> Self {
        Self::new()
    }
}

impl<C> ClientBuilder<C> {
    pub(crate) fn new() -> Self {
        Self {
            key: None,
            endpoint: STIGG.to_owned(),
            settings: Settings::default(),
            headers: Vec::new(),
            user_agent: concat!("stigg-graphql-rust/", env!("CARGO_PKG_VERSION")).to_owned(),
            max_in_flight: MAX_IN_FLIGHT,
            carrier: Carrier::Default,
            #[cfg(feature = "limiter")]
            limiter: None,
            observer: None,
            product: PhantomData,
        }
    }

    fn from_variables(variable: impl Fn(&str) -> Result<String, VarError>) -> Result<Self, Error> {
        let read = |name| read_variable(name, variable(name));
        let key = read(KEY_VARIABLE)?.ok_or_else(|| {
            Error::config(
                "no API key: set the environment variable STIGG_SERVER_API_KEY to a server key \
                 (Stigg's app, Integrations > API keys)",
            )
        })?;
        let builder = Self::new().key(key);
        Ok(match read(URL_VARIABLE)? {
            Some(url) => builder.endpoint(url),
            None => builder,
        })
    }

    /// The API key.
    pub fn key(mut self, key: impl Into<String>) -> Self {
        self.key = Some(Key::Fixed(ApiKey::new(key)));
        self
    }

    /// The API key, already taken.
    pub fn api_key(mut self, key: ApiKey) -> Self {
        self.key = Some(Key::Fixed(Ok(key)));
        self
    }

    /// Asks for the key before every attempt, so that it can be rotated while the client runs.
    ///
    /// The closure is called from async code: let it answer from memory and refresh elsewhere.
    pub fn key_provider<F>(mut self, provider: F) -> Self
    where
        F: Fn() -> Result<ApiKey, Box<dyn StdError + Send + Sync>> + Send + Sync + 'static,
    {
        self.key = Some(Key::Provided(Box::new(provider)));
        self
    }

    /// Where to send; `/graphql` is added to a URL without a path. Default: `https://api.stigg.io/graphql`.
    pub fn endpoint(mut self, url: impl Into<String>) -> Self {
        self.endpoint = url.into();
        self
    }

    /// The longest time to connect. Default: 10 s.
    ///
    /// It does not apply to an HTTP client of your own.
    pub fn connect_timeout(mut self, limit: Duration) -> Self {
        self.settings.timeouts.connect = limit;
        self
    }

    /// The longest time for one attempt, from connecting to the last byte of the answer. Default: 30 s.
    pub fn attempt_timeout(mut self, limit: Duration) -> Self {
        self.settings.timeouts.attempt = limit;
        self
    }

    /// The longest time for a call with all its attempts and the waits between them. Default: 120 s.
    ///
    /// After a wait, nothing is sent that could not be answered any more: at least 100 ms have to be left, or as long as
    /// the quickest answer of late took, but never more than half of this limit.
    pub fn overall_timeout(mut self, limit: Duration) -> Self {
        self.settings.timeouts.overall = limit;
        self
    }

    /// How long a connection may be silent that cannot be asked for a sign of life, before it counts as dead.
    /// Default: 7 s.
    ///
    /// A NAT or a firewall that drops a connection tells nobody. Over HTTP/2 a ping finds out
    /// ([`ping_interval`](Self::ping_interval)); over HTTP/1.1 there is only waiting. So where an answer does not begin
    /// within this time on a connection that was used before, or stops in the middle, the attempt ends with a timeout. What
    /// may be sent again goes over a new connection then, where it has the whole
    /// [`attempt_timeout`](Self::attempt_timeout); anything else is an error that
    /// [may have been executed](Error::may_have_executed). The default leaves 3 s for the backoff and for an answer on a
    /// new connection, so that a dead one costs less than 10 s.
    ///
    /// The price is that an answer that is merely slow to begin looks like a dead connection. To keep it low, an operation
    /// that was once seen to take long is waited for twice as long from then on, and neither new connections nor HTTP/2 are
    /// concerned. Raise it for mutations that take long behind an HTTP/1.1 gateway; with the attempt timeout's value it is
    /// off.
    ///
    /// It does not apply to an HTTP client of your own.
    pub fn silence_timeout(mut self, limit: Duration) -> Self {
        self.settings.liveness.silence = limit;
        self
    }

    /// After how much silence an HTTP/2 connection is asked for a sign of life; `None` never asks. Default: 3 s.
    ///
    /// All calls share one HTTP/2 connection, so a dead one fails every call until it is noticed. Asking also while nothing
    /// is under way finds a dead one before it is used, and keeps a NAT from forgetting a live one. A server that is slow
    /// to answer a query answers pings, and is waited for. A server that takes so many pings amiss closes the
    /// connection; the calls on it are made again where that is safe.
    ///
    /// It does not apply to an HTTP client of your own.
    pub fn ping_interval(mut self, silence: impl Into<Option<Duration>>) -> Self {
        self.settings.liveness.ping_interval = silence.into();
        self
    }

    /// How long an HTTP/2 connection has to answer a ping before it counts as dead. Default: 4 s.
    ///
    /// With the default [`ping_interval`](Self::ping_interval) a dead connection is noticed after 7 s. Less would give up
    /// connections to a server that pauses, as for its garbage. An executor of ours that is blocked for so long cannot read
    /// the answer either.
    ///
    /// It does not apply to an HTTP client of your own.
    pub fn ping_timeout(mut self, limit: Duration) -> Self {
        self.settings.liveness.ping_timeout = limit;
        self
    }

    /// After how much silence TCP itself probes the other side; `None` never does. Default: 10 s.
    ///
    /// Two probes, each half of this time apart, have to stay unanswered before the connection is closed. That finds a dead
    /// idle connection before it is used, and keeps a NAT from forgetting a live one; most forget after a few minutes. A
    /// proxy answers such probes itself, so they tell nothing of what is behind it.
    ///
    /// It does not apply to an HTTP client of your own.
    pub fn tcp_keepalive(mut self, silence: impl Into<Option<Duration>>) -> Self {
        self.settings.liveness.tcp_keepalive = silence.into();
        self
    }

    /// How long sent bytes may stay unacknowledged before TCP closes the connection; `None` leaves it to the system,
    /// which takes minutes. Default: 7 s, as [`silence_timeout`](Self::silence_timeout).
    ///
    /// This is for networks that drop packets; a server that is slow acknowledges at once. Only Linux and Android have it
    /// (`TCP_USER_TIMEOUT`).
    ///
    /// It does not apply to an HTTP client of your own.
    pub fn tcp_user_timeout(mut self, limit: impl Into<Option<Duration>>) -> Self {
        self.settings.liveness.tcp_user_timeout = limit.into();
        self
    }

    /// How long a connection is kept without being used; `None` keeps it for ever. Default: 30 s.
    ///
    /// Common load balancers close idle connections after 60 s and more. A request that is written at that very moment
    /// fails, and a mutation among them may have been executed for all the client knows; so we close first.
    ///
    /// It does not apply to an HTTP client of your own.
    pub fn idle_timeout(mut self, limit: impl Into<Option<Duration>>) -> Self {
        self.settings.liveness.idle = limit.into();
        self
    }

    /// How long the server of a subscription may be silent before the connection counts as lost. Default: 20 s.
    ///
    /// After half of it the server is pinged, so 10 s is how often Stigg's Node SDK pings too. It is longer than for
    /// HTTP/2, since such a ping is answered by the application and not by its HTTP server, and since a new connection
    /// may have missed events.
    #[cfg(feature = "subscriptions")]
    pub fn subscription_silence_timeout(mut self, limit: Duration) -> Self {
        self.settings.liveness.subscription_silence = limit;
        self
    }

    /// When to send again. Default: [`RetryPolicy::default`].
    pub fn retry(mut self, policy: RetryPolicy) -> Self {
        self.settings.retry = policy;
        self
    }

    /// How many requests may be in flight over all clones; 0 counts as 1. Default: 32.
    pub fn max_in_flight(mut self, requests: usize) -> Self {
        self.max_in_flight = requests.max(1);
        self
    }

    /// How many bytes an answer may have, after decompression. Default: 16 MiB, some 20 times what the largest page of
    /// Stigg's takes.
    ///
    /// It bounds memory too: an answer decodes into at most eight times its size, or 128 MiB where that is more, and one
    /// that would take more is an error of kind [`ErrorKind::Decode`](crate::error::ErrorKind::Decode). This holds for the types
    /// of this project's generator and for [`Client::send_raw`](crate::Client::send_raw); a type that reads itself with
    /// serde takes what it takes. A body of 256 KiB and more is read on a thread for blocking work, within the attempt's
    /// time limit. An answer with another status than 2xx is never too large: 256 KiB of it are looked at.
    pub fn max_body(mut self, bytes: usize) -> Self {
        self.settings.max_body = bytes;
        self
    }

    /// Holds calls back before they pass the published rate limits. Needs the feature `limiter`.
    #[cfg(feature = "limiter")]
    pub fn limiter(mut self, limiter: crate::send::limiter::Limiter) -> Self {
        self.limiter = Some(limiter);
        self
    }

    /// Tells this closure of calls, attempts, waits, refused retries and reconnects: see [`observe`](crate::observe).
    ///
    /// It is called where these end, also from destructors: let it count and return, and not block or panic. A later one
    /// takes the place of an earlier one.
    pub fn observe(mut self, observer: impl Fn(&Observation<'_>) + Send + Sync + 'static) -> Self {
        self.observer = Some(Box::new(observer));
        self
    }

    /// A header sent with every request. The client's own headers, as that of the key, cannot be set this way.
    ///
    /// One whose name says that it is a secret (it has a word such as `authorization`, `cookie`, `key`, `password`,
    /// `secret`, `session`, `signature` or `token` in it) is sent as [`secret_header`](Self::secret_header) does.
    pub fn header(mut self, name: impl Into<String>, value: impl Into<String>) -> Self {
        self.headers.push((name.into(), value.into(), false));
        self
    }

    /// A header sent with every request, whose value is a secret.
    ///
    /// It is marked as sensitive, so that `Debug` does not show it and HTTP/2 does not index it, and is taken out of
    /// errors where a server repeats it: the whole value, and each part of eight characters or more that follows a scheme
    /// as `Bearer` or the name of a cookie.
    pub fn secret_header(mut self, name: impl Into<String>, value: impl Into<String>) -> Self {
        self.headers.push((name.into(), value.into(), true));
        self
    }

    /// The user agent. Default: this crate's name and version.
    pub fn user_agent(mut self, agent: impl Into<String>) -> Self {
        self.user_agent = agent.into();
        self
    }

    /// Acts for one customer: sends the token as `X-CUSTOMER-KEY`.
    pub fn customer_token(mut self, token: CustomerToken) -> Self {
        self.settings.token = Some(token);
        self
    }

    /// Sends through an HTTP client set up here, with your proxy, roots or resolver.
    ///
    /// Some things hold whatever it says: redirects are not followed, nothing is sent again without being counted, the
    /// limits on time and silence are those set here, and to an endpoint of plain http, which is on this machine, no proxy
    /// is used and no resolver asked, since the key would go along in clear.
    ///
    /// A client that is built once cannot leave its idle connections behind. Where several of them are dead over HTTP/1.1,
    /// each takes an attempt. The standard client begins anew after the first, and so does
    /// [`http_builder_with`](Self::http_builder_with).
    pub fn http_builder(mut self, builder: impl Into<HttpBuilder>) -> Self {
        self.carrier = Carrier::Builder(Box::new(builder.into()));
        self
    }

    /// As [`http_builder`](Self::http_builder), with a closure that is asked again after each timeout, for a client that has
    /// no old connections.
    ///
    /// ```
    /// use stigg_graphql::Client;
    ///
    /// let through_proxy = || reqwest::Client::builder().proxy(reqwest::Proxy::https("http://proxy.internal:3128").unwrap());
    /// let client = Client::builder().key("server-0123").http_builder_with(through_proxy).build()?;
    /// # Ok::<(), stigg_graphql::Error>(())
    /// ```
    pub fn http_builder_with<B: Into<HttpBuilder>>(mut self, make: impl Fn() -> B + Send + Sync + 'static) -> Self {
        self.carrier = Carrier::Builders(Box::new(move || make().into()));
        self
    }

    /// Sends through an HTTP client that is already there.
    ///
    /// Build it with `redirect(Policy::none())`: reqwest sends the key along to wherever a redirect leads, and a client
    /// cannot be told otherwise later. A redirect that was followed is an error. For the same reason give it `no_proxy()` for
    /// an endpoint of plain http. What it repeats by itself is not counted as an attempt: `retry(reqwest::retry::never())`
    /// turns that off. A default header of that client named `X-API-Key` gives way to this client's key.
    pub fn http_client(mut self, client: impl Into<HttpClient>) -> Self {
        self.carrier = Carrier::Client(client.into());
        self
    }

    /// Sends through a transport of your own.
    pub fn transport(mut self, transport: impl Transport) -> Self {
        self.carrier = Carrier::Transport(Box::new(CutOff(transport)));
        self
    }

    /// Makes the client; it connects with the first request.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Config`](crate::error::ErrorKind::Config) when there is no usable key, the endpoint is not https, a header is
    /// not one or is the client's own, no TLS roots are found, or no thread for a blocking client can be started.
    pub fn build(self) -> Result<C, Error>
    where
        C: FromClient,
    {
        let endpoint = Endpoint::parse(&self.endpoint)?;
        let keys = match self.key {
            Some(Key::Fixed(key)) => KeyRing::new(key?),
            Some(Key::Provided(provider)) => KeyRing::provided(provider)?,
            None => return Err(Error::config("no API key: call `key`, or `Client::from_env`")),
        };
        let mut settings = self.settings;
        let agent = HeaderValue::from_str(&self.user_agent)
            .map_err(|_| Error::config("the user agent has characters that a header cannot carry"))?;
        settings.headers.insert(header::USER_AGENT, agent);
        for (name, value, secret) in &self.headers {
            let (name, mut value) = checked_header(name, value)?;
            value.set_sensitive(*secret || says_secret(&name));
            settings.headers.append(name, value);
        }
        settings.secrets = Secret::all(&settings.headers, settings.token.as_ref());
        settings.template = attempt::template(&settings.headers, settings.token.as_ref());
        if matches!(self.carrier, Carrier::Default) {
            // Bodies are unpacked here, which reqwest does for one spelling of gzip only.
            settings.template.entry(header::ACCEPT_ENCODING).or_insert(HeaderValue::from_static("gzip"));
        }
        let (connect, liveness) = (settings.timeouts.connect, &settings.liveness);
        let transport: Box<dyn Transport> = match self.carrier {
            Carrier::Default => Box::new(HttpTransport::standard(&endpoint, connect, liveness)?),
            Carrier::Builder(builder) => Box::new(HttpTransport::from_builder(*builder, &endpoint, connect, liveness)?),
            Carrier::Builders(make) => Box::new(HttpTransport::from_builders(make, &endpoint, connect, liveness)?),
            Carrier::Client(client) => Box::new(HttpTransport::from_client(client)),
            Carrier::Transport(transport) => transport,
        };
        let shared = Shared {
            transport,
            endpoint,
            keys: Arc::new(keys),
            throttle: Throttle::new(self.max_in_flight),
            budget: Budget::new(settings.retry.budget),
            observer: Observer::new(self.observer),
            patience: Patience::default(),
            #[cfg(feature = "limiter")]
            limiter: self.limiter,
        };
        let dispatcher = Dispatcher { shared: Arc::new(shared), settings: Arc::new(settings) };
        C::from_client(Client { dispatcher })
    }
}

impl ClientBuilder {
    /// A builder with the key of `STIGG_SERVER_API_KEY` and, where it is set, the endpoint of `STIGG_API_URL`.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Config`](crate::error::ErrorKind::Config) when the key is not set, or a variable is not valid text.
    pub fn from_env() -> Result<Self, Error> {
        Self::from_variables(|name| std::env::var(name))
    }
}

/// Whether the name of a header says that its value is a secret.
fn says_secret(name: &HeaderName) -> bool {
    const WORDS: [&str; 16] = [
        "apikey",
        "auth",
        "authentication",
        "authorization",
        "bearer",
        "cookie",
        "credential",
        "credentials",
        "jwt",
        "key",
        "passphrase",
        "password",
        "secret",
        "session",
        "signature",
        "token",
    ];
    // An idempotency key is told to everyone.
    let name = name.as_str();
    !name.starts_with("idempotency") && name.split(['-', '_']).any(|word| WORDS.contains(&word))
}

fn checked_header(name: &str, value: &str) -> Result<(HeaderName, HeaderValue), Error> {
    let known = HeaderName::from_bytes(name.as_bytes())
        .map_err(|_| Error::config(format!("`{}` is not a header name", name.escape_debug())))?;
    if OWN.contains(&known) {
        return Err(Error::config(format!(
            "the header `{known}` is set by the client: use `key`, `customer_token` or `endpoint` instead"
        )));
    }
    let value = HeaderValue::from_str(value).map_err(|_| {
        Error::config(format!("the value of the header `{known}` has characters that no header can carry"))
    })?;
    Ok((known, value))
}

fn read_variable(name: &str, value: Result<String, VarError>) -> Result<Option<String>, Error> {
    match value {
        Ok(value) if value.trim().is_empty() => Ok(None),
        Ok(value) => Ok(Some(value)),
        Err(VarError::NotPresent) => Ok(None),
        Err(VarError::NotUnicode(_)) => {
            Err(Error::config(format!("the environment variable {name} is not valid text")))
        }
    }
}

impl<C> fmt::Debug for ClientBuilder<C> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ClientBuilder").finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What `from_env` makes of a key and an endpoint in the environment.
    fn made(key: Option<&str>, url: Option<&str>) -> String {
        let variable = |name: &str| {
            let value = if name == KEY_VARIABLE { key } else { url };
            value.map(str::to_owned).ok_or(VarError::NotPresent)
        };
        match ClientBuilder::<Client>::from_variables(variable).and_then(ClientBuilder::build) {
            Ok(client) => format!("{client:?}"),
            Err(error) => error.to_string(),
        }
    }

    #[test]
    fn the_environment_gives_key_and_endpoint() {
        let built = made(Some("server-secret\n"), None);
        assert!(built.contains("endpoint: https://api.stigg.io/graphql, key: ApiKey(Server)"), "{built}");
        assert!(made(Some("k"), Some("http://127.0.0.1:9")).contains("endpoint: http://127.0.0.1:9/graphql"));
        assert!(made(Some("k"), Some("")).contains("endpoint: https://api.stigg.io/graphql"));
        for missing in [made(None, None), made(Some(" "), None)] {
            assert!(missing.contains("no API key: set the environment variable STIGG_SERVER_API_KEY"), "{missing}");
        }
        assert!(made(Some("k"), Some("http://api.stigg.io")).contains("is not encrypted"));
    }
}
