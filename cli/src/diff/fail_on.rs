//! What makes `diff` fail.

use stigg_graphql_codegen::did_you_mean;

use super::change::{ChangeKind, Level};
use super::consequence::Consequence;
use super::report::Report;

/// A word of `--fail-on`: a level, a kind of change, what comes of an operation, or nothing at all.
#[derive(Clone, Debug, Eq, PartialEq)]
pub(super) struct FailOn(&'static str);

impl FailOn {
    pub(super) const BREAKING: &str = "breaking";

    fn words() -> impl Iterator<Item = &'static str> {
        let levels = Level::ALL.iter().map(|level| level.name());
        let consequences = Consequence::WORDS.iter().map(|(word, _)| *word).filter(|word| *word != "untouched");
        let kinds = ChangeKind::ALL.iter().map(|kind| kind.name());
        levels.chain(consequences).chain(["nothing"]).chain(kinds)
    }

    pub(super) fn parse(text: &str) -> Result<Self, String> {
        let word = Self::words().find(|word| word.eq_ignore_ascii_case(text)).map(Self);
        word.ok_or_else(|| {
            did_you_mean(text, Self::words()).unwrap_or_else(|| "`diff --help` says what there is".to_owned())
        })
    }

    /// Whether the report has it.
    pub(super) fn is_in(&self, report: &Report<'_>) -> bool {
        let named = |kind: ChangeKind| kind.name() == self.0 || kind.level().name() == self.0;
        report.changes.iter().any(|change| named(change.kind)) || report.count_operations(self.0) > 0
    }
}
