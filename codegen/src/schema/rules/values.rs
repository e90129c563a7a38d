//! Values that a schema writes out, against the types of their places: defaults, and arguments of directives (spec 3.6.1,
//! 3.10 and 5.6).

use std::collections::HashMap;

use super::{Rules, is_incomplete};
use crate::schema::{EnumType, InputObjectType, Problem, TypeDefinition};
use crate::source::is_near;
use crate::syntax::{Name, ObjectField, Span, Type, Value, ValueKind};

/// Of more misspelled fields than this in one object the rest are not looked for among those that are missing.
const MISSPELLED: usize = 8;

impl<'a> Rules<'a> {
    /// Checks a value; of a place whose type is not known only what holds everywhere.
    pub(super) fn value(&mut self, value: &'a Value, expected: Option<&'a Type>) {
        if self.is_full() {
            return;
        }
        match (&value.kind, expected) {
            (_, None) => self.anything(value),
            (ValueKind::Null, Some(ty)) => {
                if ty.is_non_null() {
                    self.mismatch(value, ty, None);
                }
            }
            (ValueKind::List(items), Some(Type::List(item) | Type::NonNullList(item))) => {
                for value in items {
                    self.value(value, Some(item));
                }
            }
            // One value stands for a list of one.
            (_, Some(Type::List(item) | Type::NonNullList(item))) => self.value(value, Some(item)),
            (_, Some(ty @ (Type::Named(name) | Type::NonNullNamed(name)))) => self.named(value, ty, name),
        }
    }

    /// What holds of every value: no object has a field twice (spec 5.6.3).
    fn anything(&mut self, value: &'a Value) {
        match &value.kind {
            ValueKind::List(items) => items.iter().for_each(|item| self.anything(item)),
            ValueKind::Object(fields) => {
                self.fields_by_name(fields);
                for field in fields {
                    self.anything(&field.value);
                }
            }
            _ => {}
        }
    }

    fn fields_by_name(&mut self, fields: &'a [ObjectField]) -> HashMap<&'a str, &'a ObjectField> {
        let mut given: HashMap<&str, &ObjectField> = HashMap::new();
        for field in fields {
            if let Some(first) = given.get(field.name.as_str()) {
                self.problem(
                    Problem::new(format!("the field `{}` is given twice", field.name))
                        .at(field.name.span(), "the second")
                        .and(first.name.span(), "the first"),
                );
            } else {
                given.insert(&field.name, field);
            }
        }
        given
    }

    fn named(&mut self, value: &'a Value, ty: &'a Type, name: &Name) {
        let schema = self.schema;
        match schema.types.get(name) {
            Some(incomplete) if is_incomplete(incomplete) => self.anything(value),
            Some(TypeDefinition::Enum(definition)) => self.enum_value(value, ty, definition),
            Some(TypeDefinition::InputObject(definition)) => match &value.kind {
                ValueKind::Object(fields) => self.object(value.span, fields, definition),
                _ => self.mismatch(value, ty, Some(format!("write `{{ .. }}` with the fields of `{name}`"))),
            },
            Some(scalar @ TypeDefinition::Scalar(_)) if scalar.is_built_in() => self.built_in(value, ty, name),
            // A custom scalar takes what it likes; a type that cannot stand here is reported.
            _ => self.anything(value),
        }
    }

    fn built_in(&mut self, value: &'a Value, ty: &Type, name: &str) {
        let fits = match (&value.kind, name) {
            (ValueKind::Int(digits), "Int") => {
                if digits.parse::<i32>().is_err() {
                    let help = "an `Int` has 32 bits: -2147483648 to 2147483647";
                    return self.mismatch(value, ty, Some(help.to_owned()));
                }
                true
            }
            (ValueKind::Int(number) | ValueKind::Float(number), "Float") => {
                number.parse::<f64>().is_ok_and(f64::is_finite)
            }
            (ValueKind::Int(_) | ValueKind::String(_), "ID")
            | (ValueKind::String(_), "String")
            | (ValueKind::Boolean(_), "Boolean") => true,
            _ => false,
        };
        if !fits {
            self.mismatch(value, ty, None);
        }
    }

    fn enum_value(&mut self, value: &'a Value, ty: &Type, definition: &EnumType) {
        let names = || definition.values.keys().map(Name::as_str);
        match &value.kind {
            ValueKind::Enum(name) if definition.values.contains_key(name) => {}
            ValueKind::Enum(name) => self.problem(
                Problem::new(format!("unknown value `{name}` of the enum `{}`", definition.name))
                    .at(value.span, format!("`{}` has no such value", definition.name))
                    .help_opt(self.did_you_mean(name, names())),
            ),
            ValueKind::String(text) => {
                let near = names().find(|name| name.eq_ignore_ascii_case(text));
                self.mismatch(value, ty, near.map(|name| format!("did you mean `{name}`, without quotes?")));
            }
            _ => self.mismatch(value, ty, None),
        }
    }

    fn object(&mut self, span: Span, fields: &'a [ObjectField], definition: &'a InputObjectType) {
        let owner = &definition.name;
        let given = self.fields_by_name(fields);
        for ObjectField { name, value } in fields {
            let Some(field) = definition.fields.get(name) else {
                self.problem(
                    Problem::new(format!("unknown field `{name}` of the input `{owner}`"))
                        .at(name.span(), format!("`{owner}` has no such field"))
                        .help_opt(self.did_you_mean(name, definition.fields.keys().map(Name::as_str))),
                );
                self.anything(value);
                continue;
            };
            self.value(value, Some(&field.ty));
        }
        let unknown = fields.iter().map(|field| &field.name).filter(|name| !definition.fields.contains_key(*name));
        let misspelled: Vec<&Name> = unknown.take(MISSPELLED).collect();
        for (name, field) in definition.fields.iter().filter(|(_, field)| field.is_required()) {
            // A misspelled one is there, and reported.
            let is_given =
                given.contains_key(name.as_str()) || misspelled.iter().any(|misspelled| is_near(misspelled, name));
            if !is_given {
                self.problem(
                    Problem::new(format!("the input `{owner}` needs the field `{name}`"))
                        .at(span, format!("`{name}: {}` is missing", field.ty)),
                );
            }
        }
        if definition.is_one_of() && (fields.len() != 1 || fields.iter().any(|field| field.value.is_null())) {
            self.problem(
                Problem::new(format!("the input `{owner}` takes exactly one of its fields, and not as `null`"))
                    .at(span, format!("{} given", fields.len()))
                    .help(format!("`{owner}` is marked `@oneOf` in the schema")),
            );
        }
    }

    fn mismatch(&mut self, value: &Value, ty: &Type, help: Option<String>) {
        let found = match &value.kind {
            ValueKind::Null => "`null`",
            ValueKind::Enum(_) => "an enum value",
            ValueKind::Variable(_) => "a variable",
            ValueKind::String(_) => "a string",
            ValueKind::Float(_) | ValueKind::Int(_) if is_too_large(value, ty) => "a number that is too large",
            ValueKind::Float(_) => "a number with a fraction or exponent",
            ValueKind::Int(_) => "a whole number",
            ValueKind::Boolean(_) => "a boolean",
            ValueKind::List(_) => "a list",
            ValueKind::Object(_) => "an object",
        };
        self.problem(
            Problem::new(format!("expected a value of type `{ty}`, found {found}"))
                .at(value.span, format!("not of type `{ty}`"))
                .help_opt(help),
        );
    }
}

/// Whether it is only for its size that a number does not fit.
fn is_too_large(value: &Value, ty: &Type) -> bool {
    match &value.kind {
        ValueKind::Int(_) => matches!(ty.inner_name().as_str(), "Int" | "Float"),
        ValueKind::Float(_) => *ty.inner_name() == *"Float",
        _ => false,
    }
}
