//! Paths into a response or into the variables of a request, by their Rust names.

use super::types::Types;
use crate::ir::{self, InputPath, InputValue, Item, Role, Step};

/// A field of a response type, and what stands between it and its value.
pub(crate) struct ResponseStep {
    pub(crate) field: String,
    pub(crate) absence: Absence,
}

#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Absence {
    /// Nothing: it is always there.
    Never,
    Option,
    Maybe,
}

/// A variable, or an input field below one.
pub(crate) struct InputStep {
    pub(crate) field: String,
    /// Whether it is a `Maybe`.
    pub(crate) nullable: bool,
    pub(crate) required: bool,
}

impl Types<'_> {
    pub(super) fn response_steps(&self, steps: &[Step<'_>]) -> Vec<ResponseStep> {
        steps.iter().map(|step| self.response_step(step)).collect()
    }

    pub(super) fn response_step(&self, step: &Step<'_>) -> ResponseStep {
        let absence = match (&step.structure.items[step.item], step.structure.role) {
            (Item::Field(field), Role::Edge { .. }) if field.key == "node" => Absence::Option,
            (Item::Field(_), Role::Connection { .. } | Role::Edge { .. } | Role::PageInfo) => Absence::Maybe,
            (Item::Field(field), _) if field.wrapping.is_nullable() => Absence::Option,
            (Item::Spread(_) | Item::Field(_), _) => Absence::Never,
        };
        ResponseStep { field: self.names.items(step.structure).swap_remove(step.item), absence }
    }

    pub(super) fn input_steps(&self, variables: &[InputValue], path: &InputPath) -> Vec<InputStep> {
        let mut siblings = variables;
        let steps = path.inputs(self.program, variables).into_iter().map(|input| {
            let field = super::input::field_names(siblings)[input.name.as_str()].clone();
            if let ir::InputType::Object(object) = &input.ty {
                siblings = &self.program.inputs[object].fields;
            }
            InputStep { field, nullable: input.wrapping.is_nullable(), required: input.is_required() }
        });
        steps.collect()
    }
}
