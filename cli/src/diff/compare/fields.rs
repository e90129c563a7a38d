//! Which fields an object or an interface has.

use indexmap::IndexMap;
use stigg_graphql_codegen::schema::Coordinate;
use stigg_graphql_codegen::syntax::{FieldDefinition, Name};

use super::{deprecation, field_types, input_values};
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
        field_types::compare(coordinate, &was.ty, &is.ty, changes);
        deprecation::compare(coordinate, &was.directives, &is.directives, changes);
        input_values::arguments(coordinate, &was.arguments, &is.arguments, &input_values::ARGUMENT, changes);
    }
    for name in new.keys().filter(|name| !old.contains_key(*name)) {
        changes.add(ChangeKind::FieldAdded, Coordinate::Member { ty, member: name }, "was added");
    }
}
