//! `@skip` and `@include`: under what condition a selection is there.

use std::collections::BTreeSet;

use crate::syntax::{Directives, ValueKind};

/// What must hold together for a selection to be there; empty if it always is.
#[derive(Debug, Clone, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) struct Condition(BTreeSet<String>);

impl Condition {
    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// This condition and the one that directives add.
    pub(super) fn and(&self, directives: &Directives) -> Self {
        let mut all = self.clone();
        for (name, always) in [("skip", false), ("include", true)] {
            let Some(directive) = directives.get(name) else { continue };
            let condition = directive.argument("if").expect("the check refuses `@skip` and `@include` without `if`");
            if !matches!(condition.kind, ValueKind::Boolean(value) if value == always) {
                all.0.insert(format!("{name}: {condition}"));
            }
        }
        all
    }
}
