//! 5.5.1.3 Fragments on Object, Interface or Union Types: what a fragment is for has fields.

use crate::check::context::Context;
use crate::check::rule::Rule;
use crate::source::{Code, Problem};
use crate::syntax::Name;

pub(super) struct FragmentsOnObjectInterfaceOrUnionTypes;

impl<'a> Rule<'a> for FragmentsOnObjectInterfaceOrUnionTypes {
    fn type_condition(&mut self, context: &mut Context<'a>, condition: &'a Name) {
        if context.schema.types.get(condition).is_some_and(|ty| !ty.is_composite()) {
            let message = format!("a fragment cannot be on `{condition}`, which has no fields");
            context.report(
                Problem::error(Code::FragmentOnLeaf, message).at(condition.span(), "not an object, interface or union"),
            );
        }
    }
}
