//! The values of an enum.

use indexmap::IndexMap;
use stigg_graphql_codegen::syntax::{EnumValueDefinition, Name};

use super::deprecation;
use crate::diff::change::ChangeKind;
use crate::diff::changes::Changes;

pub(super) fn compare(
    ty: &Name,
    old: &IndexMap<Name, EnumValueDefinition>,
    new: &IndexMap<Name, EnumValueDefinition>,
    changes: &mut Changes,
) {
    for (value, was) in old {
        let coordinate = format!("{ty}.{value}");
        match new.get(value) {
            None => changes.add(ChangeKind::ValueRemovedFromEnum, coordinate, "was removed"),
            Some(is) => deprecation::compare(&coordinate, &was.directives, &is.directives, changes),
        }
    }
    for value in new.keys().filter(|value| !old.contains_key(*value)) {
        changes.add(ChangeKind::ValueAddedToEnum, format!("{ty}.{value}"), "was added");
    }
}
