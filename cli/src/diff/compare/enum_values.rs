//! Which values an enum has.

use indexmap::IndexMap;
use stigg_graphql_codegen::schema::Coordinate;
use stigg_graphql_codegen::syntax::{EnumValueDefinition, Name};

use super::deprecation;
use crate::diff::change::ChangeKind;
use crate::diff::changes::Changes;

pub(super) fn compare<'a>(
    ty: &'a Name,
    old: &'a IndexMap<Name, EnumValueDefinition>,
    new: &'a IndexMap<Name, EnumValueDefinition>,
    changes: &mut Changes<'a>,
) {
    for (value, was) in old {
        let coordinate = Coordinate::Member { ty, member: value };
        match new.get(value) {
            None => changes.add(ChangeKind::ValueRemovedFromEnum, coordinate, "was removed"),
            Some(is) => deprecation::compare(coordinate, &was.directives, &is.directives, changes),
        }
    }
    for value in new.keys().filter(|value| !old.contains_key(*value)) {
        changes.add(ChangeKind::ValueAddedToEnum, Coordinate::Member { ty, member: value }, "was added");
    }
}
