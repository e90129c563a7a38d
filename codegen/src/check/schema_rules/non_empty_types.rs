//! 3.6 to 3.10: a type has at least one field, member or value.

use crate::check::context::Context;
use crate::check::rule::Rule;
use crate::schema::TypeDefinition;
use crate::source::{Code, Problem};

pub(super) struct NonEmptyTypes;

impl<'a> Rule<'a> for NonEmptyTypes {
    fn type_definition(&mut self, context: &mut Context<'a>, ty: &'a TypeDefinition) {
        let Some(parts) = ty.lacks() else { return };
        // It is no matter until an operation uses the type.
        if ty.is_incomplete() {
            return;
        }
        let (name, keyword) = (ty.name(), ty.keyword());
        context.report(
            Problem::error(Code::EmptyType, format!("`{name}` has no {parts}"))
                .at(name.span(), format!("{} has at least one", ty.described()))
                .help(format!("`extend {keyword} {name}` in any of the files can add them, too")),
        );
    }
}
