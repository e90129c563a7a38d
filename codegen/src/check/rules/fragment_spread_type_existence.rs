//! 5.5.1.2 Fragment Spread Type Existence: the schema has the type that a fragment is for.

use crate::check::context::Context;
use crate::check::rule::Rule;
use crate::schema::TypeDefinition;
use crate::source::{Code, Problem};
use crate::syntax::Name;

pub(super) struct FragmentSpreadTypeExistence;

impl<'a> Rule<'a> for FragmentSpreadTypeExistence {
    fn type_condition(&mut self, context: &mut Context<'a>, condition: &'a Name) {
        if !context.schema.types.contains_key(condition) {
            let help = context.did_you_mean_type(condition, TypeDefinition::is_composite);
            context.report(
                Problem::error(Code::UnknownType, format!("unknown type `{condition}`"))
                    .at(condition.span(), "not in the schema")
                    .help_opt(help),
            );
        }
    }
}
