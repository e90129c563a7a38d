//! Default values.

use stigg_graphql_codegen::syntax::{Value, ValueKind};

/// Whether two defaults mean the same: the order of an object's fields means nothing, nor does the way in which a string
/// is quoted.
pub(super) fn is_same(old: &Value, new: &Value) -> bool {
    match (&old.kind, &new.kind) {
        (ValueKind::List(old), ValueKind::List(new)) => {
            old.len() == new.len() && old.iter().zip(new).all(|(old, new)| is_same(old, new))
        }
        (ValueKind::Object(old), ValueKind::Object(new)) => {
            old.len() == new.len()
                && old.iter().all(|old| new.iter().any(|new| old.name == new.name && is_same(&old.value, &new.value)))
        }
        _ => old.to_string() == new.to_string(),
    }
}
