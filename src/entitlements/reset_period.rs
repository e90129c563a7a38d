//! How often usage starts again, and when it does so next.

use jiff::tz::TimeZone;
use jiff::{Span, Timestamp};

/// How often usage starts again at 0: the schema's `EntitlementResetPeriod`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ResetPeriod {
    /// `HOUR`.
    Hour,
    /// `DAY`.
    Day,
    /// `WEEK`.
    Week,
    /// `MONTH`.
    Month,
    /// `YEAR`.
    Year,
}

impl ResetPeriod {
    /// Reads the schema's value; `None` for one that this version does not know.
    pub fn of(value: &str) -> Option<Self> {
        Some(match value {
            "HOUR" => Self::Hour,
            "DAY" => Self::Day,
            "WEEK" => Self::Week,
            "MONTH" => Self::Month,
            "YEAR" => Self::Year,
            _ => return None,
        })
    }

    fn times(self, count: i64) -> Option<Span> {
        let span = Span::new();
        match self {
            Self::Hour => span.try_hours(count),
            Self::Day => span.try_days(count),
            Self::Week => span.try_weeks(count),
            Self::Month => span.try_months(count),
            Self::Year => span.try_years(count),
        }
        .ok()
    }

    /// No more periods than this lie between two times this many seconds apart.
    fn at_most(self, seconds: i64) -> i64 {
        let shortest = match self {
            Self::Hour => 3600,
            Self::Day => 86_400,
            Self::Week => 7 * 86_400,
            Self::Month => 28 * 86_400,
            Self::Year => 365 * 86_400,
        };
        seconds / shortest + 1
    }

    /// The first end of a period after `now`, counting whole periods from `anchor` in UTC.
    ///
    /// Months are counted from the anchor and not one from the other, so that the 31st stays the 31st.
    pub(crate) fn next(self, anchor: Timestamp, now: Timestamp) -> Option<Timestamp> {
        if now < anchor {
            return Some(anchor);
        }
        let start = anchor.to_zoned_datetime(TimeZone::UTC);
        let end_of = |count| start.checked_add(self.times(count)?).ok().map(|end| end.timestamp());
        // Binary search: the ends grow with the count, and there are millions of hours in a long life.
        let (mut low, mut high) = (0, self.at_most(now.as_second().saturating_sub(anchor.as_second())) + 1);
        while low < high {
            let middle = i64::midpoint(low, high);
            if end_of(middle).is_none_or(|end| end > now) {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        end_of(low)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn time(text: &str) -> Timestamp {
        text.parse().unwrap()
    }

    #[test]
    fn periods_are_counted_from_the_anchor() {
        let anchor = time("2020-02-29T00:30:00Z");
        let now = time("2023-02-28T00:30:00Z");
        for (period, end) in [
            (ResetPeriod::Hour, "2023-02-28T01:30:00Z"),
            (ResetPeriod::Day, "2023-03-01T00:30:00Z"),
            (ResetPeriod::Week, "2023-03-04T00:30:00Z"),
            (ResetPeriod::Month, "2023-03-29T00:30:00Z"),
            (ResetPeriod::Year, "2024-02-29T00:30:00Z"),
        ] {
            assert_eq!(period.next(anchor, now), Some(time(end)), "{period:?}");
            assert_eq!(period.next(now, anchor), Some(now), "an anchor to come");
            assert!(period.next(Timestamp::MIN, Timestamp::MAX).is_none_or(|end| end >= now));
        }
    }
}
