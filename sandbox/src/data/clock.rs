//! The sandbox's own clock: it stands still between writes, so that the same calls give the same answers on any day.

use super::date;

/// Seconds since 1970. It begins after all generated data, and never goes back.
#[derive(Clone, Copy)]
pub(crate) struct Clock(i64);

impl Default for Clock {
    fn default() -> Self {
        Self(date::EPOCH + 31 * date::DAY)
    }
}

impl Clock {
    pub(crate) fn now(self) -> i64 {
        self.0
    }

    /// Moves on to this moment, unless it is there already; returns where it is.
    pub(crate) fn advance_to(&mut self, moment: i64) -> i64 {
        self.0 = self.0.max(moment.min(date::LAST));
        self.0
    }
}
