//! Spans and metrics: what a client does, for those who run it.
//!
//! # Spans
//!
//! The client makes [`tracing`] spans of level `INFO`. Names and values follow OpenTelemetry's semantic conventions: those
//! for [HTTP client spans], stable since 1.23, and, though written for servers and in development, those for [GraphQL].
//! The fields `otel.*` are what `tracing-opentelemetry` makes the span's name, kind and status of.
//!
//! | span | one for | fields |
//! | --- | --- | --- |
//! | `graphql` | each call: an operation with all its attempts and waits; each page of a list is one | `otel.name` (`query GetPlan`), `otel.kind` (`internal`), `graphql.operation.name`, `graphql.operation.type`; on failure `error.type`, `stigg.error.code`, `otel.status_code` |
//! | `http` | each attempt of a call, below its span; each connection of a subscription, until it stands | `otel.name` (`POST`, `GET`), `otel.kind` (`client`), `graphql.operation.name`, `graphql.operation.type`, `http.request.method`, `server.address`, `server.port`, `url.full`; from the second attempt `http.request.resend_count`; `http.response.status_code`; on failure as above |
//!
//! - `error.type` is the status where that is no success, else [`ErrorKind::as_str`], and `cancelled` where the caller
//!   dropped the call.
//! - `stigg.error.code` is the code of the first GraphQL error that has one, as the schema spells it; `_OTHER` for any other.
//! - `url.full` has `/REDACTED` for a path other than `/graphql`: that of a gateway may name a tenant.
//! - `otel.name` has the operation's name, which the conventions leave to choice: here it comes from your own documents.
//! - `graphql.document` is left out: it is in your repository.
//!
//! What an attempt came to, a wait, a refused retry and a lost subscription are also events of level `DEBUG`.
//!
//! # Metrics
//!
//! [`ClientBuilder::observe`](crate::client::ClientBuilder::observe) takes a closure that gets an [`Observation`] of everything
//! there is to count, and binds it to whatever your metrics go to. As metrics with the names of the conventions:
//!
//! | observed | metric | kind | attributes |
//! | --- | --- | --- | --- |
//! | [`Call`](Observed::Call) | `stigg.client.call.duration` | histogram, seconds | operation, outcome, `error.type`, `stigg.error.code` |
//! | [`Attempt`](Observed::Attempt) | `http.client.request.duration` | histogram, seconds | operation, `http.response.status_code`, `error.type`; method and server are yours to add |
//! | [`Wait`](Observed::Wait) | `stigg.client.wait.duration` | histogram, seconds | operation, reason |
//! | [`RetryRefused`](Observed::RetryRefused) | `stigg.client.retries.refused` | counter | operation |
//! | [`Lost`](Observed::Lost), [`Reconnected`](Observed::Reconnected) | `stigg.client.subscription.lost`, `.reconnects` | counters | operation, `error.type` |
//!
//! # What it costs
//!
//! Less than 2 % of a call over loopback, for the closure and for the spans each: `bench/README.md` has the command and the
//! numbers.
//!
//! # What is in no field
//!
//! No variable, no id, no key, no token, no path of a gateway, no message and no trace id of a server: only the names of
//! operations, as they are in your documents, and values of fixed sets. A raw document whose operation name is made from a value puts that
//! into its field; keep values in variables.
//!
//! # A program that prints both
//!
//! `cargo run --example observe` (`examples/observe.rs`) runs against the sandbox. The heart of it:
//!
//! ```
//! use std::sync::{Arc, Mutex};
//! use stigg_graphql::Client;
//! use stigg_graphql::observe::{Observed, Outcome};
//! # use stigg_graphql::Transport;
//! # use stigg_graphql::transport::{Reply, Request, Sending};
//! # struct Canned;
//! # impl Transport for Canned {
//! #     fn send(&self, _: Request) -> Sending<'_> {
//! #         Box::pin(async { Ok(Reply::new(200, r#"{"data":{"__typename":"Query"}}"#)) })
//! #     }
//! # }
//!
//! # #[tokio::main(flavor = "current_thread")]
//! # async fn main() -> Result<(), stigg_graphql::Error> {
//! let counted = Arc::new(Mutex::new(Vec::new()));
//! let counter = Arc::clone(&counted);
//! let client = Client::builder()
//!     .key("server-1")
//!     .observe(move |observation| {
//!         if let Observed::Call { outcome, .. } = observation.what {
//!             counter.lock().unwrap().push(format!("{} {}", observation.operation, outcome.as_str()));
//!         }
//!     })
//! #   .transport(Canned)
//!     .build()?;
//! client.send_raw("query Ping { __typename }", serde_json::json!({})).await?;
//! assert_eq!(*counted.lock().unwrap(), ["Ping success"]);
//! # Ok(())
//! # }
//! ```
//!
//! [HTTP client spans]: https://opentelemetry.io/docs/specs/semconv/http/http-spans/#http-client-span
//! [GraphQL]: https://opentelemetry.io/docs/specs/semconv/graphql/graphql-spans/

pub(crate) mod watch;

use std::borrow::Cow;
use std::time::Duration;

use crate::error::{Error, ErrorKind, GraphQlError};
use crate::operation::OperationKind;

/// One thing that a client did.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct Observation<'a> {
    /// The name of the operation, as in its document; empty for a nameless one.
    pub operation: &'a str,
    /// Query, mutation or subscription.
    pub kind: OperationKind,
    /// What the client did.
    pub what: Observed,
}

/// What a client did.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Observed {
    /// A call ended.
    #[non_exhaustive]
    Call {
        /// From the caller's first poll to the end, with all attempts and waits.
        duration: Duration,
        /// How many attempts were begun.
        attempts: u32,
        /// How it ended.
        outcome: Outcome,
    },
    /// An attempt of a call ended, or an attempt to connect a subscription.
    #[non_exhaustive]
    Attempt {
        /// From sending to the whole answer, decoded.
        duration: Duration,
        /// 0 for the first attempt of a call, 1 for the second; for a subscription, the connections that failed before.
        resend_count: u32,
        /// The HTTP status, if one came.
        status: Option<u16>,
        /// How it ended.
        outcome: Outcome,
    },
    /// An attempt was held back for a millisecond or more before it was sent, or was given up while it waited.
    #[non_exhaustive]
    Wait {
        /// How long.
        duration: Duration,
        /// What for.
        reason: WaitReason,
    },
    /// A failure was not followed by another attempt, since the budget for retries is used up
    /// ([`RetryPolicy::budget`](crate::RetryPolicy::budget)).
    RetryRefused,
    /// The connection of a subscription was lost.
    #[non_exhaustive]
    Lost {
        /// Why.
        failure: Failure,
    },
    /// A subscription that had lost its connection has one again.
    #[non_exhaustive]
    Reconnected {
        /// How long it had none.
        duration: Duration,
    },
}

/// How a call or an attempt ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Outcome {
    /// With data and without errors.
    Success,
    /// With data beside errors, which the caller of an `execute` method accepted. An attempt is never partial.
    Partial(Failure),
    /// With an error.
    Failure(Failure),
    /// The caller dropped it before its end.
    Cancelled,
}

/// What is known of an error, in values of fixed sets.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct Failure {
    /// What kind of error.
    pub kind: ErrorKind,
    /// The HTTP status of the answer, if there was one.
    pub status: Option<u16>,
    /// The code of the first GraphQL error that has one, as the schema spells it; `_OTHER` for one it does not know.
    pub code: Option<&'static str>,
}

/// What an attempt waits for before it is sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum WaitReason {
    /// The server has turned this operation away, and it pauses or feels its way back.
    Throttle,
    /// As many requests as allowed are in flight ([`ClientBuilder::max_in_flight`](crate::client::ClientBuilder::max_in_flight)).
    InFlight,
    /// The client-side limiter (feature `limiter`).
    Limiter,
}

impl Outcome {
    /// A name for it: `success`, `partial`, `failure` or `cancelled`.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Success => "success",
            Self::Partial(_) => "partial",
            Self::Failure(_) => "failure",
            Self::Cancelled => "cancelled",
        }
    }

    /// The failure, if there is one.
    pub fn failure(self) -> Option<Failure> {
        match self {
            Self::Partial(failure) | Self::Failure(failure) => Some(failure),
            Self::Success | Self::Cancelled => None,
        }
    }

    /// OpenTelemetry's `error.type`; `None` where there is no error.
    pub fn error_type(self) -> Option<Cow<'static, str>> {
        match self {
            Self::Success => None,
            Self::Cancelled => Some(self.as_str().into()),
            Self::Partial(failure) | Self::Failure(failure) => Some(failure.error_type()),
        }
    }
}

impl Failure {
    /// What is known of an error.
    pub fn of(error: &Error) -> Self {
        let code = error.graphql_errors().iter().find_map(GraphQlError::raw_code);
        Self { kind: error.kind(), status: error.status(), code: code.map(|code| code.spelled().unwrap_or(OTHER)) }
    }

    /// OpenTelemetry's `error.type`: the status where that is no success, else the kind.
    pub fn error_type(self) -> Cow<'static, str> {
        match self.status {
            Some(status) if !(200..300).contains(&status) => status.to_string().into(),
            _ => self.kind.as_str().into(),
        }
    }
}

impl WaitReason {
    /// A name for it: `throttle`, `in_flight` or `limiter`.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Throttle => "throttle",
            Self::InFlight => "in_flight",
            Self::Limiter => "limiter",
        }
    }
}

/// What OpenTelemetry calls a value outside of a known set.
const OTHER: &str = "_OTHER";
