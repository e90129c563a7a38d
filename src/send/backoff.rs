//! How long to wait after a failure: twice as long as after the one before, by chance.

use std::time::Duration;

/// Waits that double from one failure to the next.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Backoff {
    /// The longest wait after the first failure.
    pub(crate) initial: Duration,
    /// The longest wait that the doubling leads to.
    pub(crate) max: Duration,
    pub(crate) jitter: Jitter,
}

/// Which part of a wait is left to chance, so that callers which failed together do not come back together.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Jitter {
    /// All of it: calls are many, and spread best so.
    Full,
    /// The second half: a server that said "too many", or that dropped a connection, gets some rest in any case.
    Equal,
}

impl Backoff {
    /// The wait after so many failures in a row, counted from 1.
    pub(crate) fn wait(self, failures: u32) -> Duration {
        let doubled = 1u32.checked_shl(failures.saturating_sub(1)).unwrap_or(u32::MAX);
        let chance = match self.jitter {
            Jitter::Full => fastrand::f64(),
            Jitter::Equal => 0.5 + fastrand::f64() / 2.0,
        };
        self.initial.saturating_mul(doubled).min(self.max).mul_f64(chance)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn waits_double_up_to_the_longest_and_spread_as_the_jitter_says() {
        for (jitter, shortest) in [(Jitter::Full, 0.0), (Jitter::Equal, 0.5)] {
            let backoff = Backoff { initial: Duration::from_millis(500), max: Duration::from_secs(8), jitter };
            for (failures, longest) in [(1, 500), (2, 1000), (3, 2000), (5, 8000), (40, 8000), (u32::MAX, 8000)] {
                let longest = Duration::from_millis(longest);
                let waits: Vec<_> = (0..2000).map(|_| backoff.wait(failures)).collect();
                let (least, most) = (waits.iter().min().unwrap(), waits.iter().max().unwrap());
                assert!(*most <= longest && *most > longest.mul_f64(0.9), "{failures}: {most:?}");
                let (from, to) = (longest.mul_f64(shortest), longest.mul_f64(shortest + 0.1));
                assert!(*least >= from && *least < to, "{failures}: {least:?}");
            }
        }
    }
}
