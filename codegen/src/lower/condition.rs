//! `@skip` and `@include`: under what condition a selection is there.

use std::collections::BTreeSet;

use apollo_compiler::executable::{DirectiveList, Value};

/// What must hold together for a selection to be there; empty if it always is.
#[derive(Debug, Clone, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) struct Condition(BTreeSet<String>);

impl Condition {
    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// This condition and the one that directives add.
    pub(super) fn and(&self, directives: &DirectiveList) -> Self {
        let mut all = self.clone();
        for (name, always) in [("skip", false), ("include", true)] {
            let Some(directive) = directives.get(name) else { continue };
            match directive.specified_argument_by_name("if").map(AsRef::as_ref) {
                Some(Value::Boolean(value)) if *value == always => {}
                Some(condition) => {
                    all.0.insert(format!("{name}: {condition}"));
                }
                None => {}
            }
        }
        all
    }

    /// What remains to hold of this condition, given that one of `all` holds.
    ///
    /// `{ plan @include(if: $a) { id } }`: where there is a plan, `$a` holds, so it has an id. With
    /// `plan @include(if: $b) { name }` beside it, a plan may come from either, and both fields may be missing.
    pub(super) fn given(&self, all: &[&Self]) -> Self {
        if all.iter().all(|other| *other == self) { Self::default() } else { self.clone() }
    }
}
