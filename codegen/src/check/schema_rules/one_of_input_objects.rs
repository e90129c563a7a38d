//! 3.10.1 `OneOf` Input Objects: where exactly one field is given, each can be left out.

use crate::check::context::Context;
use crate::check::parts::InputValue;
use crate::check::rule::Rule;
use crate::schema::TypeDefinition;
use crate::source::{Code, Problem};

pub(super) struct OneOfInputObjects;

impl<'a> Rule<'a> for OneOfInputObjects {
    fn input_value_definition(&mut self, context: &mut Context<'a>, input: &InputValue<'a>) {
        let Some(TypeDefinition::InputObject(owner)) = input.owner else { return };
        if !owner.is_one_of() {
            return;
        }
        let (coordinate, field) = (input.coordinate, input.definition);
        let help = format!("`{}` is marked `@oneOf`: exactly one of its fields is given", owner.name);
        if field.ty.is_non_null() {
            let message = format!("the field `{coordinate}` of a `@oneOf` input cannot be non-null");
            context.report(
                Problem::error(Code::OneOfFieldNonNull, message)
                    .at(field.name.span(), format!("of type `{}`", field.ty))
                    .help(help.as_str()),
            );
        }
        if let Some(default) = &field.default {
            let message = format!("the field `{coordinate}` of a `@oneOf` input cannot have a default");
            context.report(Problem::error(Code::OneOfFieldDefault, message).at(default.span, "a default").help(help));
        }
    }
}
