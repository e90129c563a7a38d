//! The Rust types of Stigg's custom scalars, and of the numbers that need more care than a float.
//!
//! | GraphQL | Rust |
//! | --- | --- |
//! | `DateTime` | [`DateTime`] |
//! | `UUID` | [`Uuid`] |
//! | `JSON` | [`Json`] |
//! | `JSONObject` | [`JsonObject`] |
//! | `Float` that counts milliseconds since 1970 | [`EpochMillis`] |
//! | `Float` that is money | [`Amount`] |

mod amount;
mod date_time;
mod epoch_millis;

use crate::codec::decode::{self, Custom, Hint, Kind, Mismatch, Token};

pub use uuid::Uuid;

pub use crate::scalars::amount::Amount;
pub use crate::scalars::date_time::DateTime;
pub use crate::scalars::epoch_millis::EpochMillis;

/// Any JSON.
pub type Json = serde_json::Value;

/// A JSON object.
pub type JsonObject = serde_json::Map<String, serde_json::Value>;

macro_rules! text_scalar {
    ($ty:ty) => {
        impl Kind for $ty {
            type Out = Self;
            const HINT: Hint = decode::TEXT;

            fn make(token: Token<'_>) -> Result<Self, Mismatch> {
                decode::parse(token)
            }
        }
    };
}

text_scalar!(DateTime);
text_scalar!(Uuid);

impl Kind for EpochMillis {
    type Out = Self;
    const HINT: Hint = decode::ANY;

    fn make(token: Token<'_>) -> Result<Self, Mismatch> {
        Custom::<Self>::make(token)
    }
}

impl Kind for Amount {
    type Out = Self;
    const HINT: Hint = decode::ANY;

    fn make(token: Token<'_>) -> Result<Self, Mismatch> {
        if let Token::Number(text) = token
            && let Some(amount) = Self::from_short(text)
        {
            return Ok(amount);
        }
        Custom::<Self>::make(token)
    }
}
