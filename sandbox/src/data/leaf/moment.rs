//! Dates that look like what the field's name promises.

use crate::data::date::{DAY, EPOCH, HOUR};
use crate::data::hash;

/// When something is.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Moment {
    /// Earlier for later nodes, so that "newest first" is the order of the ids.
    Created,
    Updated,
    Past,
    /// Far enough that no clock reaches it.
    Future,
}

impl Moment {
    pub(crate) fn of(name: &str) -> Self {
        let has = |words: &[&str]| words.iter().any(|word| name.contains(word));
        if name == "createdat" {
            Self::Created
        } else if name == "updatedat" {
            Self::Updated
        } else if has(&["end", "expire", "until", "next", "due", "reset"]) {
            Self::Future
        } else {
            Self::Past
        }
    }

    pub(crate) fn seconds(self, draw: u64, ordinal: u32) -> i64 {
        let within = |bound: u32| i64::from(hash::below(draw, bound));
        let created = EPOCH - 6 * HOUR * i64::from(ordinal);
        match self {
            Self::Created => created,
            Self::Updated => created + HOUR * within(24 * 30),
            Self::Past => EPOCH - DAY * within(365),
            Self::Future => EPOCH + DAY * (11 * 365 + within(365)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::data::date::iso;
    use crate::data::key::Key;

    #[test]
    fn dates_of_ends_are_far() {
        for ordinal in 0..100 {
            let draw = Key::entity(1, 2, ordinal).draw(1);
            assert!(iso(Moment::of("enddate").seconds(draw, ordinal)).as_str() > "2034-12-01");
            assert!(iso(Moment::of("startdate").seconds(draw, ordinal)).as_str() < "2024-01-02");
        }
    }
}
