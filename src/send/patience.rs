//! How long to wait for an answer on a connection that cannot be asked whether it is alive.
//!
//! A slow server and a dead connection look the same over HTTP/1.1. An operation that was seen to take long is therefore
//! waited for longer the next time.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

/// The longest time that each slow operation has taken.
#[derive(Default)]
pub(crate) struct Patience {
    slowest: Mutex<HashMap<String, Duration>>,
}

impl Patience {
    /// The time for an operation: `silence`, and at least twice what it has ever taken.
    pub(crate) fn with(&self, operation: &str, silence: Duration) -> Duration {
        let slowest = self.slowest.lock().unwrap_or_else(PoisonError::into_inner);
        slowest.get(operation).map_or(silence, |took| took.saturating_mul(2).max(silence))
    }

    /// An answer came after this time.
    pub(crate) fn answered(&self, operation: &str, took: Duration, silence: Duration) {
        if took <= silence / 2 {
            return;
        }
        let mut slowest = self.slowest.lock().unwrap_or_else(PoisonError::into_inner);
        let longest = slowest.entry(operation.to_owned()).or_default();
        *longest = took.max(*longest);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_operation_that_was_slow_is_waited_for_twice_as_long() {
        let silence = Duration::from_secs(8);
        let patience = Patience::default();
        patience.answered("Quick", Duration::from_secs(4), silence);
        assert_eq!(patience.with("Quick", silence), silence);
        patience.answered("Slow", Duration::from_secs(9), silence);
        patience.answered("Slow", Duration::from_secs(7), silence);
        assert_eq!(patience.with("Slow", silence), Duration::from_secs(18));
        assert_eq!(patience.with("Quick", silence), silence);
    }
}
