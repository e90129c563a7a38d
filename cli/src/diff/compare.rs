//! Finds what is different between two schemas, and how bad that is.
//!
//! The classes are those of the GraphQL reference implementation (`findBreakingChanges`, `findDangerousChanges`): what
//! a client sends may only become laxer, what it gets may only become stricter.

mod default;
mod deprecation;
mod directives;
mod enum_values;
mod fields;
mod input_values;
mod members;
mod referenced;
mod type_reference;

use stigg_graphql_codegen::schema::{Coordinate, Schema, TypeDefinition};
use stigg_graphql_codegen::syntax::{Name, OperationType};

use self::referenced::is_there;
use super::change::{Change, ChangeKind};
use super::changes::Changes;

/// All differences: those of root types first, then by type and by directive, in the order of the schemas.
pub(super) fn compare<'a>(old: &'a Schema, new: &'a Schema) -> Vec<Change<'a>> {
    let mut changes = Changes::default();
    root_types(old, new, &mut changes);
    for (name, was) in old.types.iter().filter(|(name, _)| is_there(old, name)) {
        match new.types.get(name).filter(|_| is_there(new, name)) {
            None if was.is_built_in() => {
                changes.add(ChangeKind::TypeRemoved, Coordinate::Type(name), "is not used by the schema any more");
            }
            None => changes.add(ChangeKind::TypeRemoved, Coordinate::Type(name), "was removed"),
            Some(is) => types(name, was, is, &mut changes),
        }
    }
    for name in new.types.keys().filter(|name| is_there(new, name) && !is_there(old, name)) {
        changes.add(ChangeKind::TypeAdded, Coordinate::Type(name), "was added");
    }
    directives::compare(&old.directive_definitions, &new.directive_definitions, &mut changes);
    changes.into_vec()
}

fn root_types(old: &Schema, new: &Schema, changes: &mut Changes<'_>) {
    for kind in OperationType::ALL {
        match (old.root(kind), new.root(kind)) {
            (Some(_), None) => {
                changes.of_root(ChangeKind::RootTypeRemoved, kind, "operations are not possible any more");
            }
            (None, Some(_)) => changes.of_root(ChangeKind::RootTypeAdded, kind, "operations are possible now"),
            (Some(was), Some(is)) if was != is => {
                let message = format!("operations start at `{is}` instead of `{was}`");
                changes.of_root(ChangeKind::RootTypeChanged, kind, message);
            }
            _ => {}
        }
    }
}

fn types<'a>(name: &'a Name, old: &'a TypeDefinition, new: &'a TypeDefinition, changes: &mut Changes<'a>) {
    match (old, new) {
        (TypeDefinition::Object(old), TypeDefinition::Object(new))
        | (TypeDefinition::Interface(old), TypeDefinition::Interface(new)) => {
            members::interfaces(name, &old.interfaces, &new.interfaces, changes);
            fields::compare(name, &old.fields, &new.fields, changes);
        }
        (TypeDefinition::Union(old), TypeDefinition::Union(new)) => {
            members::of_union(name, &old.members, &new.members, changes);
        }
        (TypeDefinition::Enum(old), TypeDefinition::Enum(new)) => {
            enum_values::compare(name, &old.values, &new.values, changes);
        }
        (TypeDefinition::InputObject(old), TypeDefinition::InputObject(new)) => {
            input_values::fields(name, &old.fields, &new.fields, changes);
        }
        (TypeDefinition::Scalar(_), TypeDefinition::Scalar(_)) => {}
        (old, new) => {
            let message = format!("changed from {} to {}", old.described(), new.described());
            changes.add(ChangeKind::TypeChangedKind, Coordinate::Type(name), message);
        }
    }
}
