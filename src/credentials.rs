//! What a client proves itself with, and what must never be shown of it.

mod customer_token;
pub(crate) mod hint;
pub(crate) mod key;
pub(crate) mod secrets;

pub use customer_token::CustomerToken;
pub use key::{ApiKey, KeyKind};
