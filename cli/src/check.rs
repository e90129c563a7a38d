//! `check`: are the operations valid?

mod cargo;
mod format;
mod watch;

use std::collections::BTreeSet;
use std::io::Write;
use std::path::{Path, PathBuf};

use clap::Args;
use stigg_graphql_codegen::{Builder, Code, CompiledOperation, Diagnostic, Severity, did_you_mean};

use self::format::Format;
use self::watch::Watch;
use crate::compilation::{Compilation, Deprecated};
use crate::failure::Verdict;
use crate::output::Output;

/// Checks operations against a schema, as a build does, and reports everything that is wrong.
#[derive(Args)]
#[command(
    after_help = "Examples:\n  stigg-graphql check\n  stigg-graphql check --queries graphql --schema schema.graphql\n  \
                  stigg-graphql check --format json\n  stigg-graphql check --deny unused-fragment\n  \
                  stigg-graphql check --explain unknown-field\n  stigg-graphql check --watch\n\n\
                  Exits with 1 when there are errors, or nothing to check; warnings alone are fine."
)]
pub(crate) struct Check {
    #[command(flatten)]
    compilation: Compilation,
    /// How to print the problems
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
    /// Leaves out the warnings of this code, such as `unused-fragment` for fragments that others use; may be repeated
    #[arg(long, value_name = "CODE", value_parser = code)]
    allow: Vec<Code>,
    /// Makes errors of the warnings of this code; may be repeated
    #[arg(long, value_name = "CODE", value_parser = code)]
    deny: Vec<Code>,
    /// Folder of fragments that others spread too: none of them counts as unused; may be repeated
    #[arg(long, value_name = "PATH")]
    shared: Vec<PathBuf>,
    /// Goes on, and checks again whenever a file has changed, until it is stopped with Ctrl-C
    #[arg(long)]
    watch: bool,
    /// Says what a code means, and checks nothing
    #[arg(long, value_name = "CODE", value_parser = code)]
    explain: Option<Code>,
}

impl Check {
    pub(crate) fn run(self, out: &mut Output) -> anyhow::Result<Verdict> {
        if let Some(code) = self.explain {
            writeln!(out, "{code}: {}", code.meaning())?;
            return Ok(Verdict::Fine);
        }
        let mut watch = self.watch.then(|| Watch::new(self.compilation.paths()));
        let builder = self.compilation.builder(Deprecated::Warn).hints();
        loop {
            let verdict = self.check(&builder, out)?;
            let Some(watch) = &mut watch else { return Ok(verdict) };
            writeln!(out)?;
            out.flush()?;
            if out.is_closed() {
                return Ok(verdict);
            }
            watch.wait();
        }
    }

    fn check(&self, builder: &Builder, out: &mut Output) -> anyhow::Result<Verdict> {
        let (operations, mut problems) = match builder.generate() {
            Ok(generated) => (generated.operations, generated.warnings),
            Err(problems) => (Vec::new(), problems.iter().cloned().collect()),
        };
        problems.retain(|problem| problem.severity == Severity::Error || !self.is_allowed(problem));
        for problem in problems.iter_mut().filter(|problem| self.deny.contains(&problem.code())) {
            problem.severity = Severity::Error;
        }
        let errors = problems.iter().filter(|problem| problem.severity == Severity::Error).count();
        let is_fine = errors == 0 && !operations.is_empty();
        self.format.write(&problems, &summary(&operations, &problems, errors), is_fine, out)?;
        Ok(if is_fine { Verdict::Fine } else { Verdict::Found })
    }

    /// Whether a warning is not to be seen.
    fn is_allowed(&self, warning: &Diagnostic) -> bool {
        let is_shared = || {
            let file = warning.place.as_ref().map(|place| Path::new(&place.file));
            file.is_some_and(|file| self.shared.iter().any(|folder| file.starts_with(folder)))
        };
        self.allow.contains(&warning.code()) || (warning.code() == Code::UnusedFragment && is_shared())
    }
}

fn summary(operations: &[CompiledOperation], problems: &[Diagnostic], errors: usize) -> String {
    let mut parts = Vec::new();
    if errors > 0 {
        parts.push(counted(errors, "error"));
    }
    if problems.len() > errors {
        parts.push(counted(problems.len() - errors, "warning"));
    }
    let files: BTreeSet<&str> =
        problems.iter().filter_map(|problem| Some(problem.place.as_ref()?.file.as_str())).collect();
    let problems = match (parts.join(", "), files.len()) {
        (parts, 0) => parts,
        (parts, files) => format!("{parts} in {}", counted(files, "file")),
    };
    if errors > 0 || (!problems.is_empty() && !operations.is_empty()) {
        return problems;
    }
    let files: BTreeSet<&str> = operations.iter().map(|operation| operation.file.as_str()).collect();
    match operations.len() {
        0 if problems.is_empty() => "There are no operations to check.".to_owned(),
        0 => format!("{problems}. There are no operations to check."),
        count => format!("All operations are valid: {count} in {}.", counted(files.len(), "file")),
    }
}

fn counted(count: usize, what: &str) -> String {
    format!("{count} {what}{}", if count == 1 { "" } else { "s" })
}

fn code(word: &str) -> Result<Code, String> {
    let known = || Code::ALL.iter().map(|code| code.as_str());
    let code = Code::ALL.iter().copied().find(|code| code.as_str() == word);
    code.ok_or_else(|| {
        did_you_mean(word, known()).unwrap_or_else(|| format!("known are: {}", known().collect::<Vec<_>>().join(", ")))
    })
}
