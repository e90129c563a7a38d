//! 5.6.4 Input Object Required Fields: a value gives the fields that are non-null and have no default.

use crate::check::context::Context;
use crate::check::expected::Expected;
use crate::check::names::is_meant;
use crate::check::rule::Rule;
use crate::source::{Code, Problem};
use crate::syntax::Value;

pub(super) struct InputObjectRequiredFields;

impl<'a> Rule<'a> for InputObjectRequiredFields {
    fn value(&mut self, context: &mut Context<'a>, value: &'a Value, expected: Option<Expected<'a>>) {
        let Some((fields, object)) = Expected::object(expected, value, context.schema) else { return };
        let given = fields.iter().map(|field| field.name.as_str());
        let is_meant = is_meant(given, |name| object.fields.contains_key(name));
        for (name, field) in object.fields.iter().filter(|(_, field)| field.is_required()) {
            if !is_meant(name) {
                let message = format!("the input `{}` needs the field `{name}`", object.name);
                context.report(
                    Problem::error(Code::MissingInputField, message)
                        .at(value.span, format!("`{name}: {}` is missing", field.ty)),
                );
            }
        }
    }
}
