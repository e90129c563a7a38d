//! 5.6.1 Values of Correct Type: a value that is written out is one of the type of its place.

use crate::check::context::Context;
use crate::check::expected::Expected;
use crate::check::rule::Rule;
use crate::schema::{EnumType, InputObjectType, TypeDefinition};
use crate::source::{Code, Problem};
use crate::syntax::{Name, ObjectField, Type, Value, ValueKind};

pub(super) struct ValuesOfCorrectType;

impl<'a> Rule<'a> for ValuesOfCorrectType {
    fn value(&mut self, context: &mut Context<'a>, value: &'a Value, expected: Option<Expected<'a>>) {
        let Some(expected) = expected else { return };
        let ty = expected.ty;
        if value.is_null() {
            if ty.is_non_null() {
                context.report(mismatch(value, ty));
            }
            return;
        }
        let Some(name) = expected.named().filter(|name| !context.is_incomplete(name)) else { return };
        match context.schema.types.get(name) {
            Some(TypeDefinition::Enum(definition)) => enum_value(context, value, ty, definition),
            Some(TypeDefinition::InputObject(definition)) => {
                if let ValueKind::Object(fields) = &value.kind {
                    one_of(context, value, fields, definition);
                } else {
                    let help = format!("write `{{ .. }}` with the fields of `{name}`");
                    context.report(mismatch(value, ty).help(help));
                }
            }
            Some(scalar @ TypeDefinition::Scalar(_)) if scalar.is_built_in() => {
                if !fits(value, name) {
                    let is_too_large = matches!((&value.kind, name.as_str()), (ValueKind::Int(_), "Int"));
                    let help = is_too_large.then(|| "an `Int` has 32 bits: -2147483648 to 2147483647".to_owned());
                    context.report(mismatch(value, ty).help_opt(help));
                }
            }
            // A custom scalar takes what it likes; what is no input type, or not known, is reported where it stands.
            Some(_) | None => {}
        }
    }
}

/// Whether a built-in scalar takes the value (spec 3.5).
fn fits(value: &Value, scalar: &str) -> bool {
    match (&value.kind, scalar) {
        (ValueKind::Int(digits), "Int") => digits.parse::<i32>().is_ok(),
        (ValueKind::Int(number) | ValueKind::Float(number), "Float") => number.parse::<f64>().is_ok_and(f64::is_finite),
        (ValueKind::Int(_) | ValueKind::String(_), "ID")
        | (ValueKind::String(_), "String")
        | (ValueKind::Boolean(_), "Boolean") => true,
        _ => false,
    }
}

fn enum_value(context: &mut Context<'_>, value: &Value, ty: &Type, definition: &EnumType) {
    let names = || definition.values.keys().map(Name::as_str);
    match &value.kind {
        ValueKind::Enum(name) if definition.values.contains_key(name) => {}
        ValueKind::Enum(name) => {
            let help = context.did_you_mean(name, names());
            let message = format!("unknown value `{name}` of the enum `{}`", definition.name);
            context.report(
                Problem::error(Code::UnknownEnumValue, message)
                    .at(value.span, format!("`{}` has no such value", definition.name))
                    .help_opt(help),
            );
        }
        ValueKind::String(text) => {
            let near = names().find(|name| name.eq_ignore_ascii_case(text));
            let help = near.map(|name| format!("did you mean `{name}`, without quotes?"));
            context.report(mismatch(value, ty).help_opt(help));
        }
        _ => context.report(mismatch(value, ty)),
    }
}

/// Of a `@oneOf` input object exactly one field is given, and not as null (spec 3.10.1).
fn one_of(context: &mut Context<'_>, value: &Value, fields: &[ObjectField], definition: &InputObjectType) {
    let owner = &definition.name;
    if definition.is_one_of() && (fields.len() != 1 || fields.iter().any(|field| field.value.is_null())) {
        let message = format!("the input `{owner}` takes exactly one of its fields, and not as `null`");
        context.report(
            Problem::error(Code::OneOfFields, message)
                .at(value.span, format!("{} given", fields.len()))
                .help(format!("`{owner}` is marked `@oneOf` in the schema")),
        );
    }
}

fn mismatch(value: &Value, ty: &Type) -> Problem {
    let message = format!("expected a value of type `{ty}`, found {}", described(value, ty));
    Problem::error(Code::WrongType, message).at(value.span, format!("not of type `{ty}`"))
}

fn described(value: &Value, ty: &Type) -> &'static str {
    match (&value.kind, ty.inner_name().as_str()) {
        (ValueKind::Null, _) => "`null`",
        (ValueKind::Enum(_), _) => "an enum value",
        (ValueKind::Variable(_), _) => "a variable",
        (ValueKind::String(_), _) => "a string",
        // It is only for its size that it does not fit.
        (ValueKind::Int(_), "Int" | "Float") | (ValueKind::Float(_), "Float") => "a number that is too large",
        (ValueKind::Float(_), _) => "a number with a fraction or exponent",
        (ValueKind::Int(_), _) => "a whole number",
        (ValueKind::Boolean(_), _) => "a boolean",
        (ValueKind::List(_), _) => "a list",
        (ValueKind::Object(_), _) => "an object",
    }
}
