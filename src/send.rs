//! The way of a call: attempts, their answers, and whether another one follows.

pub(crate) mod answer;
pub(crate) mod attempt;
pub(crate) mod backoff;
pub(crate) mod budget;
pub(crate) mod call;
pub(crate) mod classify;
pub(crate) mod dispatcher;
#[cfg(feature = "limiter")]
pub mod limiter;
pub(crate) mod patience;
pub(crate) mod reader;
mod response;
pub(crate) mod retry;
mod retry_after;
pub(crate) mod runtime;
pub(crate) mod settings;
pub(crate) mod throttle;

pub use response::Response;
pub use retry::RetryPolicy;
