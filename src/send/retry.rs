//! When an operation is sent again, and how long to wait before.

use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use crate::error::{Code, Error};

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
            max_retry_after: Duration::from_mins(1),
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

    /// How often an operation is sent at most; 0 counts as 1.
    #[must_use]
    pub fn max_attempts(mut self, attempts: u32) -> Self {
        self.max_attempts = attempts.max(1);
        self
    }

    /// The longest wait before the second attempt; doubled for each further one.
    #[must_use]
    pub fn initial_backoff(mut self, longest: Duration) -> Self {
        self.initial_backoff = longest;
        self
    }

    /// The longest wait that the doubling leads to.
    #[must_use]
    pub fn max_backoff(mut self, longest: Duration) -> Self {
        self.max_backoff = longest;
        self
    }

    /// The longest wait that `Retry-After` can ask for; a longer one counts as this.
    #[must_use]
    pub fn max_retry_after(mut self, longest: Duration) -> Self {
        self.max_retry_after = longest;
        self
    }

    /// How many repetitions all clones of the client can have in credit, so that an outage is not multiplied.
    ///
    /// A repetition takes one, a new call gives back a tenth. With the credit used up, calls fail on their first failure.
    /// Throttled calls do not count: they wait for their turn anyway. 0 allows none, `u32::MAX` is no bound.
    #[must_use]
    pub fn budget(mut self, repetitions: u32) -> Self {
        self.budget = repetitions;
        self
    }

    /// Repeats mutations too although the first attempt may have been executed.
    ///
    /// Only for operations that you know to be harmless twice; set it on a [`Client::with_retry`](crate::Client::with_retry)
    /// for these.
    #[must_use]
    pub fn repeat_writes(mut self, repeat: bool) -> Self {
        self.repeat_writes = repeat;
        self
    }

    /// Counts a further code as one that may pass.
    #[must_use]
    pub fn retry_code(mut self, code: impl Into<Code>) -> Self {
        self.retry_codes.push(code.into());
        self
    }

    /// Counts a further code as one that says "too many requests".
    #[must_use]
    pub fn throttle_code(mut self, code: impl Into<Code>) -> Self {
        self.throttle_codes.push(code.into());
        self
    }

    /// Whether the failure of this attempt allows another one.
    pub(crate) fn allows(&self, error: &Error, attempt: u32, harmless_twice: bool) -> bool {
        attempt < self.max_attempts
            && error.is_retryable()
            && (harmless_twice || self.repeat_writes || !error.may_have_executed())
    }

    /// How long to wait after attempt number `attempt`, counted from 1.
    pub(crate) fn wait(&self, attempt: u32, retry_after: Option<Duration>) -> Duration {
        let asked = retry_after.unwrap_or_default().min(self.max_retry_after);
        full_jitter(self.initial_backoff, self.max_backoff, attempt).max(asked)
    }
}

/// A random time between zero and `initial * 2^(attempt - 1)`, at most `max`.
pub(crate) fn full_jitter(initial: Duration, max: Duration, attempt: u32) -> Duration {
    let doubled = 1u32.checked_shl(attempt.saturating_sub(1)).unwrap_or(u32::MAX);
    initial.saturating_mul(doubled).min(max).mul_f64(fastrand::f64())
}

/// The credit for repetitions, in tenths.
pub(crate) struct Budget {
    tenths: Mutex<u64>,
    most: u64,
}

impl Budget {
    pub(crate) fn new(repetitions: u32) -> Self {
        let most = u64::from(repetitions) * 10;
        Self { tenths: Mutex::new(most), most }
    }

    /// A new call earns a tenth of a repetition.
    pub(crate) fn earn(&self) {
        let mut tenths = self.tenths.lock().unwrap_or_else(PoisonError::into_inner);
        *tenths = tenths.saturating_add(1).min(self.most);
    }

    /// Takes a repetition, if there is one.
    pub(crate) fn take(&self) -> bool {
        let mut tenths = self.tenths.lock().unwrap_or_else(PoisonError::into_inner);
        if self.most == u64::from(u32::MAX) * 10 {
            return true;
        }
        match tenths.checked_sub(10) {
            Some(rest) => {
                *tenths = rest;
                true
            }
            None => false,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_budget_bounds_repetitions_to_a_tenth_of_the_calls() {
        let budget = Budget::new(3);
        assert_eq!((0..10).filter(|_| budget.take()).count(), 3);
        for _ in 0..100 {
            budget.earn();
        }
        assert_eq!((0..100).filter(|_| budget.take()).count(), 3);
        assert_eq!((0..5).filter(|_| Budget::new(0).take()).count(), 0);
        let unbound = Budget::new(u32::MAX);
        assert!((0..1000).all(|_| unbound.take()));
    }

    #[test]
    fn jitter_is_full_and_capped() {
        let wait = |attempt| full_jitter(Duration::from_millis(500), Duration::from_secs(8), attempt);
        for (attempt, longest) in [(1, 500), (2, 1000), (3, 2000), (5, 8000), (40, 8000), (u32::MAX, 8000)] {
            let most = (0..2000).map(|_| wait(attempt)).max().unwrap();
            let least = (0..2000).map(|_| wait(attempt)).min().unwrap();
            let longest = Duration::from_millis(longest);
            assert!(most <= longest && most > longest.mul_f64(0.9), "{attempt}: {most:?}");
            assert!(least < longest.mul_f64(0.1), "{attempt}: {least:?}");
        }
    }

    #[test]
    fn retry_after_is_honoured_up_to_its_cap() {
        let policy = RetryPolicy::default();
        assert!(policy.wait(1, Some(Duration::from_secs(20))) >= Duration::from_secs(20));
        assert_eq!(policy.wait(1, Some(Duration::from_hours(1))), Duration::from_mins(1));
    }
}
