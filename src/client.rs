//! The client: sends operations, again where that is safe.

pub(crate) mod builder;
mod foreign;

use std::any::Any;
use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use serde::de::DeserializeOwned;
use tokio::runtime::Handle;
use tokio::time::{Instant, sleep, timeout_at};
use tracing::Instrument;

use crate::credentials::key::{KeyInUse, KeyRing};
use crate::credentials::secrets::{Secret, Secrets};
use crate::credentials::{ApiKey, CustomerToken, hint};
use crate::error::{Error, ErrorKind, Facts};
use crate::observe::WaitReason;
use crate::observe::watch::{Observer, Watch};
use crate::operation::Execute;
use crate::paging::{NodeStream, PageStream, Paged, Paginate};
use crate::send::answer::{self, Failed, Terms};
use crate::send::call::Call;
use crate::send::patience::Patience;
use crate::send::retry::Budget;
use crate::send::settings::{LARGE_BODY, Settings, deadline};
use crate::send::throttle::Throttle;
use crate::send::{Response, RetryPolicy, attempt, runtime};
use crate::transport::endpoint::Endpoint;
use crate::transport::{Reply, Transport};

pub use builder::ClientBuilder;

/// Sends operations to Stigg's GraphQL API.
///
/// Cloning is cheap, and clones share the key, the connections, and what is known about throttled operations.
///
/// ```no_run
/// # async fn run() -> Result<(), stigg_graphql::Error> {
/// use stigg_graphql::Client;
///
/// let client = Client::from_env()?;
/// let data = client.send_raw("query Env { environments(paging: { first: 1 }) { edges { node { slug } } } }", serde_json::json!({})).await?;
/// println!("{}", data["environments"]["edges"][0]["node"]["slug"]);
/// # Ok(())
/// # }
/// ```
#[derive(Clone)]
pub struct Client {
    pub(crate) shared: Arc<Shared>,
    pub(crate) settings: Arc<Settings>,
}

/// What all clones of a client have in common.
pub(crate) struct Shared {
    pub(crate) transport: Box<dyn Transport>,
    pub(crate) endpoint: Endpoint,
    pub(crate) keys: KeyRing,
    pub(crate) throttle: Throttle,
    pub(crate) budget: Budget,
    pub(crate) observer: Observer,
    pub(crate) patience: Patience,
    #[cfg(feature = "limiter")]
    pub(crate) limiter: Option<crate::send::limiter::Limiter>,
}

impl Client {
    /// A client with the key of `STIGG_SERVER_API_KEY`, for the endpoint of `STIGG_API_URL` or else Stigg's own.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Config`] when the key is not set or cannot be one, or the endpoint is not https.
    pub fn from_env() -> Result<Self, Error> {
        ClientBuilder::from_env()?.build()
    }

    /// Sets up a client.
    pub fn builder() -> ClientBuilder {
        ClientBuilder::default()
    }

    /// Sends an operation and returns its data.
    ///
    /// # Errors
    ///
    /// Every [`ErrorKind`] but [`ErrorKind::Paging`] and [`ErrorKind::Closed`]. Errors beside data are an error too,
    /// which still carries the data ([`Error::data_as`]); [`execute`](Self::execute) returns both.
    ///
    /// # How data is decoded
    ///
    /// `data` is an object, and its members fit the operation's types or it is an error of kind [`ErrorKind::Decode`].
    /// A field that may be null may also be missing, although the spec has every selected field answered: `{"data":{}}`
    /// is `None` where the only root field is nullable, since proxies and older servers leave nulls out. A missing field
    /// that may not be null is an error. What the operation did not ask for is passed over, and so is whatever is odd
    /// beside `data`.
    #[expect(clippy::needless_pass_by_value, reason = "an operation is made to be sent")]
    pub fn send<O: Execute>(&self, operation: O) -> impl Future<Output = Result<O::Data, Error>> + Send + use<O> {
        let client = self.clone();
        let call = Call::of(&operation);
        async move { client.run::<O::Data>(&call?, false).await.map(|response| response.data) }
    }

    /// Sends an operation and returns the whole answer: data, the errors beside it, extensions, status and headers.
    ///
    /// # Errors
    ///
    /// As [`send`](Self::send), but errors beside data are part of the answer.
    #[expect(clippy::needless_pass_by_value, reason = "an operation is made to be sent")]
    pub fn execute<O: Execute>(
        &self,
        operation: O,
    ) -> impl Future<Output = Result<Response<O::Data>, Error>> + Send + use<O> {
        let client = self.clone();
        let call = Call::of(&operation);
        async move { client.run::<O::Data>(&call?, true).await }
    }

    /// Lists the nodes of a connection, page by page as they are asked for.
    ///
    /// ```no_run
    /// # async fn run<O>(client: stigg_graphql::Client, list_customers: O) -> Result<(), stigg_graphql::Error>
    /// # where O: stigg_graphql::Paginate + Send + 'static, O::Node: std::fmt::Debug {
    /// use futures_util::TryStreamExt;
    ///
    /// let mut customers = client.paginate(list_customers).page_size(100);
    /// while let Some(customer) = customers.try_next().await? {
    ///     println!("{customer:?}");
    /// }
    /// # Ok(())
    /// # }
    /// ```
    pub fn paginate<O: Paginate>(&self, operation: O) -> NodeStream<O> {
        NodeStream::new(self.clone(), operation)
    }

    /// Lists the pages of a query, each as the data of one answer.
    ///
    /// For lists that have no edges (`creditUsage`, `usageHistoryV2`, `getContracts`), and where the page itself matters,
    /// as for `totalCount`.
    pub fn pages<O: Paged>(&self, operation: O) -> PageStream<O> {
        PageStream::new(self.clone(), operation)
    }

    /// Brings another key into use, for all clones; requests under way keep theirs.
    ///
    /// A client with a key provider asks that again before the next attempt.
    pub fn set_key(&self, key: ApiKey) {
        self.shared.keys.replace(key);
    }

    /// The same client with another retry policy; the budget stays the common one.
    #[must_use]
    pub fn with_retry(&self, policy: RetryPolicy) -> Self {
        self.with(|settings| settings.retry = policy)
    }

    /// The same client with another time limit for each attempt.
    #[must_use]
    pub fn with_attempt_timeout(&self, limit: Duration) -> Self {
        self.with(|settings| settings.timeouts.attempt = limit)
    }

    /// The same client with another time limit for a call with all its attempts and waits.
    #[must_use]
    pub fn with_overall_timeout(&self, limit: Duration) -> Self {
        self.with(|settings| settings.timeouts.overall = limit)
    }

    /// The same client acting for one customer: its requests carry the token as `X-CUSTOMER-KEY`.
    #[must_use]
    pub fn with_customer_token(&self, token: CustomerToken) -> Self {
        self.with(|settings| {
            settings.secrets = Secret::all(&settings.headers, Some(&token));
            settings.token = Some(token);
        })
    }

    /// The secrets to take out of what a server says.
    pub(crate) fn secrets_of<'a>(&'a self, keys: &'a KeyInUse) -> Secrets<'a> {
        Secrets::new(keys, &self.settings.secrets)
    }

    fn with(&self, change: impl FnOnce(&mut Settings)) -> Self {
        let mut settings = Settings::clone(&self.settings);
        change(&mut settings);
        Self { shared: Arc::clone(&self.shared), settings: Arc::new(settings) }
    }

    /// Sends the call and reads its data as `T`; `partial` takes data beside errors.
    pub(crate) async fn run<T: DeserializeOwned + Send + 'static>(
        &self,
        call: &Call,
        partial: bool,
    ) -> Result<Response<T>, Error> {
        runtime::require()?;
        let mut watch = self.shared.observer.call(call);
        let typed = |answer: Answer| {
            let mut response = answer.downcast::<Response<T>>().ok()?;
            if partial {
                // Only who asks for the whole answer sees its headers.
                response.headers = self.secrets_of(&self.shared.keys.latest()).scrub_headers(&response.headers);
            }
            Some(response)
        };
        match self.repeat(call, &mut watch, read::<T>).await {
            Ok((answer, attempts)) => match typed(answer) {
                Some(response) => {
                    watch.succeeded();
                    Ok(Response { attempts, ..*response })
                }
                None => Err(Error::config("an attempt succeeded without an answer")),
            },
            Err(Failed { mut error, partial: data }) => {
                let Some(response) = data.filter(|_| partial).and_then(typed) else {
                    watch.failed(&error);
                    return Err(error);
                };
                watch.partly(&error);
                let facts = error.facts_mut();
                Ok(Response { errors: std::mem::take(&mut facts.errors), attempts: facts.attempts, ..*response })
            }
        }
    }

    /// The attempts of a call. Not generic, so that it is compiled once.
    async fn repeat(&self, call: &Call, watch: &mut Watch<'_>, read: Read) -> Result<(Answer, u32), Failed<Answer>> {
        self.attempts(call, watch, read).await.map_err(|mut failed| {
            if !call.name.is_empty() {
                failed.error.facts_mut().operation = Some(call.name.clone());
            }
            failed
        })
    }

    async fn attempts(&self, call: &Call, watch: &mut Watch<'_>, read: Read) -> Result<(Answer, u32), Failed<Answer>> {
        let Settings { timeouts, retry, .. } = &*self.settings;
        let end = deadline(timeouts.overall);
        self.shared.budget.earn();
        let mut last: Option<Failed<Answer>> = None;
        let mut goes_first = false;
        // What one attempt may have done, the call may have done, whatever becomes of the later ones.
        let mut executed = false;
        for number in 1.. {
            let leave = match self.leave(call, watch, end, goes_first).await {
                Ok(leave) => leave,
                Err(error) => return Err(last.unwrap_or_else(|| without_data(error))),
            };
            let key = match self.shared.keys.current() {
                Ok(key) => key,
                Err(error) => {
                    let Some(mut failed) = last else { return Err(without_data(error)) };
                    failed.error.facts_mut().hint =
                        Some("it was not sent again: the key provider has no API key".into());
                    return Err(failed);
                }
            };
            let attempt_end = deadline(timeouts.attempt).min(end);
            let Shared { transport, endpoint, patience, .. } = &*self.shared;
            let mut attempt = watch.attempt(endpoint);
            let sent = attempt::once(&**transport, endpoint, &self.settings, patience, &key, call, attempt_end)
                .instrument(attempt.span())
                .await;
            let judged = match sent {
                Ok(reply) => {
                    attempt.has_status(reply.status);
                    self.judge(call, reply, read, attempt_end).await
                }
                Err(error) => Err(without_data(error)),
            };
            let Failed { mut error, partial } = match judged {
                Ok(answer) => {
                    attempt.succeeded();
                    self.shared.throttle.answered(&leave);
                    self.shared.throttle.let_through(&call.name, leave);
                    return Ok((answer, number));
                }
                Err(failed) => failed,
            };
            executed |= error.may_have_executed();
            (error.facts_mut().attempts, error.facts_mut().executed) = (number, executed);
            let told = hint::for_refusal(error.is_unauthenticated(), error.is_forbidden(), &key, &self.shared.keys);
            error.facts_mut().hint = told;
            attempt.failed(&error);
            let throttled = error.is_rate_limited();
            let asked = error.retry_after().map(|asked| asked.min(retry.max_retry_after));
            if throttled {
                goes_first = self.shared.throttle.turned_away(&call.name, leave, asked);
            } else if error.status().is_some() {
                self.shared.throttle.let_through(&call.name, leave);
            } else {
                drop(leave);
            }
            if !retry.allows(&error, number, call.harmless_twice) {
                return Err(Failed { error, partial });
            }
            if throttled {
                // It waits at its gate instead, and costs no credit: the gate keeps it from multiplying.
                last = Some(Failed { error, partial });
                continue;
            }
            let wait = retry.wait(number, asked);
            if Instant::now() + wait >= self.last_start(end) {
                return Err(Failed { error, partial });
            }
            if !self.shared.budget.take() {
                watch.retry_refused();
                return Err(Failed { error, partial });
            }
            last = Some(Failed { error, partial });
            sleep(wait).await;
        }
        Err(last.unwrap_or_else(|| without_data(Error::config("no attempt was allowed"))))
    }

    /// Reads an answer; a large one away from the executor, where it holds up nobody else and the deadline holds.
    async fn judge(&self, call: &Call, reply: Reply, read: Read, deadline: Instant) -> Result<Answer, Failed<Answer>> {
        let terms = Terms { client: self.clone(), kind: call.kind, single_root: call.single_root };
        let (status, size) = (reply.status, reply.body.len());
        if size < LARGE_BODY {
            return read(&reply, &terms);
        }
        let Ok(runtime) = Handle::try_current() else { return read(&reply, &terms) };
        let began = Instant::now();
        let reading = runtime.spawn_blocking(move || read(&reply, &terms));
        let facts = Facts { status: Some(status), executed: true, ..Facts::default() };
        match timeout_at(deadline, reading).await {
            Ok(Ok(read)) => read,
            Ok(Err(stopped)) => match stopped.try_into_panic() {
                Ok(panic) => std::panic::resume_unwind(panic),
                Err(stopped) => {
                    let told = "the runtime stopped while the answer was read";
                    Err(without_data(Error::with(ErrorKind::Stopped, told, facts).caused_by(stopped)))
                }
            },
            Err(_) => {
                let message = format!(
                    "the answer (HTTP {status}) of {size} bytes could not be read within {:.1?}: ask for smaller pages",
                    began.elapsed()
                );
                Err(without_data(Error::with(ErrorKind::Timeout, message, Facts { timeout: true, ..facts })))
            }
        }
    }

    /// Reads an event of a subscription as the answer to a request is read.
    #[cfg(feature = "subscriptions")]
    pub(crate) async fn read_event<T: DeserializeOwned + Send + 'static>(
        &self,
        call: &Call,
        event: String,
    ) -> Result<T, Error> {
        match self.judge(call, Reply::new(200, event), read::<T>, deadline(Duration::MAX)).await {
            Ok(answer) => match answer.downcast::<Response<T>>() {
                Ok(response) => Ok(response.data),
                Err(_) => Err(Error::config("an event was read as another type")),
            },
            Err(Failed { error, .. }) => Err(error),
        }
    }

    /// The last moment at which sending still makes sense: a later attempt would end without its answer.
    fn last_start(&self, end: Instant) -> Instant {
        let answer = self.shared.throttle.quickest().min(self.settings.timeouts.overall / 2);
        end.checked_sub(answer).unwrap_or(end)
    }

    /// Waits for leave to send; an error when it would come too late for an answer.
    async fn leave(
        &self,
        call: &Call,
        watch: &Watch<'_>,
        end: Instant,
        again: bool,
    ) -> Result<crate::send::throttle::Leave, Error> {
        let throttle = &self.shared.throttle;
        let waited = Instant::now();
        let last_start = self.last_start(end);
        let leave = async {
            #[cfg(feature = "limiter")]
            if let Some(limiter) = &self.shared.limiter {
                let _told = watch.wait(|| WaitReason::Limiter);
                limiter.leave(call).await;
            }
            let _told = watch
                .wait(|| if throttle.is_throttled(&call.name) { WaitReason::Throttle } else { WaitReason::InFlight });
            throttle.leave(&call.name, again).await
        };
        let pause = throttle.paused_until(&call.name);
        if pause.is_none_or(|until| until < last_start)
            && let Ok(leave) = timeout_at(last_start, leave).await
        {
            return Ok(leave);
        }
        let paused = throttle.paused_until(&call.name);
        let throttled = throttle.is_throttled(&call.name);
        let facts = Facts {
            timeout: paused.is_none(),
            throttled,
            retryable: true,
            retry_after: paused.map(|until| until.saturating_duration_since(Instant::now())),
            ..Facts::default()
        };
        let waited = waited.elapsed();
        let message = if paused.is_some() {
            "not sent: the server has turned this operation away and it stays paused beyond the overall timeout"
                .to_owned()
        } else if throttled {
            format!(
                "not sent: the server has turned this operation away, and in {waited:.1?} not enough of the calls before \
                 this one were answered"
            )
        } else {
            format!(
                "not sent: no place among the requests in flight within {waited:.1?}; raise `max_in_flight` or the \
                 overall timeout"
            )
        };
        Err(Error::with(ErrorKind::Timeout, message, facts))
    }
}

/// The [`Response`] of a type that only [`Client::run`] knows.
type Answer = Box<dyn Any + Send>;
type Read = fn(&Reply, &Terms) -> Result<Answer, Failed<Answer>>;

/// Reads an answer's data as `T`, which the answer then hides.
fn read<T: DeserializeOwned + Send + 'static>(reply: &Reply, terms: &Terms) -> Result<Answer, Failed<Answer>> {
    match answer::read::<T>(reply, terms) {
        Ok(response) => Ok(Box::new(response)),
        Err(Failed { error, partial }) => Err(Failed { error, partial: partial.map(|response| response as Answer) }),
    }
}

/// A failure without any data.
fn without_data(error: Error) -> Failed<Answer> {
    Failed { error, partial: None }
}

impl fmt::Debug for Client {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Client")
            .field("endpoint", &self.shared.endpoint)
            .field("key", &self.shared.keys.latest().key)
            .field("timeouts", &self.settings.timeouts)
            .finish_non_exhaustive()
    }
}
