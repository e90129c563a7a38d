//! `check`: are the operations valid?

use std::collections::BTreeSet;
use std::io::Write;

use clap::Args;
use serde_json::{Value, json};
use stigg_graphql_codegen::{Diagnostic, Place, Severity};

use crate::compilation::Compilation;
use crate::failure::Verdict;
use crate::format::ReportFormat;
use crate::json;
use crate::output::Output;

/// Checks operations against a schema, as a build does, and reports everything that is wrong.
#[derive(Args)]
#[command(
    after_help = "Examples:\n  stigg-graphql check\n  stigg-graphql check --queries graphql --schema schema.graphql\n  \
                  stigg-graphql check --format json\n\nExits with 1 when there are errors; warnings alone are fine."
)]
pub(crate) struct Check {
    #[command(flatten)]
    compilation: Compilation,
    /// Report for people, or a list for other programs
    #[arg(long, value_enum, default_value_t = ReportFormat::Text)]
    format: ReportFormat,
}

impl Check {
    pub(crate) fn run(self, out: &mut Output) -> anyhow::Result<Verdict> {
        let found = match self.compilation.builder().generate() {
            Ok(generated) => generated.warnings,
            Err(problems) => problems.iter().cloned().collect(),
        };
        let is_error = |diagnostic: &&Diagnostic| diagnostic.severity == Severity::Error;
        let errors = found.iter().filter(is_error).count();
        match self.format {
            ReportFormat::Text => {
                for diagnostic in &found {
                    writeln!(out, "{diagnostic}\n")?;
                }
                writeln!(out, "{}", summary(&found, errors))?;
            }
            ReportFormat::Json => {
                let list: Vec<Value> = found.iter().map(to_json).collect();
                json::write_pretty(&list, out)?;
            }
        }
        Ok(if errors == 0 { Verdict::Fine } else { Verdict::Found })
    }
}

fn summary(found: &[Diagnostic], errors: usize) -> String {
    if found.is_empty() {
        return "All operations are valid.".to_owned();
    }
    let files: BTreeSet<&str> = found.iter().filter_map(|found| Some(found.place.as_ref()?.file.as_str())).collect();
    let mut parts = Vec::new();
    if errors > 0 {
        parts.push(counted(errors, "error"));
    }
    if found.len() > errors {
        parts.push(counted(found.len() - errors, "warning"));
    }
    let parts = parts.join(", ");
    if files.is_empty() { parts } else { format!("{parts} in {}", counted(files.len(), "file")) }
}

fn counted(count: usize, what: &str) -> String {
    format!("{count} {what}{}", if count == 1 { "" } else { "s" })
}

fn to_json(diagnostic: &Diagnostic) -> Value {
    let mut json = json!({
        "severity": match diagnostic.severity {
            Severity::Error => "error",
            Severity::Warning => "warning",
        },
        "code": diagnostic.code().as_str(),
        "message": diagnostic.message,
        "help": diagnostic.help,
        "related": diagnostic.related.iter().map(place).collect::<Vec<_>>(),
    });
    json["place"] = diagnostic.place.as_ref().map_or(Value::Null, place);
    json
}

fn place(place: &Place) -> Value {
    json!({
        "file": place.file,
        "line": place.line,
        "column": place.column,
        "length": place.length,
        "label": place.label,
    })
}
