//! Where a request says something for a field: paths from its variables.

use crate::ir::{InputPath, InputType, InputValue, Leaf};
use crate::lower::Lowerer;
use crate::schema::TypeDefinition;
use crate::syntax::{Field, FieldDefinition, ObjectField, Type, Value, ValueKind};

/// How deep below an argument an input is looked for.
pub(super) const DEPTH: usize = 3;

impl Lowerer<'_> {
    /// Where a request says `target` for a field: the shortest path from a variable, if it ends at a fitting leaf.
    pub(super) fn input_path(
        &self,
        variables: &[InputValue],
        field: &Field,
        definition: &FieldDefinition,
        target: &str,
        fits: fn(&Leaf) -> bool,
    ) -> Option<InputPath> {
        let mut paths = Vec::new();
        for argument in &field.arguments {
            if let Some(definition) = definition.argument(&argument.name) {
                self.search(&argument.name, &definition.ty, &argument.value, target, &mut paths);
            }
        }
        paths.sort_by_key(Vec::len);
        let mut paths = paths.into_iter().filter_map(|path| InputPath::new(path, &self.program, variables));
        let path = paths.find(|path| self.is_reachable(&path.inputs(&self.program, variables)))?;
        let ends_at = path.inputs(&self.program, variables).pop()?;
        matches!(&ends_at.ty, InputType::Leaf(leaf) if fits(leaf)).then_some(path)
    }

    fn search(&self, name: &str, ty: &Type, value: &Value, target: &str, paths: &mut Vec<Vec<String>>) {
        if ty.is_list() {
            return;
        }
        match &value.kind {
            ValueKind::Variable(variable) if name == target => paths.push(vec![variable.to_string()]),
            ValueKind::Variable(variable) => {
                self.search_input(ty.inner_name(), target, &[variable.to_string()], paths);
            }
            ValueKind::Object(fields) => {
                let Some(TypeDefinition::InputObject(object)) = self.schema.types.get(ty.inner_name()) else {
                    return;
                };
                for ObjectField { name, value } in fields {
                    if let Some(field) = object.fields.get(name) {
                        self.search(name, &field.ty, value, target, paths);
                    }
                }
            }
            _ => {}
        }
    }

    fn search_input(&self, ty: &str, target: &str, path: &[String], paths: &mut Vec<Vec<String>>) {
        let Some(TypeDefinition::InputObject(object)) = self.schema.types.get(ty) else { return };
        if path.len() > DEPTH || object.is_one_of() {
            return;
        }
        for (name, field) in object.fields.iter().filter(|(_, field)| !field.ty.is_list()) {
            let below: Vec<_> = path.iter().cloned().chain([name.to_string()]).collect();
            if name == target {
                paths.push(below);
            } else {
                self.search_input(field.ty.inner_name(), target, &below, paths);
            }
        }
    }

    /// Whether generated code can walk the path: an object on it that may be missing must have a default.
    fn is_reachable(&self, inputs: &[&InputValue]) -> bool {
        let [above @ .., _] = inputs else { return false };
        above.iter().all(|input| match &input.ty {
            InputType::Object(name) => {
                let has_default = self.program.inputs[name].fields.iter().all(|field| !field.is_required());
                input.is_required() || (input.wrapping.is_nullable() && has_default)
            }
            InputType::Leaf(_) => false,
        })
    }
}
