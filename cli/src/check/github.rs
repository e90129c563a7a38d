//! A problem as an annotation of a GitHub workflow: a line that the runner reads out of the log of a step.

use stigg_graphql_codegen::{Diagnostic, terminal};

/// One line, whatever the problem says: a line break in it would begin a command of its own.
pub(super) fn annotation(problem: &Diagnostic) -> String {
    let mut properties = Vec::new();
    if let Some(place) = &problem.place {
        properties.push(format!("file={}", property(&place.file)));
        properties.push(format!("line={},col={},endColumn={}", place.line, place.column, place.column + place.length));
    }
    properties.push(format!("title={}", property(problem.code().as_str())));
    let text: Vec<&str> = [&problem.message].into_iter().chain(&problem.help).map(String::as_str).collect();
    let command = problem.severity.as_str();
    format!("::{command} {}::{}", properties.join(","), message(&text.join("; ")))
}

fn message(text: &str) -> String {
    terminal::line(text).replace('%', "%25")
}

fn property(text: &str) -> String {
    message(text).replace(':', "%3A").replace(',', "%2C")
}
