//! The operations we ship, compiled from the `.graphql` files in `queries/`.

pub use crate::compiled::*;
