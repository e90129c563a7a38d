//! The differences that were found so far.

use std::fmt;

use super::change::{Change, ChangeKind};

#[derive(Default)]
pub(super) struct Changes(Vec<Change>);

impl Changes {
    pub(super) fn add(&mut self, kind: ChangeKind, coordinate: impl fmt::Display, message: impl Into<String>) {
        self.0.push(Change {
            kind,
            coordinate: coordinate.to_string(),
            other: None,
            message: message.into(),
            operations: Vec::new(),
        });
    }

    /// A change in which another type has a part.
    pub(super) fn with(
        &mut self,
        other: &str,
        kind: ChangeKind,
        coordinate: impl fmt::Display,
        message: impl Into<String>,
    ) {
        self.add(kind, coordinate, message);
        if let Some(change) = self.0.last_mut() {
            change.other = Some(other.to_owned());
        }
    }

    pub(super) fn into_vec(self) -> Vec<Change> {
        self.0
    }
}
