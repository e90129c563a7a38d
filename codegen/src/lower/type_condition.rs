//! How a type condition bears on the type of an object.

use super::Lowerer;

/// The type of an object whose fields are collected.
#[derive(Clone, Copy)]
pub(super) struct ObjectType<'a> {
    pub(super) name: &'a str,
    pub(super) possible: Possible,
}

/// What is known of the concrete type where a type is abstract.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Possible {
    /// It is any of the possible types.
    All,
    /// It is one that no type condition names.
    Unnamed,
}

pub(super) enum Relation<'a> {
    /// What is selected is there.
    Applies,
    /// It is there for some of the possible types: for these.
    Narrows(Vec<&'a str>),
    /// It is never there.
    Never,
}

impl<'a> Lowerer<'a> {
    /// Whether a selection on `on` applies here.
    ///
    /// An interface that all of today's members of a union implement does not count: a member of tomorrow may not.
    pub(super) fn relation(&self, object: ObjectType<'a>, on: &str) -> Relation<'a> {
        let ty = object.name;
        if on == ty || self.schema.implements(ty, on) {
            return Relation::Applies;
        }
        match (self.schema.possible_types(ty), object.possible) {
            _ if !self.schema.types_overlap(ty, on) => Relation::Never,
            (None, _) => Relation::Applies,
            (Some(_), Possible::Unnamed) => Relation::Never,
            (Some(here), Possible::All) => Relation::Narrows(match self.schema.possible_types(on) {
                Some(types) => here.intersection(types).map(AsRef::as_ref).collect(),
                None => here.get(on).map(AsRef::as_ref).into_iter().collect(),
            }),
        }
    }
}
