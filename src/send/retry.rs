//! When an operation is sent again, and how long to wait before.

use std::time::Duration;

use crate::error::{Code, Error};
use crate::send::backoff::{Backoff, Jitter};

/// When an operation is sent again.
///
/// A failure is repeated only if both hold: it may pass ([`Error::is_retryable`]), and repeating cannot do harm: the
/// operation has no side effect, or carries an idempotency key, or surely has not been executed
/// ([`Error::may_have_executed`]). May pass: no connection, a broken one, a timeout, 429, 502 to 504, and the codes
/// Stigg's list files under "retry later". Final: 500 and any other status, a redirect, a 200 that is not GraphQL, every
/// other code.
///
/// Between two attempts lies a random time from zero to `initial_backoff * 2^n` ("full jitter"), at most `max_backoff`,
/// and at least what `Retry-After` asks for, up to `max_retry_after`. A wait that the overall timeout does not leave room
/// for is not begun: the error comes at once.
///
/// | setting | default |
/// | --- | --- |
/// | [`max_attempts`](Self::max_attempts) | 4, the first one included |
/// | [`initial_backoff`](Self::initial_backoff) | 500 ms |
/// | [`max_backoff`](Self::max_backoff) | 8 s |
/// | [`max_retry_after`](Self::max_retry_after) | 60 s |
/// | [`budget`](Self::budget) | 50 repetitions, over all clones of a client |
/// | [`repeat_writes`](Self::repeat_writes) | off |
/// | [`retry_code`](Self::retry_code), [`throttle_code`](Self::throttle_code) | none besides those that are known |
///
/// ```
/// use std::time::Duration;
/// use stigg_graphql::{Client, RetryPolicy};
///
/// let policy = RetryPolicy::default().max_attempts(6).max_backoff(Duration::from_secs(20));
/// let client = Client::builder().key("server-1").retry(policy).build()?;
/// # Ok::<(), stigg_graphql::Error>(())
/// ```
#[derive(Debug, Clone)]
pub struct RetryPolicy {
    pub(crate) max_attempts: u32,
    pub(crate) initial_backoff: Duration,
    pub(crate) max_backoff: Duration,
    pub(crate) max_retry_after: Duration,
    pub(crate) budget: u32,
    pub(crate) repeat_writes: bool,
    pub(crate) retry_codes: Vec<Code>,
    pub(crate) throttle_codes: Vec<Code>,
}

impl Default for RetryPolicy {
    /// 4 attempts, backoff from 500 ms to 8 s, `Retry-After` up to 60 s, a budget of 50.
    fn default() -> Self {
        Self {
            max_attempts: 4,
            initial_backoff: Duration::from_millis(500),
            max_backoff: Duration::from_secs(8),
            max_retry_after: Duration::from_secs(60),
            budget: 50,
            repeat_writes: false,
            retry_codes: Vec::new(),
            throttle_codes: Vec::new(),
        }
    }
}

impl RetryPolicy {
    /// Sends everything once.
    pub fn none() -> Self {
        Self::default().max_attempts(1)
    }

    /// How often an operation is sent at most, the first time included; 0 counts as 1. Default: 4.
    #[must_use]
    pub fn max_attempts(mut self, attempts: u32) -> Self {
        self.max_attempts = attempts.max(1);
        self
    }

    /// The longest wait before the second attempt; doubled for each further one. Default: 500 ms.
    #[must_use]
    pub fn initial_backoff(mut self, longest: Duration) -> Self {
        self.initial_backoff = longest;
        self
    }

    /// The longest wait that the doubling leads to. Default: 8 s.
    #[must_use]
    pub fn max_backoff(mut self, longest: Duration) -> Self {
        self.max_backoff = longest;
        self
    }

    /// The longest wait that `Retry-After` can ask for; a longer one counts as this. Default: 60 s.
    #[must_use]
    pub fn max_retry_after(mut self, longest: Duration) -> Self {
        self.max_retry_after = longest;
        self
    }

    /// How many repetitions all clones of the client can have in credit, so that an outage is not multiplied. Default: 50.
    ///
    /// A repetition takes one, a new call gives back a tenth. With the credit used up, calls fail on their first failure.
    /// Throttled calls do not count: they wait for their turn anyway. 0 allows none, `u32::MAX` is no bound.
    #[must_use]
    pub fn budget(mut self, repetitions: u32) -> Self {
        self.budget = repetitions;
        self
    }

    /// Repeats mutations too although the first attempt may have been executed. Default: off.
    ///
    /// Only for operations that you know to be harmless twice; set it on a [`Client::with_retry`](crate::Client::with_retry)
    /// for these.
    #[must_use]
    pub fn repeat_writes(mut self, repeat: bool) -> Self {
        self.repeat_writes = repeat;
        self
    }

    /// Counts a further code as one that may pass. Default: none further.
    #[must_use]
    pub fn retry_code(mut self, code: impl Into<Code>) -> Self {
        self.retry_codes.push(code.into());
        self
    }

    /// Counts a further code as one that says "too many requests". Default: none further.
    #[must_use]
    pub fn throttle_code(mut self, code: impl Into<Code>) -> Self {
        self.throttle_codes.push(code.into());
        self
    }

    /// Whether the failure of this attempt allows another one.
    pub(crate) fn allows(&self, error: &Error, attempt: u32, idempotent: bool) -> bool {
        attempt < self.max_attempts
            && error.is_retryable()
            && (idempotent || self.repeat_writes || !error.may_have_executed())
    }

    /// How long to wait after attempt number `attempt`, counted from 1.
    pub(crate) fn wait(&self, attempt: u32, retry_after: Option<Duration>) -> Duration {
        let asked = retry_after.unwrap_or_default().min(self.max_retry_after);
        let backoff = Backoff { initial: self.initial_backoff, max: self.max_backoff, jitter: Jitter::Full };
        backoff.wait(attempt).max(asked)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn retry_after_is_honoured_up_to_its_cap() {
        let policy = RetryPolicy::default();
        assert!(policy.wait(1, Some(Duration::from_secs(20))) >= Duration::from_secs(20));
        assert_eq!(policy.wait(1, Some(Duration::from_hours(1))), Duration::from_mins(1));
    }
}
