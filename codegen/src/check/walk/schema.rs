//! The walk over a schema.

use super::{Walk, location};
use crate::check::expected::Expected;
use crate::check::parts::InputValue;
use crate::check::rule::Rule;
use crate::schema::TypeDefinition;
use crate::source::Sources;
use crate::syntax::{Coordinate, DirectiveLocation, FieldDefinition, InputValueDefinition, Span};

impl<'a> Walk<'_, 'a> {
    /// Walks the schema of the context, or what is checked of it.
    pub(in crate::check) fn schema(mut self, sources: &Sources, is_checked: impl Fn(Span) -> bool) {
        let schema = self.context.schema;
        self.show(Rule::schema);
        self.directives(&schema.directives, DirectiveLocation::Schema);
        for directive in schema.directive_definitions.values().filter(|it| is_checked(it.name.span())) {
            self.show(|rule, context| rule.directive_definition(context, directive));
            self.arguments_definition(Coordinate::Directive(&directive.name), &directive.arguments);
        }
        for ty in schema.types.values().filter(|it| is_checked(it.name().span())) {
            let before = self.context.problems.len();
            self.type_definition(ty);
            // The places are in a text that nobody has: the line tells the field, and this the type.
            self.context.problems.since(before, |problem| {
                let source = problem.span.and_then(|span| sources.file(span));
                if source.is_some_and(|source| source.is_from_json) {
                    problem.message.push_str(&format!(" (in the type `{}` of the introspection)", ty.name()));
                }
            });
        }
        self.show(Rule::end);
    }

    fn type_definition(&mut self, ty: &'a TypeDefinition) {
        self.show(|rule, context| rule.type_definition(context, ty));
        self.directives(ty.directives(), location(ty));
        match ty {
            TypeDefinition::Scalar(_) | TypeDefinition::Union(_) => {}
            TypeDefinition::Object(with_fields) | TypeDefinition::Interface(with_fields) => {
                self.fields(ty, with_fields.fields.values());
            }
            TypeDefinition::Enum(definition) => {
                for value in definition.values.values() {
                    self.show(|rule, context| rule.enum_value_definition(context, ty, value));
                    self.directives(&value.directives, DirectiveLocation::EnumValue);
                }
            }
            TypeDefinition::InputObject(object) => {
                for definition in object.fields.values() {
                    let coordinate = Coordinate::Member { ty: ty.name(), member: &definition.name };
                    let location = DirectiveLocation::InputFieldDefinition;
                    self.input_value(&InputValue { coordinate, definition, owner: Some(ty) }, location);
                }
            }
        }
    }

    fn fields(&mut self, owner: &'a TypeDefinition, fields: impl Iterator<Item = &'a FieldDefinition>) {
        for field in fields {
            if self.context.problems.is_full() {
                return;
            }
            self.show(|rule, context| rule.field_definition(context, owner, field));
            self.directives(&field.directives, DirectiveLocation::FieldDefinition);
            let coordinate = Coordinate::Member { ty: owner.name(), member: &field.name };
            self.arguments_definition(coordinate, &field.arguments);
        }
    }

    fn arguments_definition(&mut self, owner: Coordinate<'a>, arguments: &'a [InputValueDefinition]) {
        self.show(|rule, context| rule.arguments_definition(context, owner, arguments));
        for definition in arguments {
            if let Some(coordinate) = owner.argument(&definition.name) {
                let argument = InputValue { coordinate, definition, owner: None };
                self.input_value(&argument, DirectiveLocation::ArgumentDefinition);
            }
        }
    }

    fn input_value(&mut self, input: &InputValue<'a>, location: DirectiveLocation) {
        self.show(|rule, context| rule.input_value_definition(context, input));
        if let Some(default) = &input.definition.default {
            self.value(default, Some(Expected::of(&input.definition.ty)));
        }
        self.directives(&input.definition.directives, location);
    }
}
