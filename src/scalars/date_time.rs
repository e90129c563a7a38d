//! The scalar `DateTime`.

use std::cmp::Ordering;
use std::fmt;
use std::hash::{Hash, Hasher};
use std::ops::Deref;
use std::str::FromStr;

use jiff::tz::Offset;
use jiff::{Timestamp, civil};
use serde::de::{self, Deserialize, Deserializer, Visitor};
use serde::ser::{Serialize, Serializer};

/// An instant, written in ISO 8601 as `2022-08-24T21:00:13.000Z`.
///
/// It is a [`jiff::Timestamp`] that remembers how many digits its fraction was written with, so that what was decoded is
/// encoded as it came. Comparing looks at the instant only. A value made in Rust is cut to the milliseconds that Stigg
/// writes.
///
/// ```
/// use stigg_graphql::scalars::DateTime;
///
/// let time: DateTime = "2022-08-24T21:00:13.000Z".parse()?;
/// assert_eq!(time.to_string(), "2022-08-24T21:00:13.000Z");
/// assert_eq!(time, "2022-08-24T23:00:13+02:00".parse()?);
/// assert_eq!(time.as_second(), 1_661_374_813);
/// # Ok::<(), jiff::Error>(())
/// ```
#[derive(Clone, Copy)]
pub struct DateTime {
    timestamp: Timestamp,
    digits: u8,
}

/// What Stigg writes.
const DIGITS: u8 = 3;
/// What jiff can keep.
const MOST_DIGITS: u8 = 9;

impl DateTime {
    /// The current time, to the millisecond.
    pub fn now() -> Self {
        Timestamp::now().into()
    }

    /// The instant.
    pub fn timestamp(self) -> Timestamp {
        self.timestamp
    }

    /// Reads what Stigg writes: milliseconds, in UTC. Of any other text it says nothing.
    fn from_usual(text: &str) -> Option<Self> {
        let text: &[u8; 24] = text.as_bytes().try_into().ok()?;
        let [.., b'-', _, _, b'-', _, _, b'T', _, _, b':', _, _, b':', _, _, b'.', _, _, _, b'Z'] = text else {
            return None;
        };
        let number = |digits: &[u8]| {
            digits
                .iter()
                .try_fold(0i16, |number, digit| digit.is_ascii_digit().then(|| number * 10 + i16::from(digit - b'0')))
        };
        let small = |digits: &[u8]| i8::try_from(number(digits)?).ok();
        let (year, month, day) = (number(&text[..4])?, small(&text[5..7])?, small(&text[8..10])?);
        let (hour, minute, second) = (small(&text[11..13])?, small(&text[14..16])?, small(&text[17..19])?);
        let nanosecond = i32::from(number(&text[20..23])?) * 1_000_000;
        let time = civil::DateTime::new(year, month, day, hour, minute, second, nanosecond).ok()?;
        let timestamp = Offset::UTC.to_timestamp(time).ok()?;
        Some(Self { timestamp, digits: DIGITS })
    }
}

impl From<Timestamp> for DateTime {
    fn from(timestamp: Timestamp) -> Self {
        let nanos = timestamp.as_nanosecond();
        let cut = Timestamp::from_nanosecond(nanos - nanos.rem_euclid(1_000_000)).ok();
        Self { timestamp: cut.unwrap_or(timestamp), digits: DIGITS }
    }
}

impl From<DateTime> for Timestamp {
    fn from(time: DateTime) -> Self {
        time.timestamp
    }
}

impl Deref for DateTime {
    type Target = Timestamp;

    fn deref(&self) -> &Timestamp {
        &self.timestamp
    }
}

impl Default for DateTime {
    /// 1970-01-01, midnight UTC.
    fn default() -> Self {
        Timestamp::UNIX_EPOCH.into()
    }
}

impl FromStr for DateTime {
    type Err = jiff::Error;

    fn from_str(text: &str) -> Result<Self, jiff::Error> {
        if let Some(time) = Self::from_usual(text) {
            return Ok(time);
        }
        let timestamp = text.parse()?;
        let fraction = text.find(['.', ',']).map_or("", |point| &text[point + 1..]);
        let digits = fraction.bytes().take_while(u8::is_ascii_digit).take(usize::from(MOST_DIGITS)).count();
        Ok(Self { timestamp, digits: u8::try_from(digits).unwrap_or(MOST_DIGITS) })
    }
}

impl fmt::Display for DateTime {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:.*}", usize::from(self.digits), self.timestamp)
    }
}

impl fmt::Debug for DateTime {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl PartialEq for DateTime {
    fn eq(&self, other: &Self) -> bool {
        self.timestamp == other.timestamp
    }
}

impl Eq for DateTime {}

impl PartialOrd for DateTime {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for DateTime {
    fn cmp(&self, other: &Self) -> Ordering {
        self.timestamp.cmp(&other.timestamp)
    }
}

impl Hash for DateTime {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.timestamp.hash(state);
    }
}

impl Serialize for DateTime {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for DateTime {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_str(FromText)
    }
}

struct FromText;

impl Visitor<'_> for FromText {
    type Value = DateTime;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a time in ISO 8601 with an offset, as 2022-08-24T21:00:13.000Z")
    }

    fn visit_str<E: de::Error>(self, text: &str) -> Result<DateTime, E> {
        text.parse().map_err(|_| E::invalid_value(de::Unexpected::Str(text), &self))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_written_is_written_again() {
        for text in [
            "2022-08-24T21:00:13.000Z",
            "2022-08-24T21:00:13Z",
            "2022-08-24T21:00:13.5Z",
            "2022-08-24T21:00:13.123456Z",
            "2022-08-24T21:00:13.123456789Z",
            "1969-12-31T23:59:59.999Z",
        ] {
            let json = format!("\"{text}\"");
            let time: DateTime = serde_json::from_str(&json).unwrap();
            assert_eq!(serde_json::to_string(&time).unwrap(), json);
        }
    }

    #[test]
    fn other_offsets_are_the_same_instant() {
        let time: DateTime = serde_json::from_str("\"2022-08-24T23:00:13.25+02:00\"").unwrap();
        assert_eq!(time.to_string(), "2022-08-24T21:00:13.25Z");
        assert!(time > "2022-08-24T21:00:13Z".parse().unwrap());
    }

    #[test]
    fn what_stigg_writes_is_read_as_any_other_time() {
        for text in [
            "2022-08-24T21:00:13.000Z",
            "1969-12-31T23:59:59.999Z",
            "0000-01-01T00:00:00.000Z",
            "9999-12-30T22:00:00.999Z",
            "2024-02-29T23:59:59.001Z",
            "2023-02-29T00:00:00.000Z",
            "2022-00-24T21:00:13.000Z",
            "2022-08-24T24:00:13.000Z",
            "2022-08-24T21:60:13.000Z",
            "2016-12-31T23:59:60.000Z",
            "9999-12-31T23:59:59.999Z",
            "2022-08-24T21:00:13.0+0Z",
            "2022-08-24T21:00:13,000Z",
            "2022-08-24 21:00:13.000Z",
            "2022-08-24T21:00:13.000z",
            "-022-08-24T21:00:13.000Z",
            "2022-08-24T21:00:13.0000",
        ] {
            let expected: Option<Timestamp> = text.parse().ok();
            let time: Option<DateTime> = text.parse().ok();
            assert_eq!(time.map(DateTime::timestamp), expected, "{text}");
            if let Some(time) = DateTime::from_usual(text) {
                assert_eq!((time.to_string().as_str(), time.digits), (text, 3));
            }
        }
        assert!(DateTime::from_usual("2022-08-24T21:00:13.000Z").is_some());
    }

    #[test]
    fn a_value_made_in_rust_has_milliseconds() {
        let made = DateTime::from(Timestamp::from_nanosecond(1_661_374_813_123_999_999).unwrap());
        assert_eq!(made.to_string(), "2022-08-24T21:00:13.123Z");
        assert_eq!(made, made.to_string().parse().unwrap());
        let before = DateTime::from(Timestamp::from_nanosecond(-1).unwrap());
        assert_eq!(before.to_string(), "1969-12-31T23:59:59.999Z");
        for end in [Timestamp::MIN, Timestamp::MAX] {
            assert_eq!(DateTime::from(end), DateTime::from(end).to_string().parse().unwrap());
        }
    }

    #[test]
    fn what_is_no_instant_is_an_error() {
        for json in
            ["\"2022-08-24\"", "\"2022-08-24T21:00:13\"", "\"\"", "1661374813000", "null", "\"99999-01-01T00:00:00Z\""]
        {
            assert!(serde_json::from_str::<DateTime>(json).is_err(), "{json}");
        }
        let error = serde_json::from_str::<DateTime>("\"soon\"").unwrap_err().to_string();
        assert!(error.starts_with("invalid value: string \"soon\", expected a time in ISO 8601"), "{error}");
    }
}
