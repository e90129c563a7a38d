//! 5.6.3 Input Object Field Uniqueness: no field stands twice in an object, whatever takes the object.

use std::collections::HashMap;

use crate::check::context::Context;
use crate::check::expected::Expected;
use crate::check::visit::Rule;
use crate::source::{Code, Problem};
use crate::syntax::{Name, Value, ValueKind};

pub(super) struct InputObjectFieldUniqueness;

impl<'a> Rule<'a> for InputObjectFieldUniqueness {
    fn value(&mut self, context: &mut Context<'a>, value: &'a Value, _expected: Option<Expected<'a>>) {
        let ValueKind::Object(fields) = &value.kind else { return };
        let mut seen: HashMap<&str, &Name> = HashMap::new();
        for name in fields.iter().map(|field| &field.name) {
            if let Some(first) = seen.get(name.as_str()) {
                context.report(
                    Problem::error(Code::DuplicateInputField, format!("the field `{name}` is given twice"))
                        .at(name.span(), "the second")
                        .and(first.span(), "the first"),
                );
            } else {
                seen.insert(name, name);
            }
        }
    }
}
