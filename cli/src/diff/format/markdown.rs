//! A report as Markdown, for a comment under a pull request.
//!
//! What a schema or a file says stands in code, in which Markdown sees nothing but text.

use std::io::Write;

use stigg_graphql_codegen::terminal;

use super::text;
use crate::diff::change::Level;
use crate::diff::consequence::Consequence;
use crate::diff::report::Report;

pub(super) fn write(report: &Report<'_>, with_safe: bool, out: &mut dyn Write) -> anyhow::Result<()> {
    writeln!(out, "### What the schema changes\n")?;
    for line in text::summary(report) {
        writeln!(out, "- {line}")?;
    }
    for (word, _) in Consequence::WORDS.iter().filter(|(word, _)| *word != "untouched") {
        let ended = report.operations().filter(|(_, operation)| operation.consequence.word() == *word);
        for (nth, (number, operation)) in ended.enumerate() {
            if nth == 0 {
                writeln!(out, "\n#### Operations: {}\n", operation.consequence.title())?;
            }
            writeln!(out, "- {} in {}", code(operation.name), code(&operation.place.file))?;
            for line in report.lines(number, operation) {
                writeln!(out, "  - {}", code(&line))?;
            }
        }
    }
    for level in Level::ALL.into_iter().filter(|level| with_safe || *level != Level::Safe) {
        let changes = report.changes.iter().filter(|change| change.kind.level() == level);
        for (nth, change) in changes.enumerate() {
            if nth == 0 {
                writeln!(out, "\n<details><summary>Changes: {}</summary>\n", level.name())?;
            }
            let kind = change.kind.name();
            writeln!(out, "- {} {} ({kind})", code(&change.subject.to_string()), code(&change.message))?;
        }
        if report.count(level) > 0 {
            writeln!(out, "\n</details>")?;
        }
    }
    Ok(())
}

/// A code span with more backticks around it than there are in it (`CommonMark` 6.1).
fn code(text: &str) -> String {
    let text = terminal::line(text);
    let longest = text.split(|letter| letter != '`').map(str::len).max().unwrap_or_default();
    let fence = "`".repeat(longest + 1);
    let space = if text.starts_with('`') || text.ends_with('`') { " " } else { "" };
    format!("{fence}{space}{text}{space}{fence}")
}

#[cfg(test)]
mod tests {
    #[test]
    fn code_holds_any_text() {
        assert_eq!(super::code("a"), "`a`");
        assert_eq!(super::code("a `b` <img> ``c"), "```a `b` <img> ``c```");
        assert_eq!(super::code("`a\nb"), "`` `a\\u{a}b ``");
    }
}
