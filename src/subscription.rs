//! Subscriptions: a stream of events that connects again by itself.

mod graphql_ws;
mod websocket;

use std::fmt;
use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::Duration;

use futures_core::Stream;
use futures_util::{StreamExt, stream};
use serde::de::DeserializeOwned;
use serde_json::json;
use tokio::time::{Instant, sleep, timeout};
use tokio_tungstenite::tungstenite;
use tracing::{Instrument, debug};

use crate::client::{Client, Shared};
use crate::credentials::hint;
use crate::credentials::key::KeyInUse;
use crate::error::quoted::quoted;
use crate::error::{Error, ErrorKind, Facts, GraphQlError};
use crate::observe::{Failure, Observed};
use crate::operation::Subscribe;
use crate::send::attempt::{OPERATION_NAME, reason};
use crate::send::call::Call;
use crate::send::{answer, runtime};
use crate::subscription::graphql_ws::{Bounds, End, Heard, Hearing};
use crate::subscription::websocket::Socket;
use crate::transport::tls;

/// So many bytes of events may wait for a slow consumer in any case.
const UNREAD: usize = 1 << 20;
/// The first and the longest wait before connecting again.
const FIRST_WAIT: Duration = Duration::from_secs(1);
const LONGEST_WAIT: Duration = Duration::from_secs(30);
/// A throttled connection waits as if this many had failed before.
const THROTTLED: u32 = 4;
/// A connection that lived this long was a good one: the next wait is a first one.
const STABLE: Duration = Duration::from_secs(30);

/// What a subscription yields.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub enum Event<D> {
    /// The server sent data.
    Data(D),
    /// The connection was lost and is there again. Events in between are not sent again: read anew what you keep.
    Reconnected,
}

impl<D> Event<D> {
    /// The data, if it is some.
    pub fn data(self) -> Option<D> {
        match self {
            Self::Data(data) => Some(data),
            Self::Reconnected => None,
        }
    }
}

/// The events of a subscription, as a stream.
///
/// It connects when it is first polled, and connects again whenever the connection is lost, for ever and with growing
/// waits; [`Event::Reconnected`] says so. The stream ends when the server completes the subscription, and after an error
/// that trying again does not cure: a key that is not accepted, a document that is refused. Until the first connection
/// stands, as many attempts are made as the retry policy has.
///
/// An error beside data, an event that does not fit its type and a message that cannot be read are items too; the stream
/// goes on after them.
///
/// A task of its own reads the connection, so that the server's pings are answered however slow the consumer is. Where as
/// many bytes of events wait as an answer may have (`max_body`, but at least 1 MiB), the connection is given up and made
/// again, with [`Event::Reconnected`], once they are read.
#[must_use = "a stream does nothing until it is polled"]
pub struct Subscription<D> {
    events: Pin<Box<dyn Stream<Item = Result<Event<D>, Error>> + Send>>,
    operation: &'static str,
}

impl<D> Stream for Subscription<D> {
    type Item = Result<Event<D>, Error>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.events.as_mut().poll_next(context)
    }
}

impl<D> fmt::Debug for Subscription<D> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Subscription").field("operation", &self.operation).finish_non_exhaustive()
    }
}

impl Client {
    /// Listens to a subscription over graphql-transport-ws.
    ///
    /// Stigg's subscriptions take no arguments and tell of the whole environment: pick out the customer you mean. The
    /// connection goes straight to the endpoint: a proxy, an HTTP client or a transport set on the builder is not used.
    ///
    /// ```no_run
    /// # async fn run<O>(client: stigg_graphql::Client, on_usage_updated: O) -> Result<(), stigg_graphql::Error>
    /// # where O: stigg_graphql::operation::Subscribe, O::Data: std::fmt::Debug {
    /// use futures_util::TryStreamExt;
    /// use stigg_graphql::subscription::Event;
    ///
    /// let mut events = client.subscribe(on_usage_updated);
    /// while let Some(event) = events.try_next().await? {
    ///     match event {
    ///         Event::Data(usage) => println!("{usage:?}"),
    ///         Event::Reconnected => println!("events may have been missed"),
    ///         _ => {}
    ///     }
    /// }
    /// # Ok(())
    /// # }
    /// ```
    #[expect(clippy::needless_pass_by_value, reason = "an operation is made to be sent")]
    pub fn subscribe<O: Subscribe>(&self, operation: O) -> Subscription<O::Data> {
        let listener = Call::of(&operation).map(|call| Listener {
            client: self.clone(),
            call,
            session: None,
            failures: 0,
            step: 0,
            was_connected: false,
            lost: None,
            done: false,
        });
        let events: Pin<Box<dyn Stream<Item = _> + Send>> = match listener {
            // An unfold alone panics when it is polled after its end.
            Ok(listener) => Box::pin(stream::unfold(listener, Listener::next::<O::Data>).fuse()),
            Err(error) => Box::pin(stream::iter([Err(error)])),
        };
        Subscription { events, operation: O::NAME }
    }
}

/// Listens to one subscription over one connection after the other.
struct Listener {
    client: Client,
    call: Call,
    session: Option<Session>,
    /// Connections in a row that failed or did not last.
    failures: u32,
    /// The step of the backoff: as many as failed, or more for a server that is throttling.
    step: u32,
    was_connected: bool,
    /// Since when there is no connection, after one that stood.
    lost: Option<Instant>,
    done: bool,
}

/// One connection that stands.
struct Session {
    hearing: Hearing,
    key: std::sync::Arc<KeyInUse>,
    since: Instant,
}

impl Listener {
    async fn next<D: DeserializeOwned + Send + 'static>(mut self) -> Option<(Result<Event<D>, Error>, Self)> {
        loop {
            if self.done {
                return None;
            }
            let Some(session) = &mut self.session else {
                if self.step > 0 {
                    sleep(wait(self.step)).await;
                }
                let Shared { observer, endpoint, .. } = &*self.client.shared;
                let attempt = observer.connection(&self.call, endpoint, self.failures);
                match connect(&self.client, &self.call).instrument(attempt.span()).await {
                    Ok(session) => {
                        attempt.succeeded();
                        self.session = Some(session);
                        if let Some(lost) = self.lost.take() {
                            observer.tell(&self.call, Observed::Reconnected { duration: lost.elapsed() });
                        }
                        if std::mem::replace(&mut self.was_connected, true) {
                            return Some((Ok(Event::Reconnected), self));
                        }
                    }
                    Err(error) => {
                        attempt.failed(&error);
                        if let Some(error) = self.failed(error) {
                            return Some((Err(error), self));
                        }
                    }
                }
                continue;
            };
            let error = match session.hearing.next().await {
                Heard::Next(payload) => match read::<D>(payload, &session.key, &self.client, &self.call).await {
                    Ok(data) => return Some((Ok(Event::Data(data)), self)),
                    Err(error) if !refuses(&error) => return Some((Err(self.told(error)), self)),
                    Err(error) => error,
                },
                Heard::Error(payload) => match read::<D>(payload, &session.key, &self.client, &self.call).await {
                    Ok(_) => unreadable("`error` comes without an error", &session.key, &self.client),
                    Err(error) => error,
                },
                Heard::Unreadable(why) => {
                    let error = unreadable(&why, &session.key, &self.client);
                    return Some((Err(self.told(error)), self));
                }
                Heard::Ended(End::Completed) => return None,
                Heard::Ended(end) => closed(end, &session.key, &self.client),
            };
            if let Some(error) = self.failed(error) {
                return Some((Err(error), self));
            }
        }
    }

    /// Counts a failure; gives it back when it is final.
    fn failed(&mut self, error: Error) -> Option<Error> {
        let session = self.session.take();
        if session.is_some() {
            self.lost = Some(Instant::now());
            self.client.shared.observer.tell(&self.call, Observed::Lost { failure: Failure::of(&error) });
        }
        let lasted = session.is_some_and(|session| session.since.elapsed() >= STABLE);
        if lasted {
            (self.failures, self.step) = (0, 0);
        }
        (self.failures, self.step) = (self.failures.saturating_add(1), self.step.saturating_add(1));
        if error.is_rate_limited() {
            self.step = self.step.max(THROTTLED);
        }
        let out_of_attempts = !self.was_connected && self.failures >= self.client.settings.retry.max_attempts;
        if error.is_retryable() && !out_of_attempts {
            let error_type = Failure::of(&error).error_type();
            debug!(graphql.operation.name = &*self.call.name, error.r#type = &*error_type, "connects again");
            return None;
        }
        self.done = true;
        Some(self.told(error))
    }

    fn told(&self, mut error: Error) -> Error {
        let facts = error.facts_mut();
        facts.operation = Some(self.call.name.clone());
        facts.attempts = self.failures;
        error
    }
}

/// Connects, shows the key and asks for the events.
async fn connect(client: &Client, call: &Call) -> Result<Session, Error> {
    runtime::require()?;
    let shared = &client.shared;
    let settings = &client.settings;
    let key = shared.keys.current()?;
    let mut headers = settings.headers.clone();
    if let Ok(name) = http::HeaderValue::from_str(&call.name) {
        headers.insert(OPERATION_NAME, name);
    }
    // Stigg reads the key from here and not from an HTTP header (read from Stigg's Node SDK).
    let mut payload = json!({"headers": {"X-API-KEY": key.key.expose()}});
    if let Some(token) = &settings.token {
        payload["headers"]["X-CUSTOMER-KEY"] = token.expose().into();
    }
    let limit = settings.timeouts.connect;
    let init = json!({"type": "connection_init", "payload": payload}).to_string();
    let bounds = Bounds { silence: settings.liveness.subscription_silence, unread: settings.max_body.max(UNREAD) };
    let connecting = async {
        let socket = Socket::connect(&shared.endpoint, &headers, settings.max_body)
            .await
            .map_err(|error| refused(error, &key, client))?;
        let hearing =
            graphql_ws::subscribe(socket, &init, &call.body, bounds).await.map_err(|end| closed(end, &key, client))?;
        Ok(Session { hearing, key: key.clone(), since: Instant::now() })
    };
    timeout(limit, connecting).await.unwrap_or_else(|_| {
        let facts = Facts { timeout: true, ..passing() };
        Err(Error::with(ErrorKind::Connect, format!("no subscription within {limit:?}"), facts))
    })
}

/// The wait at a step of the backoff: doubled each time, between half and all of it.
fn wait(step: u32) -> Duration {
    let doubled = 1u32.checked_shl(step.saturating_sub(1)).unwrap_or(u32::MAX);
    FIRST_WAIT.saturating_mul(doubled).min(LONGEST_WAIT).mul_f64(0.5 + fastrand::f64() / 2.0)
}

/// Reads an event; its errors have no status of their own.
async fn read<D: DeserializeOwned + Send + 'static>(
    payload: String,
    key: &KeyInUse,
    client: &Client,
    call: &Call,
) -> Result<D, Error> {
    client.read_event(call, payload).await.map_err(|mut error| {
        error.facts_mut().status = None;
        with_hint(error, key, client)
    })
}

/// Whether the server reports errors and has no data, which ends a subscription; else it is still alive.
fn refuses(error: &Error) -> bool {
    error.is_data_absent() && !error.graphql_errors().is_empty()
}

fn unreadable(why: &str, key: &KeyInUse, client: &Client) -> Error {
    let why = quoted(&client.secrets_of(key).scrub(why));
    Error::new(ErrorKind::NotGraphQl, format!("a message of the server cannot be read: {why}"))
}

/// A failure that connecting again may cure.
fn passing() -> Facts {
    Facts { retryable: true, ..Facts::default() }
}

/// What a close code and reason mean.
fn closed(end: End, key: &KeyInUse, client: &Client) -> Error {
    let (code, reason) = match end {
        End::Closed(code, reason) => (code, client.secrets_of(key).scrub(&reason).into_owned()),
        End::Lost(reason) | End::Unreadable(reason) => {
            let reason = quoted(&client.secrets_of(key).scrub(&reason));
            return Error::with(ErrorKind::Interrupted, format!("the connection was lost: {reason}"), passing());
        }
        End::Lagging => {
            let message = "the connection was given up, since too many events were not asked for";
            return Error::with(ErrorKind::Interrupted, message, passing());
        }
        End::Completed => return Error::with(ErrorKind::Closed, "the server ended the subscription", passing()),
    };
    let lower = reason.to_ascii_lowercase();
    let bad_key = code == 4401 || lower.contains("invalid api key") || lower.contains("unauthorized");
    let forbidden = code == 4403 && !bad_key;
    let throttled = lower.contains("throttlerexception") || lower.contains("too many requests");
    // 4400: the request is malformed; 4406: no common protocol; 4409: the subscription exists.
    let is_final = bad_key || forbidden || (matches!(code, 4400 | 4406 | 4409) && !throttled);
    let mut facts = Facts { retryable: !is_final, throttled, ..Facts::default() };
    let told = match (bad_key, forbidden) {
        (true, _) => Some("Unauthenticated"),
        (_, true) => Some("Forbidden"),
        _ => None,
    };
    if let Some(code) = told {
        let extensions = serde_json::Map::from_iter([("code".to_owned(), code.into())]);
        facts.errors = vec![GraphQlError { message: reason.clone(), extensions, ..GraphQlError::default() }];
    }
    let reason = if reason.is_empty() { "no reason given".to_owned() } else { quoted(&reason) };
    with_hint(
        Error::with(ErrorKind::Closed, format!("the server closed the subscription ({code}): {reason}"), facts),
        key,
        client,
    )
}

/// What a failed handshake means.
fn refused(error: tungstenite::Error, key: &KeyInUse, client: &Client) -> Error {
    let response = match error {
        tungstenite::Error::Http(response) => response,
        other => {
            let lasting = match &other {
                tungstenite::Error::Url(_) | tungstenite::Error::HttpFormat(_) => true,
                tungstenite::Error::Io(error) => tls::is_lasting(error),
                _ => false,
            };
            let facts = Facts { retryable: !lasting, ..Facts::default() };
            let message = format!("no WebSocket connection to the server{}", reason(&other, &client.secrets_of(key)));
            return Error::with(ErrorKind::Connect, message, facts).caused_by(other);
        }
    };
    let status = response.status().as_u16();
    let mut facts = Facts { status: Some(status), throttled: status == 429, ..Facts::default() };
    facts.retryable = matches!(status, 429 | 500..=599);
    let kind = if answer::is_redirect(status) { ErrorKind::Redirect } else { ErrorKind::Http };
    with_hint(Error::with(kind, format!("HTTP {status}: the server does not open a WebSocket"), facts), key, client)
}

fn with_hint(mut error: Error, key: &KeyInUse, client: &Client) -> Error {
    let told = hint::for_refusal(error.is_unauthenticated(), error.is_forbidden(), key, &client.shared.keys);
    error.facts_mut().hint = told;
    error
}
