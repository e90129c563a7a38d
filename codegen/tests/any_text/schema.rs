//! Any bytes as a schema.

use super::outcome::outcome;

/// For `tests/reject/schema.graphql` and what is near to it.
const QUERY: &str = "
    query Q($id: ID, $filter: PlanFilter) {
      plan(id: $id) { ...P }
      find(filter: $filter) { name }
      ents { __typename ... on Addon { price } }
    }
    fragment P on Plan { id addons { id } }";

pub(crate) fn target(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    outcome(&text, &[], QUERY);
    outcome(&text, &[], "query Q { __typename }");
}
