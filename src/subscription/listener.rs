//! Listens to a subscription over one connection after the other.

use std::sync::Arc;
use std::time::Duration;

use serde::de::DeserializeOwned;
use serde_json::json;
use tokio::time::{Instant, sleep, timeout};
use tracing::{Instrument, debug};

use crate::credentials::key_ring::KeyInUse;
use crate::error::{Class, Error, ErrorKind, Facts};
use crate::observe::{Failure, Observed};
use crate::send::attempt::OPERATION_NAME;
use crate::send::backoff::{Backoff, Jitter};
use crate::send::call::Call;
use crate::send::dispatcher::{Dispatcher, Shared};
use crate::send::settings::deadline;
use crate::send::{Response, reader, runtime};
use crate::subscription::event::Event;
use crate::subscription::failure;
use crate::subscription::graphql_ws::{self, Bounds, End, Inbox, Incoming};
use crate::subscription::websocket::Socket;
use crate::transport::Reply;

/// So many bytes of events may wait for a slow consumer in any case.
const UNREAD: usize = 1 << 20;
/// The waits before connecting again.
const RECONNECTS: Backoff =
    Backoff { initial: Duration::from_secs(1), max: Duration::from_secs(30), jitter: Jitter::Equal };
/// A throttled connection waits as if this many had failed before.
const THROTTLED: u32 = 4;
/// A connection that lived this long was a good one: the next wait is a first one.
const STABLE: Duration = Duration::from_secs(30);

/// Listens to one subscription over one connection after the other.
pub(super) struct Listener {
    dispatcher: Dispatcher,
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
    inbox: Inbox,
    key: Arc<KeyInUse>,
    since: Instant,
}

impl Listener {
    pub(super) fn new(dispatcher: Dispatcher, call: Call) -> Self {
        Self { dispatcher, call, session: None, failures: 0, step: 0, was_connected: false, lost: None, done: false }
    }

    pub(super) async fn next<D: DeserializeOwned + Send + 'static>(
        mut self,
    ) -> Option<(Result<Event<D>, Error>, Self)> {
        loop {
            if self.done {
                return None;
            }
            let Some(session) = &mut self.session else {
                if self.step > 0 {
                    sleep(RECONNECTS.wait(self.step)).await;
                }
                let Shared { observer, endpoint, .. } = &*self.dispatcher.shared;
                let attempt = observer.connection(&self.call.name, endpoint, self.failures);
                match connect(&self.dispatcher, &self.call).instrument(attempt.span()).await {
                    Ok(session) => {
                        attempt.succeeded();
                        self.session = Some(session);
                        if let Some(lost) = self.lost.take() {
                            observer.notify(
                                &self.call.name,
                                self.call.kind,
                                Observed::Reconnected { duration: lost.elapsed() },
                            );
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
            let error = match session.inbox.next().await {
                Incoming::Next(payload) => match read::<D>(payload, &session.key, &self.dispatcher, &self.call).await {
                    Ok(data) => return Some((Ok(Event::Data(data)), self)),
                    Err(error) if !refuses(&error) => return Some((Err(self.of_call(error)), self)),
                    Err(error) => error,
                },
                Incoming::Error(payload) => {
                    match read::<D>(payload, &session.key, &self.dispatcher, &self.call).await {
                        Ok(_) => failure::unreadable("`error` comes without an error", &session.key, &self.dispatcher),
                        Err(error) => error,
                    }
                }
                Incoming::Unreadable(why) => {
                    let error = failure::unreadable(&why, &session.key, &self.dispatcher);
                    return Some((Err(self.of_call(error)), self));
                }
                Incoming::Ended(End::Completed) => return None,
                Incoming::Ended(end) => failure::closed(end, &session.key, &self.dispatcher),
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
            let lost = Observed::Lost { failure: Failure::of(&error) };
            self.dispatcher.shared.observer.notify(&self.call.name, self.call.kind, lost);
        }
        let lasted = session.is_some_and(|session| session.since.elapsed() >= STABLE);
        if lasted {
            (self.failures, self.step) = (0, 0);
        }
        (self.failures, self.step) = (self.failures.saturating_add(1), self.step.saturating_add(1));
        if error.is_rate_limited() {
            self.step = self.step.max(THROTTLED);
        }
        let out_of_attempts = !self.was_connected && self.failures >= self.dispatcher.settings.retry.max_attempts;
        if error.is_retryable() && !out_of_attempts {
            let error_type = Failure::of(&error).error_type();
            debug!(graphql.operation.name = &*self.call.name, error.r#type = &*error_type, "connects again");
            return None;
        }
        self.done = true;
        Some(self.of_call(error))
    }

    fn of_call(&self, mut error: Error) -> Error {
        let facts = error.facts_mut();
        facts.operation = Some(self.call.name.clone());
        facts.attempts = self.failures;
        error
    }
}

/// Connects, shows the key and asks for the events.
async fn connect(dispatcher: &Dispatcher, call: &Call) -> Result<Session, Error> {
    runtime::require()?;
    let (shared, settings) = (&dispatcher.shared, &dispatcher.settings);
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
            .map_err(|error| failure::refused(error, &key, dispatcher))?;
        let inbox = graphql_ws::subscribe(socket, &init, &call.body, bounds)
            .await
            .map_err(|end| failure::closed(end, &key, dispatcher))?;
        Ok(Session { inbox, key: key.clone(), since: Instant::now() })
    };
    timeout(limit, connecting).await.unwrap_or_else(|_| {
        let class = Class { timeout: true, retryable: true, ..Class::default() };
        let facts = Facts { class, ..Facts::default() };
        Err(Error::with(ErrorKind::Connect, format!("no subscription within {limit:?}"), facts))
    })
}

/// Reads an event as the answer to a request is read; its errors have no status of their own.
async fn read<D: DeserializeOwned + Send + 'static>(
    payload: String,
    key: &KeyInUse,
    dispatcher: &Dispatcher,
    call: &Call,
) -> Result<D, Error> {
    let (event, asked) = (Reply::new(200, payload), dispatcher.asked(call));
    let answer = reader::read(event, asked, reader::read_as::<D>, deadline(Duration::MAX)).await;
    let read = answer.map_err(|failed| failed.error).and_then(|answer| match answer.downcast::<Response<D>>() {
        Ok(response) => Ok(response.data),
        Err(_) => Err(Error::config("an event was read as another type")),
    });
    read.map_err(|mut error| {
        error.facts_mut().status = None;
        failure::with_hint(error, key, dispatcher)
    })
}

/// Whether the server reports errors and has no data, which ends a subscription; else it is still alive.
fn refuses(error: &Error) -> bool {
    error.is_data_absent() && !error.graphql_errors().is_empty()
}
