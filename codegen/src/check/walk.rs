//! Shows every part of a schema, or of operations, to every rule, once.

mod executable;
mod schema;

use super::context::Context;
use super::summary::{Summary, VariableUsage};
use crate::check::expected::Expected;
use crate::check::parts::Arguments;
use crate::check::rule::Rule;
use crate::schema::TypeDefinition;
use crate::syntax::{DirectiveLocation, Directives, Type, Value, ValueKind};

/// The rules that a walk shows things to.
pub(super) type Rules<'a> = Vec<Box<dyn Rule<'a> + 'a>>;

/// A walk, and the notes on the definition that it is in.
pub(super) struct Walk<'w, 'a> {
    rules: Rules<'a>,
    context: &'w mut Context<'a>,
    summary: Summary<'a>,
}

impl<'w, 'a> Walk<'w, 'a> {
    pub(super) fn new(rules: Rules<'a>, context: &'w mut Context<'a>) -> Self {
        Self { rules, context, summary: Summary::default() }
    }

    fn show(&mut self, part: impl Fn(&mut (dyn Rule<'a> + 'a), &mut Context<'a>)) {
        for rule in &mut self.rules {
            part(rule.as_mut(), self.context);
        }
    }

    fn directives(&mut self, directives: &'a Directives, location: DirectiveLocation) {
        self.show(|rule, context| rule.directives(context, directives, location));
        for directive in directives {
            let definition = self.context.schema.directive_definitions.get(&directive.name);
            self.arguments(&Arguments::of_directive(directive, definition));
        }
    }

    fn arguments(&mut self, arguments: &Arguments<'a>) {
        self.show(|rule, context| rule.arguments(context, arguments));
        for argument in arguments.given {
            self.value(&argument.value, arguments.find(&argument.name).map(Expected::input));
        }
    }

    /// A value, and those in it. One value stands for a list of one (spec 3.12).
    fn value(&mut self, value: &'a Value, expected: Option<Expected<'a>>) {
        match (&value.kind, expected.map(|expected| expected.ty)) {
            (ValueKind::Variable(name), _) => {
                self.summary.variables.push(VariableUsage { name, span: value.span, expected });
            }
            (ValueKind::List(items), Some(Type::List(item) | Type::NonNullList(item))) => {
                for value in items {
                    self.value(value, Some(Expected::of(item)));
                }
            }
            (kind, Some(Type::List(item) | Type::NonNullList(item))) if !matches!(kind, ValueKind::Null) => {
                self.value(value, Some(Expected::of(item)));
            }
            _ => self.single(value, expected),
        }
    }

    /// A value that is no list of the place it stands in.
    fn single(&mut self, value: &'a Value, expected: Option<Expected<'a>>) {
        if self.context.problems.is_full() {
            return;
        }
        self.show(|rule, context| rule.value(context, value, expected));
        match &value.kind {
            ValueKind::List(items) => items.iter().for_each(|item| self.value(item, None)),
            ValueKind::Object(fields) => {
                let schema = self.context.schema;
                let object = expected.and_then(|expected| schema.input_object(expected.named()?));
                for field in fields {
                    let definition = object.and_then(|object| object.fields.get(&field.name));
                    let expected = definition.map(|definition| Expected {
                        one_of: object.filter(|object| object.is_one_of()).map(|object| &object.name),
                        ..Expected::input(definition)
                    });
                    self.value(&field.value, expected);
                }
            }
            _ => {}
        }
    }
}

/// The location of a directive at a type.
fn location(ty: &TypeDefinition) -> DirectiveLocation {
    match ty {
        TypeDefinition::Scalar(_) => DirectiveLocation::Scalar,
        TypeDefinition::Object(_) => DirectiveLocation::Object,
        TypeDefinition::Interface(_) => DirectiveLocation::Interface,
        TypeDefinition::Union(_) => DirectiveLocation::Union,
        TypeDefinition::Enum(_) => DirectiveLocation::Enum,
        TypeDefinition::InputObject(_) => DirectiveLocation::InputObject,
    }
}
