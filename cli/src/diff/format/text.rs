//! A report for people.

use std::io::Write;

use stigg_graphql_codegen::terminal;

use crate::diff::change::Level;
use crate::diff::consequence::Consequence;
use crate::diff::report::Report;
use crate::output::{Output, Tone};

pub(super) fn write(report: &Report<'_>, with_safe: bool, out: &mut Output) -> anyhow::Result<()> {
    let operations = report.operations.as_deref().unwrap_or_default();
    for level in Level::ALL.into_iter().filter(|level| with_safe || *level != Level::Safe) {
        let changes = report.changes.iter().filter(|change| change.kind.level() == level);
        for (nth, change) in changes.enumerate() {
            if nth == 0 {
                let tone = match level {
                    Level::Breaking => Tone::Bad,
                    Level::Dangerous => Tone::Odd,
                    Level::Safe => Tone::Good,
                };
                let heading = out.toned(tone, level.name());
                writeln!(out, "{heading}")?;
            }
            writeln!(out, "  {}  [{}]", terminal::line(&change.to_string()), change.kind.name())?;
            for operation in change.operations.iter().filter_map(|number| operations.get(*number)) {
                writeln!(out, "    used by {} ({})", operation.name, operation.file())?;
            }
        }
        if report.count(level) > 0 {
            writeln!(out)?;
        }
    }
    for (word, _) in Consequence::WORDS.iter().filter(|(word, _)| *word != "untouched") {
        let ended = report.operations().filter(|(_, operation)| operation.consequence.word() == *word);
        for (nth, (number, operation)) in ended.enumerate() {
            if nth == 0 {
                let heading = out.toned(Tone::Heading, operation.consequence.title());
                writeln!(out, "{heading}")?;
            }
            writeln!(out, "  {} ({})", operation.name, operation.file())?;
            if let Consequence::DoesNotGenerate(problems) = &operation.consequence {
                for line in problems.iter().flat_map(|problem| lines(&problem.to_string())) {
                    writeln!(out, "    {line}")?;
                }
            } else {
                for line in report.lines(number, operation) {
                    writeln!(out, "    {}", terminal::line(&line))?;
                }
            }
        }
        if report.count_operations(word) > 0 {
            writeln!(out)?;
        }
    }
    let mut summary = summary(report);
    if report.count(Level::Safe) > 0 && !with_safe {
        summary[0].push_str(" (`--safe` lists them)");
    }
    for line in summary {
        writeln!(out, "{line}")?;
    }
    Ok(())
}

/// What there is of each kind: of changes, and of operations if there are any.
pub(super) fn summary(report: &Report<'_>) -> Vec<String> {
    let changes: Vec<String> =
        Level::ALL.iter().map(|level| format!("{} {}", report.count(*level), level.name())).collect();
    let mut lines = vec![changes.join(", ")];
    if report.operations.is_some() {
        let counts: Vec<String> =
            Consequence::WORDS.iter().map(|(word, _)| format!("{} {word}", report.count_operations(word))).collect();
        lines.push(format!("operations: {}", counts.join(", ")));
    }
    lines
}

fn lines(text: &str) -> Vec<String> {
    text.lines().map(str::to_owned).collect()
}
