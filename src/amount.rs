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
/// ```
/// use stigg_graphql::scalars::Amount;
///
/// let price: Amount = serde_json::from_str("49.99")?;
/// assert_eq!(price.to_string(), "49.99");
/// assert_eq!(serde_json::to_string(&price)?, "49.99");
/// # Ok::<(), serde_json::Error>(())
/// ```
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Amount(Decimal);

impl Amount {
    /// The decimal.
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
        if text.contains(['e', 'E']) { Decimal::from_scientific(text) } else { Decimal::from_str(text) }.map(Self)
    }
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
        // Through text, since that is rounded once and correctly; GraphQL's Float can hold no more.
        let float = self.0.to_string().parse().map_err(serde::ser::Error::custom)?;
        serializer.serialize_f64(float)
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
        f.write_str("a decimal number")
    }

    fn visit_i64<E: de::Error>(self, units: i64) -> Result<Amount, E> {
        Ok(units.into())
    }

    fn visit_u64<E: de::Error>(self, units: u64) -> Result<Amount, E> {
        Ok(units.into())
    }

    /// The shortest text of the float is what the server wrote, up to 15 digits; a decimal takes it over as it is.
    fn visit_f64<E: de::Error>(self, float: f64) -> Result<Amount, E> {
        float.to_string().parse().map_err(|_| E::invalid_value(de::Unexpected::Float(float), &self))
    }

    fn visit_str<E: de::Error>(self, text: &str) -> Result<Amount, E> {
        text.parse().map_err(|_| E::invalid_value(de::Unexpected::Str(text), &self))
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
        for json in ["1e300", "\"\"", "\"12,5\"", "\"NaN\"", "null", "true", "[1]"] {
            assert!(serde_json::from_str::<Amount>(json).is_err(), "{json}");
        }
    }
}
