//! `diff`: what is different between two schemas, and what that means for operations.

mod change;
mod changes;
mod compare;
mod consequence;
mod fail_on;
mod format;
mod report;
mod usage;
mod witness;

use std::path::{Path, PathBuf};

use clap::Args;
use stigg_graphql_codegen::schema::Schema;
use stigg_graphql_codegen::{Builder, Operations};

use self::change::Change;
use self::fail_on::FailOn;
use self::format::Format;
use self::report::{Operation, Report, has_meaning};
use self::usage::Usage;
use self::witness::Witness;
use crate::compilation::ValueTypes;
use crate::failure::{Verdict, unreadable, wrong_call};
use crate::output::Output;

/// Compares two schemas: what breaks clients, what is dangerous, what is safe, and what comes of your operations.
///
/// With `--queries` each operation is compiled with both schemas, and ends in one of: it does not generate; its Rust types
/// change; it has the same types with another meaning; it is untouched. The scalars of the old schema count as known; for
/// the types that your build gives them, pass the options that it passes.
#[derive(Args)]
#[command(after_help = "Examples:\n  stigg-graphql diff old.graphql schema/stigg.graphql\n  \
                        stigg-graphql diff old.graphql new.graphql --queries queries --touching\n  \
                        stigg-graphql diff old.graphql new.graphql --queries queries --fail-on does-not-generate,types-change\n\n\
                        Exits with 1 when there is something that --fail-on names: a level (breaking, dangerous, safe), a kind\n\
                        (such as FIELD_REMOVED), what comes of an operation (does-not-generate, types-change,\n\
                        other-meaning), or nothing.\n\n\
                        Breaking and dangerous mean what they mean to the\n\
                        GraphQL reference implementation, with one exception: what may not be null and loses its default\n\
                        (`b: Int! = 1` becomes `b: Int!`) is breaking, for requests without it become invalid; the\n\
                        reference implementation calls it dangerous. Root types, defaults of input fields, and types and\n\
                        defaults of the arguments of directives are compared in addition. Defaults are compared by value:\n\
                        `1.0` is `1` for a Float, `5` is \"5\" for an ID, `1` is `[1]` for a list.")]
pub(crate) struct Diff {
    /// Schema as it was: SDL or introspection JSON
    old: PathBuf,
    /// Schema as it is
    new: PathBuf,
    /// Your operations, written for the old schema: a file or a folder; may be repeated
    #[arg(long, value_name = "PATH")]
    queries: Vec<PathBuf>,
    /// Leaves out the changes that none of the operations meets, also from the exit code
    #[arg(long, requires = "queries")]
    touching: bool,
    /// Lists the safe changes too, which text and Markdown only count
    #[arg(long)]
    safe: bool,
    /// How to print
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
    /// What to exit with 1 for; see below
    #[arg(long, value_name = "KIND", value_delimiter = ',', value_parser = FailOn::parse, default_value = FailOn::BREAKING)]
    fail_on: Vec<FailOn>,
    #[command(flatten)]
    values: ValueTypes,
}

impl Diff {
    pub(crate) fn run(self, out: &mut Output) -> anyhow::Result<Verdict> {
        let read = |path: &Path| Builder::new().schema(path).read_schema().map_err(unreadable);
        let (old, new) = (read(&self.old)?, read(&self.new)?);
        let mut changes = compare::compare(&old, &new);
        changes.sort_by_key(|change| change.kind.level());
        let operations = if self.queries.is_empty() { None } else { Some(self.operations()?) };
        let mut report = Report { changes, operations: None };
        if let Some(operations) = &operations {
            for (number, (_, operation)) in operations.iter().enumerate() {
                let used = Usage::of(operation, operations, &old);
                for change in report.changes.iter_mut().filter(|change| used.meets(change)) {
                    change.operations.push(number);
                }
            }
            report.operations = Some(self.consequences(operations, &report.changes, &old, &new));
        }
        if self.touching {
            report.changes.retain(|change| !change.operations.is_empty());
        }
        self.format.write(&report, self.safe, out)?;
        let fails = self.fail_on.iter().any(|kind| kind.is_in(&report));
        Ok(if fails { Verdict::Found } else { Verdict::Fine })
    }

    /// Reads the operations. A schema that lies among them is none.
    fn operations(&self) -> anyhow::Result<Operations> {
        let builder = Builder::new().schema(&self.old).schema(&self.new).stigg_fragments();
        let builder = self.queries.iter().fold(builder, Builder::queries);
        let operations = builder.read_operations().map_err(unreadable)?;
        if operations.iter().next().is_none() {
            let shown: Vec<String> = self.queries.iter().map(|path| path.display().to_string()).collect();
            return Err(wrong_call(format!("there are no operations in {}", shown.join(", "))));
        }
        Ok(operations)
    }

    /// What comes of each operation.
    fn consequences<'o>(
        &self,
        operations: &'o Operations,
        changes: &[Change<'_>],
        old: &Schema,
        new: &Schema,
    ) -> Vec<Operation<'o>> {
        let witness = |path: &Path, schema: &Schema| {
            let builder = self.queries.iter().fold(Builder::new().schema(path).stigg_fragments(), Builder::queries);
            Witness::new(witness::with_scalars(self.values.tell(builder), old, schema))
        };
        let met = |number| changes.iter().any(|change| has_meaning(change.kind) && change.operations.contains(&number));
        let consequences = witness::consequences(operations, &witness(&self.old, old), &witness(&self.new, new), met);
        let named = operations.places().zip(consequences).map(|((place, operation), consequence)| Operation {
            name: operation.name.as_ref().map_or("(without a name)", |name| name.as_str()),
            place,
            consequence,
        });
        named.collect()
    }
}
