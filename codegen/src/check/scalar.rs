//! Every scalar that an operation uses has a Rust type.

use std::collections::HashSet;

use super::Checker;
use crate::schema::TypeDefinition;
use crate::source::Diagnostic;
use crate::syntax::{Field, FieldDefinition, Name, VariableDefinition};

impl<'a> Checker<'a> {
    /// A scalar in an answer.
    pub(super) fn scalar_selected(
        &mut self,
        parent: &'a Name,
        field: &'a Field,
        definition: &'a FieldDefinition,
        scalar: &'a Name,
    ) {
        if self.is_mapped(scalar) {
            return;
        }
        let coordinate = format!("{parent}.{}", field.name);
        if self.config.field_types.contains_key(&coordinate) || !self.unmapped.insert(scalar) {
            return;
        }
        let label = format!("`{coordinate}` is of type `{}`", definition.ty);
        self.problem(self.no_type(scalar, &coordinate).at(self.place(field.name.span(), label)));
    }

    /// The scalars that a variable can hold, in it or in the input objects it is made of.
    pub(super) fn scalars_of_variable(&mut self, variable: &'a VariableDefinition, ty: &'a Name) {
        for (inner, by) in self.unmapped_within(ty) {
            let name = &variable.name;
            let (what, label) = match by {
                None => (format!("${name}"), format!("`${name}` is of type `{}`", variable.ty)),
                Some(coordinate) => {
                    let label = format!("`${name}` holds `{coordinate}`, of type `{inner}`");
                    (coordinate, label)
                }
            };
            self.problem(self.no_type(inner, &what).at(self.place(ty.span(), label)));
        }
    }

    /// What an input type consists of, has no Rust type and is not reported yet: scalars, and types without parts. Each
    /// comes with the input field it was found in.
    pub(super) fn unmapped_within(&mut self, ty: &'a str) -> Vec<(&'a str, Option<String>)> {
        let schema = self.schema;
        let mut found = Vec::new();
        let mut seen: HashSet<&str> = HashSet::from([ty]);
        let mut open: Vec<(&'a str, Option<String>)> = vec![(ty, None)];
        while let Some((name, by)) = open.pop() {
            match schema.types.get(name) {
                Some(TypeDefinition::Scalar(_)) if !self.is_mapped(name) && self.unmapped.insert(name) => {
                    found.push((name, by));
                }
                Some(incomplete) if incomplete.lacks().is_some() && self.unmapped.insert(name) => {
                    found.push((name, by));
                }
                Some(TypeDefinition::InputObject(object)) => {
                    for field in object.fields.values() {
                        let inner = field.ty.inner_name().as_str();
                        let coordinate = format!("{name}.{}", field.name);
                        if !self.config.field_types.contains_key(&coordinate) && seen.insert(inner) {
                            open.push((inner, Some(coordinate)));
                        }
                    }
                }
                _ => {}
            }
        }
        found
    }

    /// The report for a type that nothing is known about.
    pub(super) fn no_type(&self, name: &str, used_by: &str) -> Diagnostic {
        self.incomplete(name).unwrap_or_else(|| {
            Diagnostic::error(format!("the scalar `{name}` of `{used_by}` has no Rust type"))
                .help(format!("in build.rs add `.scalar(\"{name}\", \"::path::to::Type\")`"))
        })
    }

    fn is_mapped(&self, scalar: &str) -> bool {
        is_built_in_scalar(scalar) || self.config.scalars.contains_key(scalar)
    }
}

/// Whether every schema has the scalar.
pub(super) fn is_built_in_scalar(name: &str) -> bool {
    matches!(name, "Int" | "Float" | "String" | "Boolean" | "ID")
}
