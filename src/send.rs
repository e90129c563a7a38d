//! The way of a call: attempts, their answers, and whether another one follows.

pub(crate) mod answer;
pub(crate) mod attempt;
pub(crate) mod call;
#[cfg(feature = "limiter")]
pub mod limiter;
pub(crate) mod patience;
mod response;
pub(crate) mod retry;
pub(crate) mod retry_after;
pub(crate) mod runtime;
pub(crate) mod settings;
pub(crate) mod throttle;

pub use response::Response;
pub use retry::RetryPolicy;
