//! The differences that were found so far.

use stigg_graphql_codegen::schema::{Coordinate, Schema};
use stigg_graphql_codegen::syntax::OperationType;

use super::change::{Change, ChangeKind, Subject};

pub(super) struct Changes<'a> {
    /// The schemas that are compared.
    pub(super) old: &'a Schema,
    pub(super) new: &'a Schema,
    found: Vec<Change<'a>>,
}

impl<'a> Changes<'a> {
    pub(super) fn new(old: &'a Schema, new: &'a Schema) -> Self {
        Self { old, new, found: Vec::new() }
    }

    pub(super) fn add(&mut self, kind: ChangeKind, coordinate: Coordinate<'a>, message: impl Into<String>) {
        self.push(kind, Subject::Part(coordinate), None, message.into());
    }

    /// A change of a type in which another type has a part.
    pub(super) fn with(&mut self, other: &'a str, kind: ChangeKind, ty: &'a str, message: impl Into<String>) {
        self.push(kind, Subject::Part(Coordinate::Type(ty)), Some(other), message.into());
    }

    pub(super) fn of_root(&mut self, kind: ChangeKind, operations: OperationType, message: impl Into<String>) {
        self.push(kind, Subject::Root(operations), None, message.into());
    }

    fn push(&mut self, kind: ChangeKind, subject: Subject<'a>, other: Option<&'a str>, message: String) {
        self.found.push(Change { kind, subject, other, message, operations: Vec::new() });
    }

    pub(super) fn into_vec(self) -> Vec<Change<'a>> {
        self.found
    }
}
