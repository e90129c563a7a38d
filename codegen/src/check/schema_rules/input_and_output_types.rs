//! 3.4.2 Input and Output Types: types are known, and stand where they may: what is answered, and what is sent.

use crate::check::context::Context;
use crate::check::parts::InputValue;
use crate::check::rule::Rule;
use crate::schema::TypeDefinition;
use crate::source::{Code, Problem};
use crate::syntax::{Coordinate, FieldDefinition};

pub(super) struct InputAndOutputTypes;

impl<'a> Rule<'a> for InputAndOutputTypes {
    fn field_definition(&mut self, context: &mut Context<'a>, owner: &'a TypeDefinition, field: &'a FieldDefinition) {
        let name = field.ty.inner_name();
        let Some(ty) = super::known(context, name, TypeDefinition::is_output_type) else { return };
        if !ty.is_output_type() {
            let coordinate = Coordinate::Member { ty: owner.name(), member: &field.name };
            let kind = ty.described();
            let message = format!("the field `{coordinate}` cannot be of type `{name}`, which is {kind}");
            context.report(
                Problem::error(Code::NotAnOutputType, message)
                    .at(name.span(), "not an output type")
                    .and(ty.name().span(), "defined here")
                    .help("what is answered is made of scalars, enums, objects, interfaces and unions"),
            );
        }
    }

    fn input_value_definition(&mut self, context: &mut Context<'a>, input: &InputValue<'a>) {
        let name = input.definition.ty.inner_name();
        let Some(ty) = super::known(context, name, TypeDefinition::is_input_type) else { return };
        if !ty.is_input_type() {
            let (what, coordinate, kind) = (input.what(), input.coordinate, ty.described());
            let message = format!("{what} `{coordinate}` cannot be of type `{name}`, which is {kind}");
            context.report(
                Problem::error(Code::NotAnInputType, message)
                    .at(name.span(), "not an input type")
                    .and(ty.name().span(), "defined here")
                    .help("what is sent is made of scalars, enums and input objects"),
            );
        }
    }
}
