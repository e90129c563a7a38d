//! The fields of objects and interfaces, and their arguments.

use indexmap::IndexMap;
use stigg_graphql_codegen::schema::Coordinate;
use stigg_graphql_codegen::syntax::{FieldDefinition, Name};

use super::{deprecation, input_values, type_reference};
use crate::diff::change::ChangeKind;
use crate::diff::changes::Changes;

pub(super) fn compare<'a>(
    ty: &'a Name,
    old: &'a IndexMap<Name, FieldDefinition>,
    new: &'a IndexMap<Name, FieldDefinition>,
    changes: &mut Changes<'a>,
) {
    for (name, was) in old {
        let coordinate = Coordinate::Member { ty, member: name };
        let Some(is) = new.get(name) else {
            changes.add(ChangeKind::FieldRemoved, coordinate, "was removed");
            continue;
        };
        if was.ty != is.ty {
            let kind = if type_reference::is_safe_answer(&was.ty, &is.ty) {
                ChangeKind::FieldChangedKindSafe
            } else {
                ChangeKind::FieldChangedKind
            };
            changes.add(kind, coordinate, type_reference::changed(&was.ty, &is.ty));
        }
        deprecation::compare(coordinate, &was.directives, &is.directives, changes);
        input_values::arguments(coordinate, &was.arguments, &is.arguments, &input_values::ARGUMENT, changes);
    }
    for name in new.keys().filter(|name| !old.contains_key(*name)) {
        changes.add(ChangeKind::FieldAdded, Coordinate::Member { ty, member: name }, "was added");
    }
}
