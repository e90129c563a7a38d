//! Every scalar that an operation uses has a Rust type.

use std::collections::HashSet;

use apollo_compiler::Name;
use apollo_compiler::Node;
use apollo_compiler::ast::{Field, FieldDefinition, VariableDefinition};
use apollo_compiler::schema::ExtendedType;

use super::Checker;
use crate::diagnostic::Diagnostic;

impl<'a> Checker<'a> {
    /// A scalar in an answer.
    pub(super) fn scalar_selected(
        &mut self,
        parent: &'a Name,
        field: &'a Node<Field>,
        definition: &'a FieldDefinition,
        scalar: &'a Name,
    ) {
        if self.is_mapped(scalar) {
            return;
        }
        let coordinate = format!("{parent}.{}", field.name);
        if self.config.field_types.contains_key(&coordinate) || !self.unmapped_scalars.insert(scalar) {
            return;
        }
        let label = format!("`{coordinate}` is of type `{}`", definition.ty);
        self.problem(no_type(scalar, &coordinate).at(self.place(field.name.location(), label)));
    }

    /// The scalars that a variable can hold, in it or in the input objects it is made of.
    pub(super) fn scalars_of_variable(&mut self, variable: &'a Node<VariableDefinition>, ty: &'a Name) {
        for (scalar, by) in self.scalars_within(ty) {
            let name = &variable.name;
            let (what, label) = match by {
                None => (format!("${name}"), format!("`${name}` is of type `{}`", variable.ty)),
                Some(coordinate) => {
                    let label = format!("`${name}` holds `{coordinate}`, of type `{scalar}`");
                    (coordinate, label)
                }
            };
            self.problem(no_type(scalar, &what).at(self.place(ty.location(), label)));
        }
    }

    /// The scalars without a Rust type that an input type consists of and that are not reported yet, each with the
    /// input field it was found in.
    pub(super) fn scalars_within(&mut self, ty: &'a str) -> Vec<(&'a str, Option<String>)> {
        let schema = self.schema;
        let mut found = Vec::new();
        let mut seen: HashSet<&str> = HashSet::from([ty]);
        let mut open: Vec<(&'a str, Option<String>)> = vec![(ty, None)];
        while let Some((name, by)) = open.pop() {
            match schema.types.get(name) {
                Some(ExtendedType::Scalar(_)) if !self.is_mapped(name) && self.unmapped_scalars.insert(name) => {
                    found.push((name, by));
                }
                Some(ExtendedType::InputObject(object)) => {
                    for field in object.fields.values() {
                        let inner = field.ty.inner_named_type().as_str();
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

    fn is_mapped(&self, scalar: &str) -> bool {
        is_built_in_scalar(scalar) || self.config.scalars.contains_key(scalar)
    }
}

/// Whether every schema has the scalar.
pub(super) fn is_built_in_scalar(name: &str) -> bool {
    matches!(name, "Int" | "Float" | "String" | "Boolean" | "ID")
}

/// The report for a scalar that nothing is known about.
pub(super) fn no_type(scalar: &str, used_by: &str) -> Diagnostic {
    Diagnostic::error(format!("the scalar `{scalar}` of `{used_by}` has no Rust type"))
        .help(format!("in build.rs add `.scalar(\"{scalar}\", \"::path::to::Type\")`"))
}
