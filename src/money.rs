//! Whole currency units and minor units (cents), turned into each other explicitly.
//!
//! Stigg counts money in full units on every field: `49` with USD is $49.00, `500` with JPY is 500 yen. Payment providers
//! count in minor units. The only way from one to the other is here, so nobody multiplies by 100 by accident.
//!
//! An [`Amount`] comes from a text, from an integer, or from a `Decimal` of `rust_decimal` 1 (`rust_decimal = "1"` in your
//! `Cargo.toml`); its page shows each.
//!
//! ```
//! use stigg_graphql::{money, scalars::Amount};
//!
//! let price: Amount = "49.99".parse()?;
//! assert_eq!(money::to_minor(price, "USD")?, 4999);
//! assert_eq!(money::to_minor(Amount::from(500), "JPY")?, 500);
//! assert_eq!(money::from_minor(4999, "USD")?, price);
//! assert!(money::to_minor("0.001".parse()?, "USD").is_err());
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

use std::error::Error;
use std::fmt;

use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;

use crate::scalars::Amount;

/// Why an amount cannot be turned.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum MoneyError {
    /// The currency is none of Stigg's schema.
    UnknownCurrency(String),
    /// The amount has a fraction of a minor unit.
    Fraction {
        /// The amount.
        amount: Amount,
        /// The decimal places of the currency.
        digits: u32,
    },
    /// The result does not fit.
    TooLarge(Amount),
}

impl fmt::Display for MoneyError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::UnknownCurrency(code) => write!(
                f,
                "the currency `{code}` is not one that Stigg's schema has; say its digits with `to_minor_digits`"
            ),
            Self::Fraction { amount, digits } => {
                write!(f, "{amount} has more than the {digits} decimal places of a minor unit; round it first")
            }
            Self::TooLarge(amount) => write!(f, "{amount} is too large to be counted in minor units"),
        }
    }
}

impl Error for MoneyError {}

/// The schema's currencies without minor units.
const ZERO_DECIMAL: &str = "BIF CLP DJF GNF ISK JPY KMF KRW MGA PYG RWF UGX VND VUV XAF XOF XPF";

/// The schema's currencies with hundredths; it has none with thousandths.
const TWO_DECIMAL: &str = "AED ALL AMD ANG AUD AWG AZN BAM BBD BDT BGN BMD BND BRL BSD BWP BYN BZD CAD CDF CHF CNY CZK DKK \
    DOP DZD EGP ETB EUR FJD GBP GEL GIP GMD GYD HKD HRK HTG IDR ILS INR JMD KES KGS KHR KYD KZT LBP LKR LRD LSL MAD MDL MKD \
    MMK MNT MOP MRO MVR MWK MXN MYR MZN NAD NGN NOK NPR NZD PGK PHP PKR PLN QAR RON RSD RUB SAR SBD SCR SEK SGD SLE SLL SOS \
    SZL THB TJS TOP TRY TTD TZS UAH USD UZS WST XCD YER ZAR ZMW";

/// How many decimal places the minor unit of a currency has; `None` for a code that Stigg's schema does not have.
pub fn minor_digits(currency: &str) -> Option<u32> {
    let known = |codes: &str| codes.split_ascii_whitespace().any(|code| code.eq_ignore_ascii_case(currency));
    if known(ZERO_DECIMAL) {
        Some(0)
    } else if known(TWO_DECIMAL) {
        Some(2)
    } else {
        None
    }
}

/// Counts an amount in minor units.
///
/// # Errors
///
/// [`MoneyError`] for an unknown currency, a fraction of a minor unit (nothing is rounded), and what an `i64` cannot hold.
pub fn to_minor(amount: Amount, currency: &str) -> Result<i64, MoneyError> {
    to_minor_digits(amount, digits(currency)?)
}

/// Counts an amount in units of the last of `digits` decimal places.
///
/// # Errors
///
/// As [`to_minor`], but for the currency.
pub fn to_minor_digits(amount: Amount, digits: u32) -> Result<i64, MoneyError> {
    let minor = 10i64
        .checked_pow(digits)
        .and_then(|factor| amount.decimal().checked_mul(Decimal::from(factor)))
        .ok_or(MoneyError::TooLarge(amount))?;
    if !minor.is_integer() {
        return Err(MoneyError::Fraction { amount, digits });
    }
    minor.to_i64().ok_or(MoneyError::TooLarge(amount))
}

/// The amount that so many minor units are.
///
/// # Errors
///
/// [`MoneyError::UnknownCurrency`].
pub fn from_minor(minor: i64, currency: &str) -> Result<Amount, MoneyError> {
    Ok(Decimal::new(minor, digits(currency)?).normalize().into())
}

fn digits(currency: &str) -> Result<u32, MoneyError> {
    minor_digits(currency).ok_or_else(|| MoneyError::UnknownCurrency(currency.chars().take(20).collect()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn amount(text: &str) -> Amount {
        text.parse().unwrap()
    }

    #[test]
    fn the_tables_hold_every_currency_of_the_schema_once() {
        let mut codes: Vec<_> = ZERO_DECIMAL.split_whitespace().chain(TWO_DECIMAL.split_whitespace()).collect();
        assert_eq!((codes.len(), ZERO_DECIMAL.split_whitespace().count()), (116, 17));
        codes.sort_unstable();
        codes.dedup();
        assert_eq!(codes.len(), 116);
        let schema = include_str!("../schema/stigg.graphql");
        let (_, body) = schema.split_once("enum Currency {").unwrap();
        let (body, _) = body.split_once('}').unwrap();
        let in_schema: Vec<_> = body.split_whitespace().filter(|word| word.len() == 3).collect();
        assert!(in_schema.iter().all(|code| codes.contains(code)), "{in_schema:?}");
    }

    #[test]
    fn units_and_minor_units() {
        for (units, currency, minor) in [
            ("49.99", "USD", 4999),
            ("49.990", "usd", 4999),
            ("49", "EUR", 4900),
            ("-0.07", "USD", -7),
            ("500", "JPY", 500),
            ("0", "KRW", 0),
            ("92233720368547758.07", "USD", i64::MAX),
        ] {
            assert_eq!(to_minor(amount(units), currency), Ok(minor));
            assert_eq!(from_minor(minor, currency), Ok(amount(units)));
        }
    }

    #[test]
    fn what_does_not_fit_is_refused() {
        assert_eq!(
            to_minor(amount("49.999"), "USD"),
            Err(MoneyError::Fraction { amount: amount("49.999"), digits: 2 })
        );
        assert!(matches!(to_minor(amount("1.5"), "JPY"), Err(MoneyError::Fraction { digits: 0, .. })));
        assert!(matches!(to_minor(amount("92233720368547758.08"), "USD"), Err(MoneyError::TooLarge(_))));
        assert!(matches!(to_minor(Decimal::MAX.into(), "USD"), Err(MoneyError::TooLarge(_))));
        assert!(matches!(to_minor_digits(amount("1"), 40), Err(MoneyError::TooLarge(_))));
        assert_eq!(to_minor(amount("1"), "XXX"), Err(MoneyError::UnknownCurrency("XXX".into())));
        assert!(from_minor(1, "").is_err());
        assert_eq!(to_minor_digits(amount("1.234"), 3), Ok(1234));
    }
}
