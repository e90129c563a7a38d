//! What is sent and what Rust can name of the answers, as it was reviewed: `tests/regression` has it.

#[test]
fn operations_are_what_was_reviewed() {
    stigg_graphql::regression!();
}
