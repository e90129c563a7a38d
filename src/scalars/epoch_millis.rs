//! Times that Stigg sends as a number.

use std::cmp::Ordering;
use std::fmt;
use std::ops::Deref;

use jiff::Timestamp;
use serde::de::{self, Deserialize, Deserializer, Visitor};
use serde::ser::{Serialize, Serializer};

/// An instant, written as a JSON number of milliseconds since 1970.
///
/// `Entitlement.validUntil`, `CreditBalance.validUntil` and the period fields of `UsageMeasurementUpdated` are such
/// numbers, while fields of the same names elsewhere are [`DateTime`](crate::scalars::DateTime)s (read from Stigg's Node
/// SDK).
///
/// It is kept to the nanosecond. Only what encodes back to the same number decodes: a finer fraction, as 5e-324, is an
/// error and never another time.
///
/// ```
/// use stigg_graphql::scalars::EpochMillis;
///
/// let until: EpochMillis = serde_json::from_str("1661374813000")?;
/// assert_eq!(until.timestamp().to_string(), "2022-08-24T21:00:13Z");
/// assert_eq!(serde_json::to_string(&until)?, "1661374813000");
/// # Ok::<(), serde_json::Error>(())
/// ```
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct EpochMillis(Timestamp);

const NANOS: i128 = 1_000_000;

impl EpochMillis {
    /// The instant.
    pub fn timestamp(self) -> Timestamp {
        self.0
    }

    fn from_float(millis: f64) -> Option<Self> {
        // Beyond this no instant of jiff lies, and within it the conversions are exact.
        if !millis.is_finite() || millis.abs() >= 9e15 {
            return None;
        }
        #[expect(clippy::cast_possible_truncation, reason = "within 9e15")]
        let (whole, rest) = (millis.floor() as i128, ((millis - millis.floor()) * 1e6).round() as i128);
        let time = Timestamp::from_nanosecond(whole * NANOS + rest).ok().map(Self)?;
        (time.to_float().partial_cmp(&millis) == Some(Ordering::Equal)).then_some(time)
    }

    #[expect(clippy::cast_precision_loss, reason = "a float is all that the field can hold")]
    fn to_float(self) -> f64 {
        let nanos = self.0.as_nanosecond();
        (nanos.div_euclid(NANOS) as f64) + (nanos.rem_euclid(NANOS) as f64) / 1e6
    }
}

impl From<Timestamp> for EpochMillis {
    fn from(timestamp: Timestamp) -> Self {
        Self(timestamp)
    }
}

impl From<EpochMillis> for Timestamp {
    fn from(time: EpochMillis) -> Self {
        time.0
    }
}

impl Deref for EpochMillis {
    type Target = Timestamp;

    fn deref(&self) -> &Timestamp {
        &self.0
    }
}

impl fmt::Debug for EpochMillis {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(&self.0, f)
    }
}

impl fmt::Display for EpochMillis {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(&self.0, f)
    }
}

impl Serialize for EpochMillis {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        if self.0.as_nanosecond() % NANOS == 0 {
            return serializer.serialize_i64(self.0.as_millisecond());
        }
        serializer.serialize_f64(self.to_float())
    }
}

impl<'de> Deserialize<'de> for EpochMillis {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(FromNumber)
    }
}

struct FromNumber;

impl Visitor<'_> for FromNumber {
    type Value = EpochMillis;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a time as a number of milliseconds since 1970")
    }

    fn visit_i64<E: de::Error>(self, millis: i64) -> Result<EpochMillis, E> {
        Timestamp::from_millisecond(millis)
            .map(EpochMillis)
            .map_err(|_| E::invalid_value(de::Unexpected::Signed(millis), &self))
    }

    fn visit_u64<E: de::Error>(self, millis: u64) -> Result<EpochMillis, E> {
        i64::try_from(millis)
            .ok()
            .and_then(|millis| Timestamp::from_millisecond(millis).ok())
            .map(EpochMillis)
            .ok_or_else(|| E::invalid_value(de::Unexpected::Unsigned(millis), &self))
    }

    fn visit_f64<E: de::Error>(self, millis: f64) -> Result<EpochMillis, E> {
        EpochMillis::from_float(millis).ok_or_else(|| E::invalid_value(de::Unexpected::Float(millis), &self))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn integers_and_floats_are_the_same_instant() {
        for json in ["1661374813000", "1661374813000.0", "1.661374813e12"] {
            let time: EpochMillis = serde_json::from_str(json).unwrap();
            assert_eq!(serde_json::to_string(&time).unwrap(), "1661374813000");
            assert_eq!(time.to_string(), "2022-08-24T21:00:13Z");
        }
    }

    #[test]
    fn fractions_and_times_before_1970_survive() {
        for json in ["1661374813000.5", "-1", "-0.5", "0", "1661374813000.25"] {
            let time: EpochMillis = serde_json::from_str(json).unwrap();
            assert_eq!(serde_json::to_string(&time).unwrap(), json);
        }
    }

    #[test]
    fn what_is_no_instant_is_an_error() {
        for json in [
            "5e-324",
            "-5e-324",
            "0.0000001",
            "1e-7",
            "0.12345678",
            "9e99",
            "-9e99",
            "18446744073709551615",
            "9223372036854775807",
            "\"1661374813000\"",
            "null",
            "true",
        ] {
            assert!(serde_json::from_str::<EpochMillis>(json).is_err(), "{json}");
        }
    }
}
