//! Any bytes as a file of operations.

use super::outcome::outcome;

const SCHEMA: &str = include_str!("../../differential/kitchen_sink/schema.graphql");

pub(crate) fn target(bytes: &[u8]) {
    outcome(SCHEMA, &["Any", "Date"], &String::from_utf8_lossy(bytes));
}
