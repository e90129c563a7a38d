//! What a field gives.

use stigg_graphql_codegen::schema::Coordinate;
use stigg_graphql_codegen::syntax::Type;

use super::type_reference;
use crate::diff::change::ChangeKind;
use crate::diff::changes::Changes;

pub(super) fn compare<'a>(field: Coordinate<'a>, old: &Type, new: &Type, changes: &mut Changes<'a>) {
    if old != new {
        let is_safe = type_reference::is_safe_answer(old, new);
        let kind = if is_safe { ChangeKind::FieldChangedKindSafe } else { ChangeKind::FieldChangedKind };
        changes.add(kind, field, type_reference::changed(old, new));
    }
}
