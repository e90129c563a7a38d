//! The operations we ship, compiled from the `.graphql` files in `queries/`.

crate::include_operations!();
