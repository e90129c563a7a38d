//! Decimal numbers that JSON writes as floats.

use std::fmt;
use std::ops::Deref;
use std::str::FromStr;

use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;
use serde::de::{self, Deserialize, Deserializer, Visitor};
use serde::ser::{Serialize, Serializer};

/// An amount of money in full currency units: `49` with USD is $49.00, `500` with JPY is 500 yen.
///
/// It is a decimal, so 49.99 and 0.1 are exactly that, and it is written as a JSON number. Whole units and minor units
/// (cents) are turned into each other by [`money`](crate::money) only.
///
/// Only what encodes back to the same value decodes: a number beyond the 28 digits of a decimal, as 5e-324, or a text
/// with more digits than a JSON number carries, is an error and never another amount. A decimal made in Rust with more
/// digits than that is written as the nearest number.
///
/// ```
/// use stigg_graphql::scalars::Amount;
///
/// let price: Amount = serde_json::from_str("49.99")?;
/// assert_eq!(price.to_string(), "49.99");
/// assert_eq!(serde_json::to_string(&price)?, "49.99");
/// # Ok::<(), serde_json::Error>(())
/// ```
///
/// # To make one
///
/// From a text, from an integer, or from the `Decimal` of `rust_decimal` 1 (`rust_decimal = "1"` in your `Cargo.toml`), which is
/// also what to compute with: an amount has no arithmetic of its own.
///
/// ```
/// use rust_decimal::Decimal;
/// use stigg_graphql::scalars::Amount;
///
/// let read: Amount = "49.99".parse()?;
/// assert_eq!(Amount::from(Decimal::new(4999, 2)), read);
/// assert_eq!(Amount::from(Decimal::from(2) * read.decimal()), "99.98".parse()?);
/// assert_eq!(Amount::from(49).to_string(), "49");
/// # Ok::<(), rust_decimal::Error>(())
/// ```
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Amount(Decimal);

impl Amount {
    /// The decimal, of `rust_decimal` 1, to compute with.
    pub fn decimal(self) -> Decimal {
        self.0
    }
}

impl From<Decimal> for Amount {
    fn from(decimal: Decimal) -> Self {
        Self(decimal)
    }
}

impl From<Amount> for Decimal {
    fn from(amount: Amount) -> Self {
        amount.0
    }
}

macro_rules! from_integers {
    ($($integer:ty),*) => {$(
        impl From<$integer> for Amount {
            fn from(units: $integer) -> Self {
                Self(units.into())
            }
        }
    )*};
}

from_integers!(i32, u32, i64, u64);

impl Deref for Amount {
    type Target = Decimal;

    fn deref(&self) -> &Decimal {
        &self.0
    }
}

impl FromStr for Amount {
    type Err = rust_decimal::Error;

    fn from_str(text: &str) -> Result<Self, rust_decimal::Error> {
        let Some((digits, exponent)) = text.split_once(['e', 'E']) else {
            return Decimal::from_str_exact(text).map(Self);
        };
        let decimal = Decimal::from_str_exact(digits)?;
        let scale = exponent.parse().ok().and_then(|exponent: i32| shifted(decimal, exponent));
        scale.map(Self).ok_or(rust_decimal::Error::ExceedsMaximumPossibleValue)
    }
}

impl Amount {
    /// Reads a JSON number of at most 15 digits without an exponent; of any other it says nothing.
    ///
    /// No two of those are next to the same double, so the double of such a number is the same amount.
    pub(super) fn from_short(number: &str) -> Option<Self> {
        let digits = number.strip_prefix('-').unwrap_or(number);
        let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
        if whole.len() + fraction.len() > 15 {
            return None;
        }
        let fraction = fraction.trim_end_matches('0');
        let units = whole
            .bytes()
            .chain(fraction.bytes())
            .try_fold(0i64, |units, digit| digit.is_ascii_digit().then(|| units * 10 + i64::from(digit - b'0')))?;
        let scale = u32::try_from(fraction.len()).ok()?;
        // A zero may have a sign.
        (units != 0).then(|| Self(Decimal::new(if digits == number { units } else { -units }, scale)))
    }
}

/// The decimal times a power of ten, if that has a decimal.
fn shifted(decimal: Decimal, exponent: i32) -> Option<Decimal> {
    let mut shifted = decimal.normalize();
    let scale = i64::from(shifted.scale()) - i64::from(exponent);
    if let Ok(scale) = u32::try_from(scale) {
        shifted.set_scale(scale).ok()?;
        return Some(shifted);
    }
    shifted.set_scale(0).ok()?;
    let power = u32::try_from(-scale).ok()?;
    if shifted.is_zero() {
        return Some(shifted);
    }
    (0..power).try_fold(shifted, |shifted, _| shifted.checked_mul(Decimal::TEN))
}

impl fmt::Debug for Amount {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(&self.0, f)
    }
}

impl fmt::Display for Amount {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(&self.0, f)
    }
}

impl Serialize for Amount {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        if self.0.is_integer() {
            if let Some(units) = self.0.to_i64() {
                return serializer.serialize_i64(units);
            }
            if let Some(units) = self.0.to_u64() {
                return serializer.serialize_u64(units);
            }
        }
        serializer.serialize_f64(self.float().ok_or_else(|| serde::ser::Error::custom("the amount is no number"))?)
    }
}

impl Amount {
    /// The nearest float, through text, since that is rounded once and correctly; GraphQL's Float can hold no more.
    fn float(self) -> Option<f64> {
        self.0.to_string().parse().ok()
    }

    /// Whether the JSON number that it is written as is the same amount.
    fn survives(self) -> bool {
        let is_integer = self.0.is_integer() && (self.0.to_i64().is_some() || self.0.to_u64().is_some());
        is_integer || self.float().and_then(|float| float.to_string().parse().ok()) == Some(self)
    }
}

impl<'de> Deserialize<'de> for Amount {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(FromNumber)
    }
}

struct FromNumber;

impl Visitor<'_> for FromNumber {
    type Value = Amount;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a decimal number of at most 28 digits")
    }

    fn visit_i64<E: de::Error>(self, units: i64) -> Result<Amount, E> {
        Ok(units.into())
    }

    fn visit_u64<E: de::Error>(self, units: u64) -> Result<Amount, E> {
        Ok(units.into())
    }

    /// The shortest text of the float is what the server wrote, up to 15 digits; a decimal takes it over as it is.
    fn visit_f64<E: de::Error>(self, float: f64) -> Result<Amount, E> {
        let amount: Option<Amount> = float.to_string().parse().ok();
        amount
            .filter(|amount| amount.float() == Some(float))
            .ok_or_else(|| E::invalid_value(de::Unexpected::Float(float), &self))
    }

    fn visit_str<E: de::Error>(self, text: &str) -> Result<Amount, E> {
        let amount: Option<Amount> = text.parse().ok();
        amount.filter(|amount| amount.survives()).ok_or_else(|| E::invalid_value(de::Unexpected::Str(text), &self))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amounts_survive_json() {
        for (json, text) in [
            ("49.99", "49.99"),
            ("0.1", "0.1"),
            ("3990", "3990"),
            ("1e-7", "0.0000001"),
            ("-0.07", "-0.07"),
            ("0", "0"),
            ("123456789012.34", "123456789012.34"),
            ("18446744073709551615", "18446744073709551615"),
            ("-9223372036854775808", "-9223372036854775808"),
        ] {
            let amount: Amount = serde_json::from_str(json).unwrap();
            assert_eq!(amount.to_string(), text);
            assert_eq!(serde_json::to_string(&amount).unwrap(), json);
        }
    }

    #[test]
    fn a_short_number_is_the_amount_that_its_double_is() {
        for json in [
            "49.99",
            "49.990",
            "0.1",
            "-0.07",
            "3990.0",
            "3990",
            "0.00000000000001",
            "-99999999999999.9",
            "123456789012.345",
            "0.10000000000000",
        ] {
            let by_double: Amount = serde_json::from_str(json).unwrap();
            let by_digits = Amount::from_short(json).unwrap();
            assert_eq!((by_digits, by_digits.scale()), (by_double, by_double.scale()), "{json}");
        }
        for json in ["0.0", "-0.0", "1e3", "1.5E2", "1234567890.123456", "-", ""] {
            assert_eq!(Amount::from_short(json), None, "{json}");
        }
    }

    #[test]
    fn what_no_integer_holds_is_the_nearest_float() {
        let amount: Amount = serde_json::from_str("1e20").unwrap();
        assert_eq!(amount.to_string(), "100000000000000000000");
        assert_eq!(serde_json::to_value(amount).unwrap(), serde_json::json!(1e20));
        let precise: Amount = "0.1234567890123456789".parse().unwrap();
        assert_eq!(serde_json::to_value(precise).unwrap(), serde_json::json!(0.123_456_789_012_345_68));
    }

    #[test]
    fn integral_amounts_are_written_as_integers() {
        for json in ["3990.0", "3.99e3", "\"3990\"", "\"3990.00\"", "\"3.99e3\""] {
            let amount: Amount = serde_json::from_str(json).unwrap();
            assert_eq!(serde_json::to_string(&amount).unwrap(), "3990", "{json}");
        }
    }

    #[test]
    fn what_is_no_amount_is_an_error() {
        for json in ["1e300", "\"\"", "\"12,5\"", "\"NaN\"", "null", "true", "[1]", "\"1e\"", "\"1e1e1\"", "\"e5\""] {
            assert!(serde_json::from_str::<Amount>(json).is_err(), "{json}");
        }
    }

    #[test]
    fn what_would_not_encode_back_is_an_error() {
        for json in [
            "5e-324",
            "-5e-324",
            "1e-29",
            "1.5e-28",
            "1.2345678901234567e-20",
            "\"0.1234567890123456789\"",
            "\"12345678901234567.89\"",
            "\"0.00000000000000000000000000001\"",
            "\"5e-324\"",
            "\"1e-2147483648\"",
            "\"1e99999999999\"",
            "\"0.12345678901234567890123456789012345e10\"",
        ] {
            assert!(serde_json::from_str::<Amount>(json).is_err(), "{json}");
        }
        for (json, same) in
            [("1e-28", "1e-28"), ("7e28", "7e28"), ("\"1.5e-3\"", "0.0015"), ("-0.0", "0"), ("0e5", "0")]
        {
            let amount: Amount = serde_json::from_str(json).unwrap();
            let encoded: f64 = serde_json::from_str(&serde_json::to_string(&amount).unwrap()).unwrap();
            assert_eq!(Some(encoded), same.parse().ok(), "{json}");
        }
    }
}
