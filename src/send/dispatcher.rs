//! Sends a call, again where that is safe: attempt, answer, class of the failure, wait, next attempt.

use std::sync::Arc;

use serde::de::DeserializeOwned;
use tokio::time::{Instant, sleep, timeout_at};
use tracing::Instrument;

use crate::credentials::hint;
use crate::credentials::key_ring::{KeyInUse, KeyRing};
use crate::credentials::secrets::Secrets;
use crate::error::{Class, Error, ErrorKind, Facts};
use crate::observe::WaitReason;
use crate::observe::watch::{Observer, Watch};
use crate::send::answer::{Asked, Failed};
use crate::send::budget::Budget;
use crate::send::call::Call;
use crate::send::patience::Patience;
use crate::send::reader::{self, AnyResponse, Read};
use crate::send::response::Response;
use crate::send::settings::{Settings, deadline};
use crate::send::throttle::{Permit, Throttle};
use crate::send::{attempt, runtime};
use crate::transport::Transport;
use crate::transport::endpoint::Endpoint;

/// Carries the calls of a client; cloning is cheap.
#[derive(Clone)]
pub(crate) struct Dispatcher {
    pub(crate) shared: Arc<Shared>,
    pub(crate) settings: Arc<Settings>,
}

/// What all clones of a client have in common.
pub(crate) struct Shared {
    pub(crate) transport: Box<dyn Transport>,
    pub(crate) endpoint: Endpoint,
    pub(crate) keys: Arc<KeyRing>,
    pub(crate) throttle: Throttle,
    pub(crate) budget: Budget,
    pub(crate) observer: Observer,
    pub(crate) patience: Patience,
    #[cfg(feature = "limiter")]
    pub(crate) limiter: Option<crate::send::limiter::Limiter>,
}

impl Dispatcher {
    /// The secrets to take out of what a server says.
    pub(crate) fn secrets_of<'a>(&'a self, keys: &'a KeyInUse) -> Secrets<'a> {
        Secrets::new(keys, &self.settings.secrets)
    }

    /// Sends the call and reads its data as `T`; `partial` takes data beside errors.
    pub(crate) async fn run<T: DeserializeOwned + Send + 'static>(
        &self,
        call: &Call,
        partial: bool,
    ) -> Result<Response<T>, Error> {
        runtime::require()?;
        let mut watch = self.shared.observer.call(&call.name, call.kind);
        let typed = |answer: AnyResponse| {
            let mut response = answer.downcast::<Response<T>>().ok()?;
            if partial {
                // Only who asks for the whole answer sees its headers.
                response.headers = self.secrets_of(&self.shared.keys.latest()).scrub_headers(&response.headers);
            }
            Some(response)
        };
        match self.repeat(call, &mut watch, reader::read_as::<T>).await {
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

    /// The attempts of a call, as many as it takes. Not generic, so that it is compiled once.
    async fn repeat(
        &self,
        call: &Call,
        watch: &mut Watch<'_>,
        read: Read,
    ) -> Result<(AnyResponse, u32), Failed<AnyResponse>> {
        self.attempts(call, watch, read).await.map_err(|mut failed| {
            if !call.name.is_empty() {
                failed.error.facts_mut().operation = Some(call.name.clone());
            }
            failed
        })
    }

    async fn attempts(
        &self,
        call: &Call,
        watch: &mut Watch<'_>,
        read: Read,
    ) -> Result<(AnyResponse, u32), Failed<AnyResponse>> {
        let Settings { timeouts, retry, .. } = &*self.settings;
        let Shared { transport, endpoint, keys, throttle, budget, patience, .. } = &*self.shared;
        let end = deadline(timeouts.overall);
        budget.earn();
        let mut last: Option<Failed<AnyResponse>> = None;
        let mut goes_first = false;
        // What one attempt may have done, the call may have done, whatever becomes of the later ones.
        let mut executed = false;
        for number in 1.. {
            let permit = match self.acquire(call, watch, end, goes_first).await {
                Ok(permit) => permit,
                Err(error) => return Err(last.unwrap_or_else(|| error.into())),
            };
            let key = match keys.current() {
                Ok(key) => key,
                Err(error) => {
                    let Some(mut failed) = last else { return Err(error.into()) };
                    failed.error.facts_mut().hint =
                        Some("it was not sent again: the key provider has no API key".into());
                    return Err(failed);
                }
            };
            let attempt_end = deadline(timeouts.attempt).min(end);
            let mut attempt = watch.attempt(endpoint);
            let sent = attempt::once(&**transport, endpoint, &self.settings, patience, &key, call, attempt_end)
                .instrument(attempt.span())
                .await;
            let answer = match sent {
                Ok(reply) => {
                    attempt.has_status(reply.status);
                    reader::read(reply, self.asked(call), read, attempt_end).await
                }
                Err(error) => Err(error.into()),
            };
            let Failed { mut error, partial } = match answer {
                Ok(answer) => {
                    attempt.succeeded();
                    throttle.record_latency(&permit);
                    throttle.record_admitted(&call.name, permit);
                    return Ok((answer, number));
                }
                Err(failed) => failed,
            };
            executed |= error.may_have_executed();
            let hint = hint::for_refusal(error.is_unauthenticated(), error.is_forbidden(), &key, keys);
            let facts = error.facts_mut();
            (facts.attempts, facts.class.executed, facts.hint) = (number, executed, hint);
            attempt.failed(&error);
            let throttled = error.is_rate_limited();
            let retry_after = error.retry_after().map(|asked| asked.min(retry.max_retry_after));
            if throttled {
                goes_first = throttle.record_throttled(&call.name, permit, retry_after);
            } else if error.status().is_some() {
                throttle.record_admitted(&call.name, permit);
            } else {
                drop(permit);
            }
            if !retry.allows(&error, number, call.idempotent) {
                return Err(Failed { error, partial });
            }
            if throttled {
                // It waits at its gate instead, and costs no credit: the gate keeps it from multiplying.
                last = Some(Failed { error, partial });
                continue;
            }
            let wait = retry.wait(number, retry_after);
            if Instant::now() + wait >= self.last_start(end) {
                return Err(Failed { error, partial });
            }
            if !budget.take() {
                watch.retry_refused();
                return Err(Failed { error, partial });
            }
            last = Some(Failed { error, partial });
            sleep(wait).await;
        }
        Err(last.unwrap_or_else(|| Error::config("no attempt was allowed").into()))
    }

    /// What the answer to a call is read by.
    pub(crate) fn asked(&self, call: &Call) -> Asked {
        Asked {
            keys: Arc::clone(&self.shared.keys),
            settings: Arc::clone(&self.settings),
            kind: call.kind,
            single_root: call.single_root,
        }
    }

    /// The last moment at which sending still makes sense: a later attempt would end without its answer.
    fn last_start(&self, end: Instant) -> Instant {
        let answer = self.shared.throttle.quickest().min(self.settings.timeouts.overall / 2);
        end.checked_sub(answer).unwrap_or(end)
    }

    /// Acquires a permit to send; an error when it would come too late for an answer.
    async fn acquire(&self, call: &Call, watch: &Watch<'_>, end: Instant, goes_first: bool) -> Result<Permit, Error> {
        let throttle = &self.shared.throttle;
        let began = Instant::now();
        let last_start = self.last_start(end);
        let acquiring = async {
            #[cfg(feature = "limiter")]
            if let Some(limiter) = &self.shared.limiter {
                let _wait = watch.wait(|| WaitReason::Limiter);
                limiter.acquire(call).await;
            }
            let _wait = watch
                .wait(|| if throttle.is_throttled(&call.name) { WaitReason::Throttle } else { WaitReason::InFlight });
            throttle.acquire(&call.name, goes_first).await
        };
        let pause = throttle.paused_until(&call.name);
        if pause.is_none_or(|until| until < last_start)
            && let Ok(permit) = timeout_at(last_start, acquiring).await
        {
            return Ok(permit);
        }
        let paused = throttle.paused_until(&call.name);
        let throttled = throttle.is_throttled(&call.name);
        let facts = Facts {
            class: Class { timeout: paused.is_none(), throttled, retryable: true, executed: false },
            retry_after: paused.map(|until| until.saturating_duration_since(Instant::now())),
            ..Facts::default()
        };
        let waited = began.elapsed();
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
