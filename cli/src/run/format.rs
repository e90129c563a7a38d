//! How nodes are printed.

use std::io::Write;

use clap::ValueEnum;
use serde_json::Value;

use super::columns::Columns;
use super::csv;
use super::table::Table;
use crate::json;
use crate::ordered::Order;
use crate::output::Output;

#[derive(Clone, Copy, Eq, PartialEq, ValueEnum)]
pub(super) enum Format {
    /// The data as it came; with --all a list of the nodes
    Json,
    /// One node a line
    Ndjson,
    /// One node a line, one column for each field, nested ones as `plan.id`
    Csv,
    /// As csv, for reading; the first page decides how wide the columns are
    Table,
}

impl Format {
    /// Whether it has columns to choose from.
    pub(super) fn has_columns(self) -> bool {
        match self {
            Self::Json | Self::Ndjson => false,
            Self::Csv | Self::Table => true,
        }
    }
}

/// Prints the nodes of one page after the other, each as it arrives; only a JSON list is printed at the end.
pub(super) enum Printer {
    Json { order: Order, held: Vec<Value> },
    Ndjson { order: Order },
    Csv { columns: Columns, is_begun: bool },
    Table { columns: Columns, table: Option<Table> },
}

impl Printer {
    /// Fields come in the order that is given, or in that of the columns.
    pub(super) fn new(format: Format, order: Order, columns: Columns) -> Self {
        match format {
            Format::Json => Self::Json { order, held: Vec::new() },
            Format::Ndjson => Self::Ndjson { order },
            Format::Csv => Self::Csv { columns, is_begun: false },
            Format::Table => Self::Table { columns, table: None },
        }
    }

    pub(super) fn page(&mut self, nodes: Vec<Value>, out: &mut Output) -> anyhow::Result<()> {
        match self {
            Self::Json { held, .. } => held.extend(nodes),
            Self::Ndjson { order } => {
                for node in &nodes {
                    json::write_line(&order.apply(node), out)?;
                }
            }
            Self::Csv { columns, is_begun } => {
                let header = (!std::mem::replace(is_begun, true)).then(|| columns.header());
                csv::write(header.into_iter().chain(nodes.iter().map(|node| columns.row(node))), out)?;
            }
            Self::Table { columns, table } => {
                let rows: Vec<Vec<String>> = nodes.iter().map(|node| columns.row(node)).collect();
                let table = match table {
                    Some(table) => table,
                    None => table.insert(Table::begin(&columns.header(), &rows, out.columns(), out)?),
                };
                for row in &rows {
                    table.row(row, out)?;
                }
            }
        }
        Ok(out.flush()?)
    }

    pub(super) fn end(self, out: &mut Output) -> anyhow::Result<()> {
        match self {
            Self::Json { order, held } => json::write_pretty(&order.apply(&held.into()), out),
            Self::Ndjson { .. } | Self::Csv { .. } | Self::Table { .. } => Ok(()),
        }
    }
}
