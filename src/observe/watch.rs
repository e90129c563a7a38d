//! Watches calls and attempts: a span while they last, and an observation when they end.

use tokio::time::Instant;
use tracing::{Span, debug, field};

use crate::error::Error;
use crate::observe::{Failure, Observation, Observed, Outcome, WaitReason};
use crate::operation::OperationKind;
use crate::transport::endpoint::Endpoint;

/// Waits below this do not count: a permit that is there at once takes some microseconds too.
const SHORTEST_WAIT: std::time::Duration = std::time::Duration::from_millis(1);

/// The caller's closure for observations, if there is one.
#[derive(Default)]
pub(crate) struct Observer(Option<Box<Hook>>);

pub(crate) type Hook = dyn Fn(&Observation<'_>) + Send + Sync;

impl Observer {
    pub(crate) fn new(hook: Option<Box<Hook>>) -> Self {
        Self(hook)
    }

    pub(crate) fn notify(&self, operation: &str, kind: OperationKind, what: Observed) {
        if let Some(hook) = &self.0 {
            hook(&Observation { operation, kind, what });
        }
    }

    /// A call of the operation with this name.
    pub(crate) fn call<'a>(&'a self, operation: &'a str, kind: OperationKind) -> Watch<'a> {
        Watch::new(self, operation, kind, call_span(operation, kind), None)
    }

    /// An attempt to connect a subscription, which is below no call.
    #[cfg(feature = "subscriptions")]
    pub(crate) fn connection<'a>(&'a self, operation: &'a str, endpoint: &Endpoint, resend_count: u32) -> Watch<'a> {
        let kind = OperationKind::Subscription;
        let span = attempt_span(&Span::current(), operation, kind, endpoint, resend_count);
        Watch::new(self, operation, kind, span, Some(resend_count))
    }
}

/// Tells how a call or an attempt ended; one that is dropped before it ended was cancelled.
pub(crate) struct Watch<'a> {
    observer: &'a Observer,
    operation: &'a str,
    kind: OperationKind,
    span: Span,
    began: Instant,
    /// For an attempt, how many there were before.
    resend_count: Option<u32>,
    /// For a call, how many attempts were begun.
    attempts: u32,
    status: Option<u16>,
    outcome: Outcome,
}

impl<'a> Watch<'a> {
    fn new(
        observer: &'a Observer,
        operation: &'a str,
        kind: OperationKind,
        span: Span,
        resend_count: Option<u32>,
    ) -> Self {
        let (began, outcome) = (Instant::now(), Outcome::Cancelled);
        Self { observer, operation, kind, span, began, resend_count, attempts: 0, status: None, outcome }
    }

    fn notify(&self, what: Observed) {
        self.observer.notify(self.operation, self.kind, what);
    }

    pub(crate) fn span(&self) -> Span {
        self.span.clone()
    }

    /// The next attempt of this call. Its span names the call's as its parent: to enter both at every poll costs more.
    pub(crate) fn attempt(&mut self, endpoint: &Endpoint) -> Self {
        let resend_count = self.attempts;
        self.attempts += 1;
        let span = attempt_span(&self.span, self.operation, self.kind, endpoint, resend_count);
        Self::new(self.observer, self.operation, self.kind, span, Some(resend_count))
    }

    /// Tells a wait that begins now and ends when this is dropped.
    pub(crate) fn wait<R: Fn() -> WaitReason>(&self, reason: R) -> Wait<'_, R> {
        Wait { watch: self, reason, began: Instant::now() }
    }

    pub(crate) fn retry_refused(&self) {
        debug!(parent: &self.span, "not sent again: the budget for retries is used up");
        self.notify(Observed::RetryRefused);
    }

    pub(crate) fn has_status(&mut self, status: u16) {
        self.status = Some(status);
    }

    pub(crate) fn succeeded(mut self) {
        self.outcome = Outcome::Success;
    }

    pub(crate) fn partly(mut self, error: &Error) {
        self.outcome = Outcome::Partial(Failure::of(error));
    }

    pub(crate) fn failed(mut self, error: &Error) {
        self.status = self.status.or(error.status());
        self.outcome = Outcome::Failure(Failure::of(error));
    }
}

impl Drop for Watch<'_> {
    fn drop(&mut self) {
        let Self { outcome, status, attempts, .. } = *self;
        let duration = self.began.elapsed();
        if let Some(status) = status.filter(|_| self.resend_count.is_some()) {
            self.span.record("http.response.status_code", status);
        }
        if let Some(error_type) = outcome.error_type() {
            self.span.record("error.type", &*error_type);
            if let Some(code) = outcome.failure().and_then(|failure| failure.code) {
                self.span.record("stigg.error.code", code);
            }
            // Data beside errors is what the caller asked for.
            if !matches!(outcome, Outcome::Partial(_)) {
                self.span.record("otel.status_code", "ERROR");
            }
        }
        let what = match self.resend_count {
            Some(resend_count) => {
                let failure = outcome.failure();
                debug!(
                    parent: &self.span,
                    attempt = resend_count + 1,
                    status,
                    error.r#type = outcome.error_type().as_deref(),
                    stigg.error.code = failure.and_then(|failure| failure.code),
                    "attempt: {}",
                    outcome.as_str()
                );
                Observed::Attempt { duration, resend_count, status, outcome }
            }
            None => Observed::Call { duration, attempts, outcome },
        };
        self.notify(what);
    }
}

/// Tells how long an attempt was held back.
pub(crate) struct Wait<'a, R: Fn() -> WaitReason> {
    watch: &'a Watch<'a>,
    reason: R,
    began: Instant,
}

impl<R: Fn() -> WaitReason> Drop for Wait<'_, R> {
    fn drop(&mut self) {
        let duration = self.began.elapsed();
        if duration >= SHORTEST_WAIT {
            let reason = (self.reason)();
            debug!(parent: &self.watch.span, reason = reason.as_str(), ?duration, "waited for a permit to send");
            self.watch.notify(Observed::Wait { duration, reason });
        }
    }
}

fn call_span(operation: &str, kind: OperationKind) -> Span {
    let name = (!operation.is_empty()).then_some(operation);
    tracing::info_span!(
        "graphql",
        otel.name = field::display(format_args!("{}{}{}", keyword(kind), name.map_or("", |_| " "), operation)),
        otel.kind = "internal",
        otel.status_code = field::Empty,
        graphql.operation.name = name,
        graphql.operation.r#type = keyword(kind),
        error.r#type = field::Empty,
        stigg.error.code = field::Empty,
    )
}

fn attempt_span(parent: &Span, operation: &str, kind: OperationKind, endpoint: &Endpoint, resend_count: u32) -> Span {
    // A subscription is asked for over a WebSocket, which begins with a GET (RFC 6455, section 4.1).
    let method = if kind == OperationKind::Subscription { "GET" } else { "POST" };
    tracing::info_span!(
        parent: parent,
        "http",
        otel.name = method,
        otel.kind = "client",
        otel.status_code = field::Empty,
        graphql.operation.name = (!operation.is_empty()).then_some(operation),
        graphql.operation.r#type = keyword(kind),
        http.request.method = method,
        http.request.resend_count = (resend_count > 0).then_some(resend_count),
        http.response.status_code = field::Empty,
        server.address = endpoint.host(),
        server.port = endpoint.port(),
        url.full = endpoint.shown(),
        error.r#type = field::Empty,
        stigg.error.code = field::Empty,
    )
}

/// The keyword of an operation, as the conventions have it for a type.
fn keyword(kind: OperationKind) -> &'static str {
    match kind {
        OperationKind::Query => "query",
        OperationKind::Mutation => "mutation",
        OperationKind::Subscription => "subscription",
    }
}
