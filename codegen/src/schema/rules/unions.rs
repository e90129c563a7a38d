//! The members of unions (spec 3.8).

use super::Rules;
use crate::schema::{Problem, TypeDefinition, UnionType};

impl<'a> Rules<'a> {
    /// Each member is an object type.
    pub(super) fn union(&mut self, union: &'a UnionType) {
        for member in &union.members {
            match self.known(member, |ty| matches!(ty, TypeDefinition::Object(_))) {
                None | Some(TypeDefinition::Object(_)) => {}
                Some(other) => self.problem(
                    Problem::new(format!(
                        "`{member}` cannot be a member of the union `{}`: it is {}",
                        union.name,
                        other.described()
                    ))
                    .at(member.span(), "not an object type")
                    .and(other.name().span(), "defined here"),
                ),
            }
        }
    }
}
