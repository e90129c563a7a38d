//! Literals against the types of the places they are written in.

use apollo_compiler::Name;
use apollo_compiler::Node;
use apollo_compiler::ast::{Type, Value};
use apollo_compiler::parser::SourceSpan;
use apollo_compiler::schema::{EnumType, ExtendedType, InputObjectType};

use super::Checker;
use super::facts::{Expected, Facts, VariableUse};
use crate::diagnostic::Diagnostic;
use crate::suggest::{did_you_mean, is_near};

impl<'a> Checker<'a> {
    /// Checks a literal, and notes the variables in it.
    pub(super) fn value(&mut self, value: &'a Node<Value>, expected: Option<Expected<'a>>, facts: &mut Facts<'a>) {
        if let Value::Variable(name) = &**value {
            facts.uses.push(VariableUse { name, span: value.location(), expected });
            return;
        }
        let Some(expected) = expected else {
            return self.inside(value, facts);
        };
        match (&**value, expected.ty) {
            (Value::Null, ty) => {
                if ty.is_non_null() {
                    self.mismatch(value, ty, "`null`", None);
                }
            }
            (Value::List(items), Type::List(item) | Type::NonNullList(item)) => {
                for item_value in items {
                    self.value(item_value, Some(Expected::new(item, false)), facts);
                }
            }
            // One value stands for a list of one.
            (_, Type::List(item) | Type::NonNullList(item)) => {
                self.value(value, Some(Expected::new(item, false)), facts);
            }
            (_, ty @ (Type::Named(name) | Type::NonNullNamed(name))) => self.named(value, ty, name, facts),
        }
    }

    /// Of a place that is not known, or takes anything, only the variables matter.
    fn inside(&mut self, value: &'a Node<Value>, facts: &mut Facts<'a>) {
        match &**value {
            Value::List(items) => items.iter().for_each(|item| self.value(item, None, facts)),
            Value::Object(fields) => fields.iter().for_each(|(_, field)| self.value(field, None, facts)),
            _ => {}
        }
    }

    fn named(&mut self, value: &'a Node<Value>, ty: &'a Type, name: &'a Name, facts: &mut Facts<'a>) {
        let schema = self.schema;
        match schema.types.get(name) {
            Some(ExtendedType::Enum(definition)) => self.enum_value(value, ty, definition, facts),
            Some(ExtendedType::InputObject(definition)) => match &**value {
                Value::Object(fields) => self.input_object(value.location(), fields, definition, facts),
                _ => self.mismatch(
                    value,
                    ty,
                    described(value),
                    Some(format!("write `{{ .. }}` with the fields of `{name}`")),
                ),
            },
            Some(ExtendedType::Scalar(scalar)) if scalar.is_built_in() => self.built_in(value, ty, name),
            _ => self.inside(value, facts), // a custom scalar takes what it likes
        }
    }

    fn built_in(&mut self, value: &'a Node<Value>, ty: &Type, name: &str) {
        let fits = match (&**value, name) {
            (Value::Int(int), "Int") => {
                if int.try_to_i32().is_err() {
                    return self.mismatch(
                        value,
                        ty,
                        "a number that is too large",
                        Some("an `Int` has 32 bits: -2147483648 to 2147483647".to_owned()),
                    );
                }
                true
            }
            (Value::Int(int), "Float") => int.try_to_f64().is_ok(),
            (Value::Float(float), "Float") => float.try_to_f64().is_ok(),
            (Value::Int(_) | Value::String(_), "ID")
            | (Value::String(_), "String")
            | (Value::Boolean(_), "Boolean") => true,
            _ => false,
        };
        if !fits {
            self.mismatch(value, ty, described(value), None);
        }
    }

    fn enum_value(&mut self, value: &'a Node<Value>, ty: &Type, definition: &'a EnumType, facts: &mut Facts<'a>) {
        let names = || definition.values.keys().map(Name::as_str);
        match &**value {
            Value::Enum(name) => match definition.values.get(name) {
                Some(known) => {
                    self.deprecated(&known.directives, &format!("{}.{name}", definition.name), value.location());
                }
                None => self.problem(
                    Diagnostic::error(format!("unknown value `{name}` of the enum `{}`", definition.name))
                        .at(self.place(value.location(), format!("`{}` has no such value", definition.name)))
                        .help_opt(did_you_mean(name, names())),
                ),
            },
            Value::String(text) => {
                let near = names().find(|name| name.eq_ignore_ascii_case(text));
                self.mismatch(
                    value,
                    ty,
                    "a string",
                    near.map(|name| format!("did you mean `{name}`, without quotes?")),
                );
            }
            _ => {
                self.mismatch(value, ty, described(value), None);
                self.inside(value, facts);
            }
        }
    }

    fn input_object(
        &mut self,
        span: Option<SourceSpan>,
        fields: &'a [(Name, Node<Value>)],
        definition: &'a InputObjectType,
        facts: &mut Facts<'a>,
    ) {
        let owner = &definition.name;
        let one_of = definition.directives.has("oneOf");
        for (at, (name, value)) in fields.iter().enumerate() {
            if let Some((first, _)) = fields.iter().take(at).find(|(earlier, _)| earlier == name) {
                self.problem(
                    Diagnostic::error(format!("the field `{name}` is given twice"))
                        .at(self.place(name.location(), "the second"))
                        .and(self.place(first.location(), "the first")),
                );
            }
            let Some(field) = definition.fields.get(name) else {
                self.problem(
                    Diagnostic::error(format!("unknown field `{name}` of the input `{owner}`"))
                        .at(self.place(name.location(), format!("`{owner}` has no such field")))
                        .help_opt(did_you_mean(name, definition.fields.keys().map(Name::as_str))),
                );
                self.value(value, None, facts);
                continue;
            };
            self.deprecated(&field.directives, &format!("{owner}.{name}"), name.location());
            let mut expected = Expected::new(&field.ty, field.default_value.is_some());
            expected.one_of = one_of.then_some(owner);
            self.value(value, Some(expected), facts);
        }
        for (name, field) in &definition.fields {
            // A misspelled one is there, and reported.
            if field.is_required() && !fields.iter().any(|(given, _)| given == name || is_near(given, name)) {
                self.problem(
                    Diagnostic::error(format!("the input `{owner}` needs the field `{name}`"))
                        .at(self.place(span, format!("`{name}: {}` is missing", field.ty))),
                );
            }
        }
        if one_of && (fields.len() != 1 || fields.iter().any(|(_, value)| value.is_null())) {
            self.problem(
                Diagnostic::error(format!("the input `{owner}` takes exactly one of its fields, and not as `null`"))
                    .at(self.place(span, format!("{} given", fields.len())))
                    .help(format!("`{owner}` is marked `@oneOf` in the schema")),
            );
        }
    }

    fn mismatch(&mut self, value: &Node<Value>, ty: &Type, found: &str, help: Option<String>) {
        self.problem(
            Diagnostic::error(format!("expected a value of type `{ty}`, found {found}"))
                .at(self.place(value.location(), format!("not of type `{ty}`")))
                .help_opt(help),
        );
    }
}

fn described(value: &Value) -> &'static str {
    match value {
        Value::Null => "`null`",
        Value::Enum(_) => "an enum value",
        Value::Variable(_) => "a variable",
        Value::String(_) => "a string",
        Value::Float(_) => "a number with a fraction or exponent",
        Value::Int(_) => "a whole number",
        Value::Boolean(_) => "a boolean",
        Value::List(_) => "a list",
        Value::Object(_) => "an object",
    }
}
