//! 5.2.2.1 Operation Name Uniqueness: no two operations have one name; of a whole project, as each becomes a Rust type.

use crate::check::context::Context;
use crate::check::names::repeated;
use crate::check::rule::Rule;
use crate::source::{Code, Problem};
use crate::syntax::Name;

pub(super) struct OperationNameUniqueness;

impl<'a> Rule<'a> for OperationNameUniqueness {
    fn definitions(&mut self, context: &mut Context<'a>) {
        let names = context.definitions.operations.clone().into_iter().filter_map(|operation| operation.name.as_ref());
        for (name, first) in repeated(names, Name::as_str) {
            context.report(
                Problem::error(Code::DuplicateOperation, format!("two operations are called `{name}`"))
                    .twice(name.span(), first.span())
                    .help("operation names are unique over all files, as each becomes a Rust type: rename one"),
            );
        }
    }
}
