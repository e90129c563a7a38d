//! 3.8 Unions: each member is an object type.

use crate::check::context::Context;
use crate::check::rule::Rule;
use crate::schema::TypeDefinition;
use crate::source::{Code, Problem};

pub(super) struct Unions;

impl<'a> Rule<'a> for Unions {
    fn type_definition(&mut self, context: &mut Context<'a>, ty: &'a TypeDefinition) {
        let TypeDefinition::Union(union) = ty else { return };
        for member in &union.members {
            let Some(other) = super::known(context, member, TypeDefinition::is_object) else { continue };
            if !other.is_object() {
                let (own, kind) = (&union.name, other.described());
                let message = format!("`{member}` cannot be a member of the union `{own}`: it is {kind}");
                context.report(
                    Problem::error(Code::MemberKind, message)
                        .at(member.span(), "not an object type")
                        .and(other.name().span(), "defined here"),
                );
            }
        }
    }
}
