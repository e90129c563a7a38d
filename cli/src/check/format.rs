//! How problems are printed.

use std::io::Write;

use clap::ValueEnum;
use stigg_graphql_codegen::{Diagnostic, Severity};

use super::cargo;
use crate::finding::{Finding, github, sarif};
use crate::output::{Output, Tone};
use crate::{json, problem_json};

#[derive(Clone, Copy, ValueEnum)]
pub(super) enum Format {
    /// For people, with the source lines that are meant
    Text,
    /// A list of problems, for other programs
    Json,
    /// SARIF 2.1.0, for code scanning and editors
    Sarif,
    /// Annotations of a GitHub workflow
    Github,
    /// The messages of `cargo check --message-format json`, for programs that read those
    Cargo,
}

impl Format {
    /// Prints the problems; `summary` is the last line for people.
    pub(super) fn write(
        self,
        problems: &[Diagnostic],
        summary: &str,
        is_fine: bool,
        out: &mut Output,
    ) -> anyhow::Result<()> {
        match self {
            Self::Text => {
                for problem in problems {
                    let (word, tone) = match problem.severity {
                        Severity::Error => ("error", Tone::Bad),
                        Severity::Warning => ("warning", Tone::Odd),
                    };
                    let report = problem.to_string();
                    let rest = report.strip_prefix(word).unwrap_or(&report);
                    let word = out.toned(tone, word);
                    writeln!(out, "{word}{rest}\n")?;
                }
                let summary = out.toned(if is_fine { Tone::Good } else { Tone::Bad }, summary);
                writeln!(out, "{summary}")?;
            }
            Self::Json => {
                let list: Vec<_> = problems.iter().map(problem_json::of).collect();
                json::write_pretty(&list, out)?;
            }
            Self::Sarif => {
                let findings: Vec<Finding<'_>> = problems.iter().map(Finding::from).collect();
                json::write_pretty(&sarif::of(&findings), out)?;
            }
            Self::Github => {
                for problem in problems {
                    writeln!(out, "{}", github::annotation(&problem.into()))?;
                }
                writeln!(out, "{summary}")?;
            }
            Self::Cargo => {
                for problem in problems {
                    json::write_line(&cargo::message(problem), out)?;
                }
                json::write_line(&cargo::finished(is_fine), out)?;
            }
        }
        Ok(())
    }
}
