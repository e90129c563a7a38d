//! What one walk over a definition notes for the rules that look at several definitions together.

use crate::syntax::{FragmentSpread, Name, Selection, Span, Type};

/// The notes on one operation or fragment, itself only: not on the fragments it spreads.
#[derive(Clone, Debug, Default)]
pub(super) struct Facts<'a> {
    /// Each spread, with the number of selections it lies inside of.
    pub(super) spreads: Vec<(&'a FragmentSpread, usize)>,
    /// Each use of a variable.
    pub(super) uses: Vec<VariableUse<'a>>,
    /// How deep the selections nest.
    pub(super) depth: usize,
    /// How many selections there are.
    pub(super) size: usize,
}

/// A definition that the rules on fields under one key begin at.
#[derive(Debug)]
pub(super) struct Root<'a> {
    pub(super) what: &'static str,
    /// Where reports on all of it point.
    pub(super) head: Span,
    /// The type it selects from; not known where that is reported.
    pub(super) ty: Option<&'a Name>,
    pub(super) selections: &'a [Selection],
    pub(super) facts: Facts<'a>,
}

/// A `$name` where a value is expected.
#[derive(Clone, Debug)]
pub(super) struct VariableUse<'a> {
    pub(super) name: &'a Name,
    pub(super) span: Span,
    /// What the place takes; not known where the argument itself is not.
    pub(super) expected: Option<Expected<'a>>,
}

/// The type of a place that takes a value.
#[derive(Clone, Copy, Debug)]
pub(super) struct Expected<'a> {
    pub(super) ty: &'a Type,
    /// The schema has a value for the place if none is given.
    pub(super) has_default: bool,
    /// The place is a member of this `@oneOf` input object.
    pub(super) one_of: Option<&'a Name>,
}

impl<'a> Expected<'a> {
    pub(super) fn new(ty: &'a Type, has_default: bool) -> Self {
        Self { ty, has_default, one_of: None }
    }
}
