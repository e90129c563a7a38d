//! `ops`: the operations that come with the program.

use std::io::Write;

use clap::{Args, Subcommand};
use serde_json::{Value, json};
use stigg_graphql::operations::OPERATIONS;
use stigg_graphql::{OperationInfo, OperationKind, Replay};
use stigg_graphql_codegen::did_you_mean;
use stigg_graphql_codegen::syntax::{FileId, parse};

use crate::failure::{Verdict, wrong_call};
use crate::json;
use crate::list_format::ListFormat;
use crate::output::Output;

/// Lists and shows the operations that come with this program and with the library.
#[derive(Args)]
#[command(after_help = "Examples:\n  stigg-graphql ops list\n  stigg-graphql ops list --area credits\n  \
                  stigg-graphql ops show ListCustomers\n\n`stigg-graphql run NAME` sends one.")]
pub(crate) struct Ops {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Names, kinds, areas, and whether they are safe to send twice
    List {
        /// Those of one area alone, such as `customers`
        #[arg(long)]
        area: Option<String>,
        /// How to print
        #[arg(long, value_enum, default_value_t = ListFormat::Text)]
        format: ListFormat,
    },
    /// The text of one, with the fragments that it spreads
    Show {
        /// Its name
        name: String,
    },
}

impl Ops {
    pub(crate) fn run(self, out: &mut Output) -> anyhow::Result<Verdict> {
        match self.command {
            Command::List { area: wanted, format } => {
                let listed: Vec<&OperationInfo> = OPERATIONS
                    .iter()
                    .filter(|one| wanted.as_deref().is_none_or(|wanted| area(one) == wanted))
                    .collect();
                if let (Some(wanted), true) = (&wanted, listed.is_empty()) {
                    let advice = did_you_mean(wanted, OPERATIONS.iter().map(area));
                    let advice = advice.map_or_else(String::new, |advice| format!("; {advice}"));
                    return Err(wrong_call(format!("there is no area `{wanted}`{advice}")));
                }
                match format {
                    ListFormat::Text => text(&listed, out)?,
                    ListFormat::Json => {
                        json::write_pretty(&listed.into_iter().map(to_json).collect::<Vec<_>>(), out)?;
                    }
                }
            }
            Command::Show { name } => {
                let Some(operation) = OPERATIONS.iter().find(|operation| operation.name == name) else {
                    let advice = did_you_mean(&name, OPERATIONS.iter().map(|operation| operation.name))
                        .unwrap_or_else(|| "`stigg-graphql ops list` has them all".to_owned());
                    return Err(wrong_call(format!("there is no operation `{name}`; {advice}")));
                };
                writeln!(out, "# {}", operation.source)?;
                writeln!(out, "# Safe to send twice: {}", replay(&operation.replay))?;
                write!(out, "{}", parse(operation.document, FileId::BUILT_IN).document.executable_text())?;
            }
        }
        Ok(Verdict::Fine)
    }
}

fn text(listed: &[&OperationInfo], out: &mut Output) -> anyhow::Result<()> {
    let rows: Vec<[&str; 4]> =
        listed.iter().map(|one| [one.name, kind(one.kind), area(one), replay(&one.replay)]).collect();
    let width = |column: usize| rows.iter().map(|row| row[column].len()).max().unwrap_or_default();
    let widths = [width(0), width(1), width(2)];
    for [name, kind, area, replay] in &rows {
        writeln!(out, "{name:0$}  {kind:1$}  {area:2$}  {replay}", widths[0], widths[1], widths[2])?;
    }
    Ok(())
}

fn to_json(operation: &OperationInfo) -> Value {
    json!({
        "name": operation.name,
        "kind": kind(operation.kind),
        "area": area(operation),
        "safeToSendTwice": replay(&operation.replay),
        "source": operation.source,
        "sha256": operation.sha256,
        "document": operation.document,
    })
}

/// The folder below `queries` that it is in.
fn area(operation: &OperationInfo) -> &'static str {
    operation.source.split('/').rev().nth(1).unwrap_or_default()
}

fn kind(kind: OperationKind) -> &'static str {
    match kind {
        OperationKind::Query => "query",
        OperationKind::Mutation => "mutation",
        OperationKind::Subscription => "subscription",
    }
}

fn replay(replay: &Replay) -> &'static str {
    match replay {
        Replay::Safe => "always",
        Replay::Keyed(_) => "with an idempotency key",
        Replay::Never => "no",
    }
}
