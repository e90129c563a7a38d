//! Enums, input objects and variables.

use std::collections::BTreeMap;

use super::rust_type::{RustPath, RustType};
use super::types::Types;
use crate::identifier;
use crate::ir::{self, Indirection, InputType, InputValue, Leaf};

/// An enum of the schema.
pub(crate) struct Enum<'p> {
    pub(crate) name: String,
    /// The Rust module that has it, if another crate does.
    pub(crate) shared: Option<&'p str>,
    /// Whether `stigg-graphql` has it with its feature `types`.
    pub(crate) is_shipped: bool,
    pub(crate) graphql: &'p str,
    pub(crate) description: Option<&'p str>,
    pub(crate) values: Vec<EnumValue<'p>>,
    /// The variant for values that the schema did not have.
    pub(crate) unrecognized: String,
}

pub(crate) struct EnumValue<'p> {
    pub(crate) variant: String,
    pub(crate) graphql: &'p str,
    pub(crate) description: Option<&'p str>,
    pub(crate) deprecated: Option<&'p str>,
}

pub(crate) struct InputObject<'p> {
    pub(crate) path: RustPath,
    /// The Rust module that has it, if another crate does.
    pub(crate) shared: Option<&'p str>,
    /// Whether `stigg-graphql` has it with its feature `types`.
    pub(crate) is_shipped: bool,
    pub(crate) graphql: &'p str,
    pub(crate) description: Option<&'p str>,
    pub(crate) shape: InputShape<'p>,
}

pub(crate) enum InputShape<'p> {
    Struct(Vec<InputField<'p>>),
    /// Of which a request sends exactly one.
    OneOf(Vec<InputField<'p>>),
}

/// A field of an input object, or a variable.
pub(crate) struct InputField<'p> {
    /// The field, or the variant if it is one of several.
    pub(crate) name: String,
    /// The GraphQL name, which is also the key in JSON.
    pub(crate) key: &'p str,
    /// The GraphQL type, as text.
    pub(crate) graphql: &'p str,
    /// The type of the value, where there is one.
    pub(crate) value: RustType,
    pub(crate) presence: Presence,
    pub(crate) default: Option<&'p str>,
    pub(crate) description: Option<&'p str>,
    pub(crate) deprecated: Option<&'p str>,
}

/// Whether an input must have a value (spec 5.6.4 and 5.8.5), and what stands for having none.
pub(crate) enum Presence {
    /// It must: its constructor takes one.
    Required(Argument),
    /// It may be absent, but not null, and the server has a default for it.
    Optional,
    /// It may be absent or null.
    Nullable,
}

/// What a constructor takes for a value.
pub(crate) enum Argument {
    /// Whatever becomes the value.
    Into(RustType),
    Value(RustType),
    /// What it puts into a `Box`.
    Boxed(RustType),
    /// What it puts into the runtime's `Sealed`.
    Sealed(RustType),
}

impl InputField<'_> {
    pub(crate) fn is_required(&self) -> bool {
        matches!(self.presence, Presence::Required(_))
    }

    /// The type of the field.
    pub(crate) fn ty(&self) -> RustType {
        match self.presence {
            Presence::Required(_) => self.value.clone(),
            Presence::Optional => RustType::Option(Box::new(self.value.clone())),
            Presence::Nullable => RustType::Maybe(Box::new(self.value.clone())),
        }
    }
}

impl<'p> Types<'p> {
    pub(super) fn plan_enum(&self, graphql: &'p str, definition: &'p ir::Enum) -> Enum<'p> {
        let names = definition.values.iter().map(|value| value.name.as_str());
        let names = identifier::distinct(names, identifier::type_name);
        let values = definition.values.iter().map(|value| EnumValue {
            variant: names[value.name.as_str()].clone(),
            graphql: &value.name,
            description: value.description.as_deref(),
            deprecated: value.deprecated.as_deref(),
        });
        Enum {
            name: self.names.input(graphql).name,
            shared: self.program.shared.get(graphql).map(String::as_str),
            is_shipped: self.program.shipped.contains(graphql),
            graphql,
            description: definition.description.as_deref(),
            values: values.collect(),
            unrecognized: identifier::free("Unrecognized", names.values()),
        }
    }

    pub(super) fn plan_input_object(&self, graphql: &'p str, definition: &'p ir::InputObject) -> InputObject<'p> {
        InputObject {
            path: self.names.input(graphql),
            shared: self.program.shared.get(graphql).map(String::as_str),
            is_shipped: self.program.shipped.contains(graphql),
            graphql,
            description: definition.description.as_deref(),
            shape: if definition.one_of {
                InputShape::OneOf(self.plan_fields(&definition.fields, &variant_names(&definition.fields)))
            } else {
                InputShape::Struct(self.plan_inputs(&definition.fields))
            },
        }
    }

    /// The fields of an input object, or the variables of an operation.
    pub(super) fn plan_inputs(&self, inputs: &'p [InputValue]) -> Vec<InputField<'p>> {
        self.plan_fields(inputs, &field_names(inputs))
    }

    fn plan_fields(&self, inputs: &'p [InputValue], names: &BTreeMap<&str, String>) -> Vec<InputField<'p>> {
        let fields = inputs.iter().map(|input| InputField {
            name: names[input.name.as_str()].clone(),
            key: &input.name,
            graphql: &input.graphql,
            value: self.input(input),
            presence: self.presence(input),
            default: input.default.as_deref(),
            description: input.description.as_deref(),
            deprecated: input.deprecated.as_deref(),
        });
        fields.collect()
    }

    fn presence(&self, input: &InputValue) -> Presence {
        if input.wrapping.is_nullable() {
            Presence::Nullable
        } else if input.default.is_some() {
            Presence::Optional
        } else {
            Presence::Required(match (input.wrapping.is_list(), input.indirection) {
                _ if converts(input) => Argument::Into(self.input(input)),
                (true, _) | (false, Indirection::None) => Argument::Value(self.input(input)),
                (false, Indirection::Boxed) => Argument::Boxed(self.input_named(input)),
                (false, Indirection::Sealed) => Argument::Sealed(self.input_named(input)),
            })
        }
    }
}

/// The Rust names of inputs that stand beside each other, by GraphQL name.
pub(super) fn field_names(inputs: &[InputValue]) -> BTreeMap<&str, String> {
    identifier::distinct(inputs.iter().map(|input| input.name.as_str()), identifier::field)
}

fn variant_names(inputs: &[InputValue]) -> BTreeMap<&str, String> {
    identifier::distinct(inputs.iter().map(|input| input.name.as_str()), identifier::type_name)
}

/// Whether a constructor takes whatever becomes the value: text and custom scalars, but not numbers, whose literals would
/// no longer know their type.
fn converts(input: &InputValue) -> bool {
    let text = matches!(&input.ty, InputType::Leaf(Leaf::Id | Leaf::String | Leaf::Custom(_)));
    text && !input.wrapping.is_list()
}
