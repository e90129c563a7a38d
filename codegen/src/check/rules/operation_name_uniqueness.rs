//! 5.2.2.1 Operation Name Uniqueness: no two operations have one name; of a whole project, as each becomes a Rust type.

use std::collections::HashMap;

use crate::check::context::Context;
use crate::check::visit::Rule;
use crate::source::{Code, Problem};
use crate::syntax::Name;

pub(super) struct OperationNameUniqueness;

impl<'a> Rule<'a> for OperationNameUniqueness {
    fn definitions(&mut self, context: &mut Context<'a>) {
        let mut seen: HashMap<&Name, &Name> = HashMap::new();
        for name in context.definitions.operations.clone().into_iter().filter_map(|operation| operation.name.as_ref()) {
            if let Some(first) = seen.get(name) {
                context.report(
                    Problem::error(Code::DuplicateOperation, format!("two operations are called `{name}`"))
                        .at(name.span(), "the second")
                        .and(first.span(), "the first")
                        .help("operation names are unique over all files, as each becomes a Rust type: rename one"),
                );
            } else {
                seen.insert(name, name);
            }
        }
    }
}
