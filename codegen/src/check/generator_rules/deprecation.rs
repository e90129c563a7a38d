//! Uses of what the schema calls deprecated are what the builder says they are: fine, odd, or wrong.

use crate::check::context::Context;
use crate::check::expected::Expected;
use crate::check::parts::{Arguments, Selected};
use crate::check::rule::Rule;
use crate::config::DeprecatedPolicy;
use crate::schema::TypeDefinition;
use crate::source::{Code, Problem};
use crate::syntax::{Coordinate, Directives, Span, Value, ValueKind};

pub(super) struct Deprecation;

impl<'a> Rule<'a> for Deprecation {
    fn field(&mut self, context: &mut Context<'a>, selected: &Selected<'a>) {
        if let Some((coordinate, definition)) = selected.known() {
            used(context, coordinate, &definition.directives, selected.field.name.span());
        }
    }

    fn arguments(&mut self, context: &mut Context<'a>, arguments: &Arguments<'a>) {
        for name in arguments.given.iter().map(|argument| &argument.name) {
            if let (Some(definition), Some(coordinate)) = (arguments.find(name), arguments.owner.argument(name)) {
                used(context, coordinate, &definition.directives, name.span());
            }
        }
    }

    fn value(&mut self, context: &mut Context<'a>, value: &'a Value, expected: Option<Expected<'a>>) {
        let Some(ty) = expected.and_then(Expected::named) else { return };
        match (&value.kind, context.schema.types.get(ty)) {
            (ValueKind::Enum(name), Some(TypeDefinition::Enum(definition))) => {
                if let Some(known) = definition.values.get(name) {
                    used(context, Coordinate::Member { ty, member: name }, &known.directives, value.span);
                }
            }
            (ValueKind::Object(fields), Some(TypeDefinition::InputObject(object))) => {
                for name in fields.iter().map(|field| &field.name) {
                    if let Some(known) = object.fields.get(name) {
                        used(context, Coordinate::Member { ty, member: name }, &known.directives, name.span());
                    }
                }
            }
            _ => {}
        }
    }
}

fn used(context: &mut Context<'_>, what: Coordinate<'_>, directives: &Directives, span: Span) {
    let Some(reason) = directives.deprecation() else { return };
    let message = format!("`{what}` is deprecated: {reason}");
    let problem = match context.config.deprecated {
        DeprecatedPolicy::Allow => return,
        DeprecatedPolicy::Warn => Problem::warning(Code::Deprecated, message),
        DeprecatedPolicy::Deny => {
            Problem::error(Code::Deprecated, message).help("build.rs has `.deprecated(DeprecatedPolicy::Deny)`")
        }
    };
    context.report(problem.at(span, "used here"));
}
