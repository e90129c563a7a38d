//! 4.2 Reserved Names: names that begin with two underscores belong to introspection (asked in 3.6 to 3.10 and 3.13 of each
//! thing that has a name).

use crate::check::context::Context;
use crate::check::parts::InputValue;
use crate::check::rule::Rule;
use crate::schema::TypeDefinition;
use crate::source::{Code, Problem};
use crate::syntax::{Coordinate, DirectiveDefinition, EnumValueDefinition, FieldDefinition, Name};

pub(super) struct ReservedNames;

impl<'a> Rule<'a> for ReservedNames {
    fn directive_definition(&mut self, context: &mut Context<'a>, definition: &'a DirectiveDefinition) {
        check(context, "the directive", Coordinate::Directive(&definition.name), &definition.name);
    }

    fn type_definition(&mut self, context: &mut Context<'a>, ty: &'a TypeDefinition) {
        check(context, "the type", Coordinate::Type(ty.name()), ty.name());
    }

    fn field_definition(&mut self, context: &mut Context<'a>, owner: &'a TypeDefinition, field: &'a FieldDefinition) {
        check(context, "the field", Coordinate::Member { ty: owner.name(), member: &field.name }, &field.name);
    }

    fn input_value_definition(&mut self, context: &mut Context<'a>, input: &InputValue<'a>) {
        check(context, input.what(), input.coordinate, &input.definition.name);
    }

    fn enum_value_definition(
        &mut self,
        context: &mut Context<'a>,
        owner: &'a TypeDefinition,
        value: &'a EnumValueDefinition,
    ) {
        check(context, "the value", Coordinate::Member { ty: owner.name(), member: &value.name }, &value.name);
    }
}

fn check(context: &mut Context<'_>, what: &str, coordinate: Coordinate<'_>, name: &Name) {
    if name.starts_with("__") {
        context.report(
            Problem::error(Code::ReservedName, format!("{what} `{coordinate}` has a reserved name"))
                .at(name.span(), "`__` begins the names of introspection"),
        );
    }
}
