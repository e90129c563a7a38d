//! Faults: what goes wrong on purpose, written down as data.
//!
//! A new one is a variant of `Effect` and a constructor of `Fault`. The compiler then asks at which `stage` it happens, and
//! what it does there: `connect` and `stream` are acted out by the server, `respond` and `distort` here.

pub(crate) mod active;
pub(crate) mod connect;
pub(crate) mod distort;
mod effect;
pub(crate) mod protocol;
pub(crate) mod respond;
mod stage;
pub(crate) mod stream;

use std::time::Duration;

use serde::{Deserialize, Serialize};
use serde_json::Value;

pub use self::effect::Effect;

/// Something that goes wrong on purpose.
///
/// A fault is data: an [`Effect`], the operations it strikes and how often. It can be compared, printed, and read from
/// JSON: `{"effect": {"status": 503}, "on": "ListCustomers", "times": 2}`.
///
/// Faults are tried in the order they were added. Those that only delay or change an answer add up; of those that
/// replace it the first one wins, and the others wait for their turn: `rate_limited().times(2)` followed by
/// `status(503).once()` refuses three requests and lets the fourth through.
///
/// On a WebSocket, errors, cuts, delays, closing and everything that changes data strike a subscription when it starts;
/// the other effects are about HTTP and leave it alone. A request that is no GraphQL operation at all is never struck.
///
/// ```
/// use stigg_graphql_sandbox::Fault;
/// let fault = Fault::rate_limited().retry_after("1").on("ListCustomers").times(2);
/// let json = r#"{"effect": {"rate_limited": {"retry_after": "1"}}, "on": "ListCustomers", "times": 2}"#;
/// assert_eq!(serde_json::from_str::<Fault>(json).unwrap(), fault);
/// ```
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[must_use = "a fault does nothing until a sandbox is given it"]
pub struct Fault {
    /// What happens.
    pub effect: Effect,
    /// The operation or root field that it happens to; without one it happens to everything.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub on: Option<String>,
    /// How many matching requests pass unharmed first.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub after: u32,
    /// How often it happens; without a number it never ends.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub times: Option<u32>,
}

#[allow(clippy::trivially_copy_pass_by_ref, reason = "serde passes a reference")]
fn is_zero(count: &u32) -> bool {
    *count == 0
}

impl From<Effect> for Fault {
    fn from(effect: Effect) -> Self {
        Self { effect, on: None, after: 0, times: None }
    }
}

impl Fault {
    /// Answers with an HTTP status, for example 401 or 503.
    pub fn status(status: u16) -> Self {
        Effect::Status(status).into()
    }

    /// Answers with exactly this status and body.
    pub fn respond(status: u16, content_type: impl Into<String>, body: impl Into<String>) -> Self {
        let headers = vec![("content-type".to_owned(), content_type.into())];
        Effect::Respond { status, headers, body: body.into() }.into()
    }

    /// Answers with a GraphQL error, for example the code `CustomerNotFound`, and status 200.
    pub fn error(code: impl Into<String>, message: impl Into<String>) -> Self {
        Effect::Error { code: code.into(), message: message.into(), status: None }.into()
    }

    /// Answers 429 without `Retry-After`; see [`Fault::retry_after`].
    pub fn rate_limited() -> Self {
        Effect::RateLimited { retry_after: None }.into()
    }

    /// Answers 429 to every request beyond `limit` in any one second.
    pub fn rate_per_second(limit: u32) -> Self {
        Effect::RatePerSecond { limit, retry_after: None }.into()
    }

    /// Answers late.
    pub fn delay(delay: Duration) -> Self {
        Effect::Delay(u64::try_from(delay.as_millis()).unwrap_or(u64::MAX)).into()
    }

    /// Never answers.
    pub fn hang() -> Self {
        Effect::Hang.into()
    }

    /// Sends half of the body and then nothing more.
    pub fn stall() -> Self {
        Effect::StallMidBody.into()
    }

    /// Closes the connection without executing anything.
    pub fn cut() -> Self {
        Effect::Cut.into()
    }

    /// Executes the operation, then closes the connection: a write has happened, and the client cannot know.
    pub fn cut_after_executing() -> Self {
        Effect::CutAfterExecuting.into()
    }

    /// Closes the connection in the middle of the body.
    pub fn cut_mid_body() -> Self {
        Effect::CutMidBody.into()
    }

    /// Sends JSON that stops half-way.
    pub fn wrong_json() -> Self {
        Effect::WrongJson.into()
    }

    /// Sends an HTML page with status 200.
    pub fn html() -> Self {
        Effect::Html.into()
    }

    /// Compresses the body.
    pub fn gzip() -> Self {
        Effect::Gzip.into()
    }

    /// Makes a value null and reports it, as a server does that can answer only in part.
    pub fn partial(path: impl Into<String>) -> Self {
        Effect::Partial { path: path.into(), code: "UnexpectedError".to_owned() }.into()
    }

    /// Makes every second edge null.
    pub fn null_edges() -> Self {
        Effect::NullEdges.into()
    }

    /// Makes every second node null.
    pub fn null_nodes() -> Self {
        Effect::NullNodes.into()
    }

    /// Promises a next page behind the same cursor for ever.
    pub fn stuck_cursor() -> Self {
        Effect::StuckCursor.into()
    }

    /// Redirects with status 307.
    pub fn redirect(location: impl Into<String>) -> Self {
        Effect::Redirect { location: location.into(), status: 307 }.into()
    }

    /// Exchanges a value, also for one that the schema does not know:
    /// `Fault::replace("customer.billingCurrency", json!("XXX"))`.
    pub fn replace(path: impl Into<String>, value: Value) -> Self {
        Effect::Replace { path: path.into(), value }.into()
    }

    /// Leaves a member out.
    pub fn remove(path: impl Into<String>) -> Self {
        Effect::Remove { path: path.into() }.into()
    }

    /// Closes the WebSocket as the API does when there are too many subscriptions.
    pub fn throttle_socket() -> Self {
        let reason = "ThrottlerException: Too Many Requests".to_owned();
        Effect::CloseSocket { code: 4_500, reason }.into()
    }

    /// Closes the WebSocket with this code and reason when a subscription starts.
    pub fn close_socket(code: u16, reason: impl Into<String>) -> Self {
        Effect::CloseSocket { code, reason: reason.into() }.into()
    }

    /// Adds `Retry-After`, in seconds or as a date, to the two faults that answer 429. Others are not changed.
    pub fn retry_after(mut self, value: impl Into<String>) -> Self {
        if let Effect::RateLimited { retry_after } | Effect::RatePerSecond { retry_after, .. } = &mut self.effect {
            *retry_after = Some(value.into());
        }
        self
    }

    /// Strikes only one operation, by its name or by the name of a root field.
    pub fn on(mut self, name: impl Into<String>) -> Self {
        self.on = Some(name.into());
        self
    }

    /// Lets so many matching requests pass first.
    pub fn after(mut self, requests: u32) -> Self {
        self.after = requests;
        self
    }

    /// Strikes so many times and is then gone.
    pub fn times(mut self, times: u32) -> Self {
        self.times = Some(times);
        self
    }

    /// Strikes once.
    pub fn once(self) -> Self {
        self.times(1)
    }
}
