//! How problems are printed.

use std::io::Write;

use clap::ValueEnum;
use stigg_graphql_codegen::Diagnostic;

use crate::finding::{Finding, github, sarif};
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
}

impl Format {
    /// Prints the problems; `summary` is the last line for people.
    pub(super) fn write(self, problems: &[Diagnostic], summary: &str, out: &mut dyn Write) -> anyhow::Result<()> {
        match self {
            Self::Text => {
                for problem in problems {
                    writeln!(out, "{problem}\n")?;
                }
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
        }
        Ok(())
    }
}
