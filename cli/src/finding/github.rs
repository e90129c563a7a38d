//! A finding as an annotation of a GitHub workflow: a line that the runner reads out of the log of a step.

use stigg_graphql_codegen::terminal;

use super::{Finding, Weight};

/// One line, whatever the finding says: a line break in it would begin a command of its own.
pub(crate) fn annotation(finding: &Finding<'_>) -> String {
    let mut properties = Vec::new();
    if let Some(place) = finding.place {
        properties.push(format!("file={}", property(&place.file)));
        properties.push(format!("line={},col={},endColumn={}", place.line, place.column, place.column + place.length));
    }
    properties.push(format!("title={}", property(finding.rule)));
    let command = match finding.weight {
        Weight::Error => "error",
        Weight::Warning => "warning",
        Weight::Note => "notice",
    };
    format!("::{command} {}::{}", properties.join(","), message(&finding.lines.join("; ")))
}

fn message(text: &str) -> String {
    terminal::line(text).replace('%', "%25")
}

fn property(text: &str) -> String {
    message(text).replace(':', "%3A").replace(',', "%2C")
}
