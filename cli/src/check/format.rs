//! How problems are printed.

use std::io::Write;

use clap::ValueEnum;
use stigg_graphql_codegen::Diagnostic;

use super::{github, problem_json, sarif};
use crate::json;

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
            Self::Sarif => json::write_pretty(&sarif::of(problems), out)?,
            Self::Github => {
                for problem in problems {
                    writeln!(out, "{}", github::annotation(problem))?;
                }
                writeln!(out, "{summary}")?;
            }
        }
        Ok(())
    }
}
