//! How a report is printed.

mod findings;
mod json;
mod markdown;
mod text;

use std::io::Write;

use clap::ValueEnum;

use super::report::Report;
use crate::finding::{github, sarif};
use crate::output::Output;

#[derive(Clone, Copy, ValueEnum)]
pub(super) enum Format {
    /// For people
    Text,
    /// An object with everything, for other programs
    Json,
    /// A comment for a pull request
    Markdown,
    /// SARIF 2.1.0, for code scanning and editors: the operations at their places
    Sarif,
    /// Annotations of a GitHub workflow, likewise
    Github,
}

impl Format {
    /// Prints the report; text and Markdown list the safe changes if they are to.
    pub(super) fn write(self, report: &Report<'_>, with_safe: bool, out: &mut Output) -> anyhow::Result<()> {
        match self {
            Self::Text => text::write(report, with_safe, out),
            Self::Json => crate::json::write_pretty(&json::of(report), out),
            Self::Markdown => markdown::write(report, with_safe, out),
            Self::Sarif => crate::json::write_pretty(&sarif::of(&findings::of(report)), out),
            Self::Github => {
                for finding in findings::of(report) {
                    writeln!(out, "{}", github::annotation(&finding))?;
                }
                Ok(writeln!(out, "{}", text::summary(report).join("; "))?)
            }
        }
    }
}
