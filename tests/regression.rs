//! What each shipped operation sends, and what code can name of it: a changed query, fragment or schema shows up here.

#[test]
fn operations_are_what_was_reviewed() {
    stigg_graphql::regression!();
}
