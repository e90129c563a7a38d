//! Literals against the types of the places they are written in.

use std::collections::HashMap;
use std::collections::hash_map::Entry;

use super::Checker;
use super::facts::{Expected, Facts, VariableUse};
use super::scalar::is_built_in_scalar;
use crate::schema::{EnumType, InputObjectType, TypeDefinition};
use crate::source::{Diagnostic, did_you_mean, is_near};
use crate::syntax::{Name, ObjectField, Span, Type, Value, ValueKind};

impl<'a> Checker<'a> {
    /// Checks a literal, and notes the variables in it.
    pub(super) fn value(&mut self, value: &'a Value, expected: Option<Expected<'a>>, facts: &mut Facts<'a>) {
        if let ValueKind::Variable(name) = &value.kind {
            facts.uses.push(VariableUse { name, span: value.span, expected });
            return;
        }
        let Some(expected) = expected else {
            return self.inside(value, facts);
        };
        match (&value.kind, expected.ty) {
            (ValueKind::Null, ty) => {
                if ty.is_non_null() {
                    self.mismatch(value, ty, "`null`", None);
                }
            }
            (ValueKind::List(items), Type::List(item) | Type::NonNullList(item)) => {
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
    fn inside(&mut self, value: &'a Value, facts: &mut Facts<'a>) {
        match &value.kind {
            ValueKind::List(items) => items.iter().for_each(|item| self.value(item, None, facts)),
            ValueKind::Object(fields) => {
                self.unique_fields(fields);
                for field in fields {
                    self.value(&field.value, None, facts);
                }
            }
            _ => {}
        }
    }

    fn named(&mut self, value: &'a Value, ty: &'a Type, name: &'a Name, facts: &mut Facts<'a>) {
        let schema = self.schema;
        match schema.types.get(name) {
            _ if self.is_incomplete(name, value.span) => self.inside(value, facts),
            Some(TypeDefinition::Enum(definition)) => self.enum_value(value, ty, definition, facts),
            Some(TypeDefinition::InputObject(definition)) => match &value.kind {
                ValueKind::Object(fields) => self.input_object(value.span, fields, definition, facts),
                _ => self.mismatch(
                    value,
                    ty,
                    described(value),
                    Some(format!("write `{{ .. }}` with the fields of `{name}`")),
                ),
            },
            Some(TypeDefinition::Scalar(_)) if is_built_in_scalar(name) => self.built_in(value, ty, name),
            _ => self.inside(value, facts), // a custom scalar takes what it likes
        }
    }

    fn built_in(&mut self, value: &'a Value, ty: &Type, name: &str) {
        let fits = match (&value.kind, name) {
            (ValueKind::Int(int), "Int") => {
                if int.parse::<i32>().is_err() {
                    return self.mismatch(
                        value,
                        ty,
                        "a number that is too large",
                        Some("an `Int` has 32 bits: -2147483648 to 2147483647".to_owned()),
                    );
                }
                true
            }
            (ValueKind::Int(number) | ValueKind::Float(number), "Float") => number.parse().is_ok_and(f64::is_finite),
            (ValueKind::Int(_) | ValueKind::String(_), "ID")
            | (ValueKind::String(_), "String")
            | (ValueKind::Boolean(_), "Boolean") => true,
            _ => false,
        };
        if !fits {
            self.mismatch(value, ty, described(value), None);
        }
    }

    fn enum_value(&mut self, value: &'a Value, ty: &Type, definition: &'a EnumType, facts: &mut Facts<'a>) {
        let names = || definition.values.keys().map(Name::as_str);
        match &value.kind {
            ValueKind::Enum(name) => match definition.values.get(name) {
                Some(known) => {
                    self.deprecated(&known.directives, &format!("{}.{name}", definition.name), value.span);
                }
                None => self.problem(
                    Diagnostic::error(format!("unknown value `{name}` of the enum `{}`", definition.name))
                        .at(self.place(value.span, format!("`{}` has no such value", definition.name)))
                        .help_opt(did_you_mean(name, names())),
                ),
            },
            ValueKind::String(text) => {
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
        span: Span,
        fields: &'a [ObjectField],
        definition: &'a InputObjectType,
        facts: &mut Facts<'a>,
    ) {
        let owner = &definition.name;
        let one_of = definition.is_one_of();
        self.unique_fields(fields);
        for ObjectField { name, value } in fields {
            let Some(field) = definition.fields.get(name) else {
                self.problem(
                    Diagnostic::error(format!("unknown field `{name}` of the input `{owner}`"))
                        .at(self.place(name.span(), format!("`{owner}` has no such field")))
                        .help_opt(did_you_mean(name, definition.fields.keys().map(Name::as_str))),
                );
                self.value(value, None, facts);
                continue;
            };
            self.deprecated(&field.directives, &format!("{owner}.{name}"), name.span());
            let mut expected = Expected::new(&field.ty, field.default.is_some());
            expected.one_of = one_of.then_some(owner);
            self.value(value, Some(expected), facts);
        }
        for (name, field) in &definition.fields {
            // A misspelled one is there, and reported; one that is known means itself.
            let is_known = |name: &Name| definition.fields.contains_key(name.as_str());
            let meant = |given: &Name| given == name || is_near(given, name) && !is_known(given);
            if field.is_required() && !fields.iter().any(|given| meant(&given.name)) {
                self.problem(
                    Diagnostic::error(format!("the input `{owner}` needs the field `{name}`"))
                        .at(self.place(span, format!("`{name}: {}` is missing", field.ty))),
                );
            }
        }
        if one_of && (fields.len() != 1 || fields.iter().any(|field| field.value.is_null())) {
            self.problem(
                Diagnostic::error(format!("the input `{owner}` takes exactly one of its fields, and not as `null`"))
                    .at(self.place(span, format!("{} given", fields.len())))
                    .help(format!("`{owner}` is marked `@oneOf` in the schema")),
            );
        }
    }

    /// No field stands twice in an object (spec 5.6.3), whatever takes the object.
    fn unique_fields(&mut self, fields: &'a [ObjectField]) {
        let mut seen: HashMap<&str, &Name> = HashMap::new();
        for ObjectField { name, .. } in fields {
            match seen.entry(name) {
                Entry::Vacant(free) => _ = free.insert(name),
                Entry::Occupied(taken) => self.problem(
                    Diagnostic::error(format!("the field `{name}` is given twice"))
                        .at(self.place(name.span(), "the second"))
                        .and(self.place(taken.get().span(), "the first")),
                ),
            }
        }
    }

    fn mismatch(&mut self, value: &Value, ty: &Type, found: &str, help: Option<String>) {
        self.problem(
            Diagnostic::error(format!("expected a value of type `{ty}`, found {found}"))
                .at(self.place(value.span, format!("not of type `{ty}`")))
                .help_opt(help),
        );
    }
}

fn described(value: &Value) -> &'static str {
    match value.kind {
        ValueKind::Null => "`null`",
        ValueKind::Enum(_) => "an enum value",
        ValueKind::Variable(_) => "a variable",
        ValueKind::String(_) => "a string",
        ValueKind::Float(_) => "a number with a fraction or exponent",
        ValueKind::Int(_) => "a whole number",
        ValueKind::Boolean(_) => "a boolean",
        ValueKind::List(_) => "a list",
        ValueKind::Object(_) => "an object",
    }
}
