//! The type of a value that is sent.

use stigg_graphql_codegen::schema::Coordinate;
use stigg_graphql_codegen::syntax::Type;

use super::input_values::Kinds;
use super::type_reference;
use crate::diff::changes::Changes;

/// Whether everything that was accepted still is.
pub(super) fn compare<'a>(
    value: Coordinate<'a>,
    old: &Type,
    new: &Type,
    kinds: &Kinds,
    changes: &mut Changes<'a>,
) -> bool {
    let is_safe = type_reference::is_safe_input(old, new);
    if old != new {
        let kind = if is_safe { kinds.changed_safe } else { kinds.changed };
        changes.add(kind, value, type_reference::changed(old, new));
    }
    is_safe
}
