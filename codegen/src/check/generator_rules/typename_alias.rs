//! `__typename` is no alias of another field: by the answer's `__typename` generated code tells which type an object has.

use crate::check::context::Context;
use crate::check::parts::Selected;
use crate::check::rule::Rule;
use crate::source::{Code, Problem};

pub(super) struct TypenameAlias;

impl<'a> Rule<'a> for TypenameAlias {
    fn field(&mut self, context: &mut Context<'a>, selected: &Selected<'a>) {
        let field = selected.field;
        if let Some(alias) = field.alias.as_ref().filter(|alias| *alias == "__typename" && field.name != "__typename") {
            let message = format!("`__typename` cannot be the alias of `{}`", field.name);
            context.report(
                Problem::error(Code::ReservedAlias, message)
                    .at(alias.span(), "a reserved name")
                    .help("the answer's `__typename` tells which type an object has; choose another alias"),
            );
        }
    }
}
