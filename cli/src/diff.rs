//! `diff`: what is different between two schemas, and for which operations that matters.

mod change;
mod changes;
mod compare;
mod usage;

use std::io::Write;
use std::path::{Path, PathBuf};

use clap::Args;
use serde_json::{Value, json};
use stigg_graphql_codegen::{Builder, Operations, terminal};

use self::change::{Change, Level};
use self::usage::Usage;
use crate::failure::{Verdict, unreadable, wrong_call};
use crate::json;
use crate::list_format::ListFormat;
use crate::output::Output;

/// Compares two schemas: what breaks clients, what is dangerous, what is safe, and which operations meet it.
#[derive(Args)]
#[command(after_help = "Examples:\n  stigg-graphql diff old.graphql schema/stigg.graphql\n  \
                        stigg-graphql diff old.graphql new.graphql --queries queries --touching\n\n\
                        Exits with 1 when a change is breaking. Breaking and dangerous mean what they mean to the\n\
                        GraphQL reference implementation, with one exception: what may not be null and loses its default\n\
                        (`b: Int! = 1` becomes `b: Int!`) is breaking, for requests without it become invalid; the\n\
                        reference implementation calls it dangerous. Root types, defaults of input fields, and types and\n\
                        defaults of the arguments of directives are compared in addition.")]
pub(crate) struct Diff {
    /// Schema as it was: SDL or introspection JSON
    old: PathBuf,
    /// Schema as it is
    new: PathBuf,
    /// Your operations, written for the old schema: a file or a folder
    #[arg(long, value_name = "PATH")]
    queries: Option<PathBuf>,
    /// Leaves out the changes that none of the operations meets, also from the exit code
    #[arg(long, requires = "queries")]
    touching: bool,
    /// Lists the safe changes too, which the text report only counts
    #[arg(long)]
    safe: bool,
    /// Report for people, or an object with all changes for other programs
    #[arg(long, value_enum, default_value_t = ListFormat::Text)]
    format: ListFormat,
}

impl Diff {
    pub(crate) fn run(self, out: &mut Output) -> anyhow::Result<Verdict> {
        let read = |path: &Path| Builder::new().schema(path).read_schema().map_err(unreadable);
        let (old, new) = (read(&self.old)?, read(&self.new)?);
        let mut changes = compare::compare(&old, &new);
        changes.sort_by_key(|change| change.kind.level());
        if let Some(path) = &self.queries {
            let operations = self.operations(path)?;
            for (file, operation) in operations.iter() {
                let used = Usage::of(operation, &operations, &old);
                let name = operation.name.as_ref().map_or("(without a name)", |name| name.as_str());
                for change in changes.iter_mut().filter(|change| used.meets(change)) {
                    change.operations.push((name.to_owned(), file.to_owned()));
                }
            }
        }
        if self.touching {
            changes.retain(|change| !change.operations.is_empty());
        }
        match self.format {
            ListFormat::Text => self.text(&changes, out)?,
            ListFormat::Json => {
                let list: Vec<Value> = changes.iter().map(Change::to_json).collect();
                let report = json!({
                    "breaking": count(&changes, Level::Breaking),
                    "dangerous": count(&changes, Level::Dangerous),
                    "safe": count(&changes, Level::Safe),
                    "changes": list,
                });
                json::write_pretty(&report, out)?;
            }
        }
        Ok(if count(&changes, Level::Breaking) == 0 { Verdict::Fine } else { Verdict::Found })
    }

    /// Reads the operations. A schema that lies among them is none.
    fn operations(&self, path: &Path) -> anyhow::Result<Operations> {
        let builder = Builder::new().schema(&self.old).schema(&self.new).queries(path);
        let operations = builder.read_operations().map_err(unreadable)?;
        if operations.iter().next().is_none() {
            return Err(wrong_call(format!("there are no operations in {}", path.display())));
        }
        Ok(operations)
    }

    fn text(&self, changes: &[Change<'_>], out: &mut Output) -> anyhow::Result<()> {
        let mut shown: Option<Level> = None;
        for change in changes.iter().filter(|change| self.safe || change.kind.level() != Level::Safe) {
            let level = change.kind.level();
            if shown != Some(level) {
                writeln!(out, "{}{}", if shown.is_some() { "\n" } else { "" }, level.name())?;
                shown = Some(level);
            }
            let message = terminal::line(&change.message);
            writeln!(out, "  {} {message}  [{}]", change.subject, change.kind.name())?;
            for (name, file) in &change.operations {
                writeln!(out, "    used by {name} ({})", terminal::line(file))?;
            }
        }
        if shown.is_some() {
            writeln!(out)?;
        }
        let [breaking, dangerous, safe] =
            [Level::Breaking, Level::Dangerous, Level::Safe].map(|level| count(changes, level));
        write!(out, "{breaking} breaking, {dangerous} dangerous, {safe} safe")?;
        writeln!(out, "{}", if safe > 0 && !self.safe { " (`--safe` lists them)" } else { "" })?;
        Ok(())
    }
}

fn count(changes: &[Change<'_>], level: Level) -> usize {
    changes.iter().filter(|change| change.kind.level() == level).count()
}
