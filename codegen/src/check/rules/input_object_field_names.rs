//! 5.6.2 Input Object Field Names: an input object has the fields that a value of it gives.

use crate::check::context::Context;
use crate::check::expected::Expected;
use crate::check::rule::Rule;
use crate::source::{Code, Problem};
use crate::syntax::{Name, Value};

pub(super) struct InputObjectFieldNames;

impl<'a> Rule<'a> for InputObjectFieldNames {
    fn value(&mut self, context: &mut Context<'a>, value: &'a Value, expected: Option<Expected<'a>>) {
        let Some((fields, object)) = Expected::object(expected, value, context.schema) else { return };
        let owner = &object.name;
        for name in fields.iter().map(|field| &field.name).filter(|name| !object.fields.contains_key(*name)) {
            let help = context.did_you_mean(name, object.fields.keys().map(Name::as_str));
            context.report(
                Problem::error(Code::UnknownInputField, format!("unknown field `{name}` of the input `{owner}`"))
                    .at(name.span(), format!("`{owner}` has no such field"))
                    .help_opt(help),
            );
        }
    }
}
