//! Dates as the API writes them: `2024-01-01T00:00:00.000Z`.

use jiff::Timestamp;
use jiff::tz::Offset;

/// 2024-01-01T00:00:00Z, the creation date of the first node of every kind.
pub(crate) const EPOCH: i64 = 1_704_067_200;
/// 9999-12-30T22:00:00Z, after which there are no dates.
pub(crate) const LAST: i64 = 253_402_207_200;
pub(crate) const HOUR: i64 = 3_600;
pub(crate) const DAY: i64 = 24 * HOUR;

/// Writes seconds since 1970 with milliseconds and `Z`.
pub(crate) fn iso(seconds: i64) -> String {
    let timestamp = Timestamp::from_second(seconds).unwrap_or_default();
    let date = Offset::UTC.to_datetime(timestamp);
    format!(
        "{:04}-{:02}-{:02}T{:02}:{:02}:{:02}.000Z",
        date.year(),
        date.month(),
        date.day(),
        date.hour(),
        date.minute(),
        date.second()
    )
}

/// Reads a date in any offset; a date without a time is midnight UTC.
pub(crate) fn parse(text: &str) -> Option<Timestamp> {
    text.parse().ok().or_else(|| format!("{text}T00:00:00Z").parse().ok())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_epoch_reads_as_documented() {
        assert_eq!(iso(EPOCH), "2024-01-01T00:00:00.000Z");
        assert_eq!(iso(LAST), "9999-12-30T22:00:00.000Z");
        assert_eq!(iso(i64::MAX), "1970-01-01T00:00:00.000Z", "out of range is not a panic");
        assert_eq!(parse("2024-01-01"), parse("2024-01-01T01:00:00+01:00"));
        assert_eq!(parse("yesterday"), None);
    }
}
