//! What `diff` found.

use std::borrow::Cow;

use stigg_graphql_codegen::{Place, terminal};

use super::change::{Change, ChangeKind, Level};
use super::consequence::Consequence;

pub(super) struct Report<'a> {
    pub(super) changes: Vec<Change<'a>>,
    /// Those that were asked for; the numbers in a change are places in this list.
    pub(super) operations: Option<Vec<Operation<'a>>>,
}

/// An operation, and what comes of it.
pub(super) struct Operation<'a> {
    pub(super) name: &'a str,
    pub(super) place: &'a Place,
    pub(super) consequence: Consequence,
}

impl Report<'_> {
    /// How many changes are of a level.
    pub(super) fn count(&self, level: Level) -> usize {
        self.changes.iter().filter(|change| change.kind.level() == level).count()
    }

    /// The operations, by their numbers.
    pub(super) fn operations(&self) -> impl Iterator<Item = (usize, &Operation<'_>)> {
        self.operations.iter().flatten().enumerate()
    }

    /// How many operations end in that word.
    pub(super) fn count_operations(&self, word: &str) -> usize {
        self.operations().filter(|(_, operation)| operation.consequence.word() == word).count()
    }

    /// The changes that an operation meets.
    pub(super) fn met_by(&self, number: usize) -> impl Iterator<Item = &Change<'_>> {
        self.changes.iter().filter(move |change| change.operations.contains(&number))
    }

    /// What is to be said of an operation, line by line; of one that does not generate, its problems say it.
    pub(super) fn lines(&self, number: usize, operation: &Operation<'_>) -> Vec<String> {
        match &operation.consequence {
            Consequence::DoesNotGenerate(problems) => problems.iter().map(|problem| problem.message.clone()).collect(),
            Consequence::TypesChange(changes) => changes.iter().map(ToString::to_string).collect(),
            Consequence::Untouched => Vec::new(),
            Consequence::OtherMeaning => {
                let met = self.met_by(number).filter(|change| has_meaning(change.kind));
                let met: Vec<String> = met
                    .map(|change| match change.kind {
                        ChangeKind::TypeAddedToUnion => format!("{change}; it lands in the catch-all"),
                        _ => change.to_string(),
                    })
                    .collect();
                if met.is_empty() { vec!["another document is sent".to_owned()] } else { met }
            }
        }
    }
}

impl Operation<'_> {
    pub(super) fn file(&self) -> Cow<'_, str> {
        terminal::line(&self.place.file)
    }
}

/// Whether an operation that meets such a change, and generates to the types that it had, may be answered differently, or is
/// to be written differently some day.
///
/// What it need not send changes nothing for it; and it generates, so what it sends fits, and is allowed where it stands.
pub(super) fn has_meaning(kind: ChangeKind) -> bool {
    match kind {
        ChangeKind::OptionalArgAdded
        | ChangeKind::OptionalInputFieldAdded
        | ChangeKind::ArgChangedKind
        | ChangeKind::InputFieldChangedKind
        | ChangeKind::DirectiveArgChangedKind
        | ChangeKind::DirectiveLocationRemoved
        | ChangeKind::DirectiveRepeatableRemoved
        | ChangeKind::TypeRemoved => false,
        ChangeKind::Deprecated | ChangeKind::DeprecationRemoved => true,
        _ => kind.level() != Level::Safe,
    }
}
