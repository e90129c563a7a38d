//! Finds what is different between two schemas, and how bad that is: a rule a file, with a folder of its cases in
//! `tests/diff_rules`.
//!
//! The classes are those of the GraphQL reference implementation (`findBreakingChanges`, `findDangerousChanges`): what
//! a client sends may only become laxer, what it gets may only become stricter.

mod defaults;
mod deprecation;
mod directives;
mod enum_values;
mod field_types;
mod fields;
mod input_types;
mod input_values;
mod interfaces;
mod referenced;
mod root_types;
mod type_reference;
mod types;
mod union_members;

use stigg_graphql_codegen::schema::{Schema, TypeDefinition};
use stigg_graphql_codegen::syntax::Name;

use super::change::Change;
use super::changes::Changes;

/// All differences: those of root types first, then by type and by directive, in the order of the schemas.
pub(super) fn compare<'a>(old: &'a Schema, new: &'a Schema) -> Vec<Change<'a>> {
    let mut changes = Changes::new(old, new);
    root_types::compare(&mut changes);
    types::compare(&mut changes);
    directives::compare(&old.directive_definitions, &new.directive_definitions, &mut changes);
    changes.into_vec()
}

/// What is inside of a type that is still one of its kind.
fn inside<'a>(name: &'a Name, old: &'a TypeDefinition, new: &'a TypeDefinition, changes: &mut Changes<'a>) {
    match (old, new) {
        (TypeDefinition::Object(old), TypeDefinition::Object(new))
        | (TypeDefinition::Interface(old), TypeDefinition::Interface(new)) => {
            interfaces::compare(name, &old.interfaces, &new.interfaces, changes);
            fields::compare(name, &old.fields, &new.fields, changes);
        }
        (TypeDefinition::Union(old), TypeDefinition::Union(new)) => {
            union_members::compare(name, &old.members, &new.members, changes);
        }
        (TypeDefinition::Enum(old), TypeDefinition::Enum(new)) => {
            enum_values::compare(name, &old.values, &new.values, changes);
        }
        (TypeDefinition::InputObject(old), TypeDefinition::InputObject(new)) => {
            input_values::fields(name, &old.fields, &new.fields, changes);
        }
        _ => {}
    }
}
