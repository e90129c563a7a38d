//! The credit for repetitions, so that an outage is not multiplied.

use std::sync::{Mutex, PoisonError};

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
}
