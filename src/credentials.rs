//! What a client proves itself with, and what must never be shown of it.

pub(crate) mod api_key;
mod customer_token;
pub(crate) mod hint;
pub(crate) mod key_ring;
pub(crate) mod secrets;

pub use api_key::{ApiKey, KeyKind};
pub use customer_token::CustomerToken;
