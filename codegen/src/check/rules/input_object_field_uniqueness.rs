//! 5.6.3 Input Object Field Uniqueness: no field stands twice in an object, whatever takes the object.

use crate::check::context::Context;
use crate::check::expected::Expected;
use crate::check::names::repeated;
use crate::check::rule::Rule;
use crate::source::{Code, Problem};
use crate::syntax::{Name, Value, ValueKind};

pub(super) struct InputObjectFieldUniqueness;

impl<'a> Rule<'a> for InputObjectFieldUniqueness {
    fn value(&mut self, context: &mut Context<'a>, value: &'a Value, _expected: Option<Expected<'a>>) {
        let ValueKind::Object(fields) = &value.kind else { return };
        for (name, first) in repeated(fields.iter().map(|field| &field.name), Name::as_str) {
            context.report(
                Problem::error(Code::DuplicateInputField, format!("the field `{name}` is given twice"))
                    .twice(name.span(), first.span()),
            );
        }
    }
}
