//! Variables and the input types they reach.

use super::Lowerer;
use super::leaf::{deprecation, wrapping};
use crate::ir::{Indirection, InputObject, InputType, InputValue};
use crate::schema::{InputObjectType, TypeDefinition};
use crate::syntax::{Name, VariableDefinition};

impl Lowerer<'_> {
    pub(super) fn variable(&mut self, variable: &VariableDefinition) -> InputValue {
        InputValue {
            name: variable.name.to_string(),
            graphql: variable.ty.to_string(),
            ty: self.input_type(variable.ty.inner_name()),
            wrapping: wrapping(&variable.ty),
            default: variable.default.as_ref().map(ToString::to_string),
            indirection: Indirection::None,
            description: variable.description.as_ref().map(ToString::to_string),
            deprecated: None,
        }
    }

    /// The Rust side of an input type, which is added to the program together with all that it reaches.
    pub(super) fn input_type(&mut self, named: &str) -> InputType {
        if !self.is_input_object(named) {
            return InputType::Leaf(self.leaf(named));
        }
        // A work list and no recursion: a chain of inputs may be longer than the stack is deep.
        let mut open = vec![named.to_owned()];
        while let Some(name) = open.pop() {
            let definition = self.schema.input_object(&name).expect("only input objects are put on the list");
            if self.program.inputs.contains_key(&name) {
                continue;
            }
            let object = self.input_object(definition, &mut open);
            self.program.inputs.insert(name, object);
        }
        InputType::Object(named.to_owned())
    }

    fn input_object(&mut self, definition: &InputObjectType, open: &mut Vec<String>) -> InputObject {
        let fields = definition.fields.values().map(|field| {
            let named = field.ty.inner_name();
            InputValue {
                name: field.name.to_string(),
                graphql: field.ty.to_string(),
                ty: self.input_field_type(&definition.name, &field.name, named, open),
                wrapping: wrapping(&field.ty),
                default: field.default.as_ref().map(ToString::to_string),
                indirection: Indirection::None,
                description: field.description.as_ref().map(ToString::to_string),
                deprecated: deprecation(&field.directives),
            }
        });
        InputObject {
            fields: fields.collect(),
            description: definition.description.as_ref().map(ToString::to_string),
            one_of: definition.directives.has("oneOf"),
        }
    }

    fn input_field_type(&mut self, parent: &str, field: &str, named: &Name, open: &mut Vec<String>) -> InputType {
        if let Some(leaf) = self.configured_leaf(parent, field) {
            return InputType::Leaf(leaf);
        }
        if self.is_input_object(named) {
            open.push(named.to_string());
            InputType::Object(named.to_string())
        } else {
            InputType::Leaf(self.leaf(named))
        }
    }

    /// Whether it is one for which the user has no type of their own.
    fn is_input_object(&self, name: &str) -> bool {
        let ty = self.schema.types.get(name);
        matches!(ty, Some(TypeDefinition::InputObject(_))) && !self.config.is_replaced(name)
    }
}
