//! How nodes are printed.

use std::io::Write;

use clap::ValueEnum;
use serde_json::Value;

use super::ordered::Order;
use super::sheet::Sheet;
use super::{csv, table};
use crate::json;

#[derive(Clone, Copy, Eq, PartialEq, ValueEnum)]
pub(super) enum Format {
    /// The data as it came; with --all a list of the nodes
    Json,
    /// One node a line, as the pages arrive
    Ndjson,
    /// One node a line, one column for each field, nested ones as `plan.id`
    Csv,
    /// As csv, for reading
    Table,
}

/// Prints the nodes of one page after the other: at once, or all at the end where the format has to see all.
pub(super) struct Printer<'a> {
    format: Format,
    order: Order,
    held: Vec<Value>,
    out: &'a mut dyn Write,
}

impl<'a> Printer<'a> {
    /// Fields come in the order that is given.
    pub(super) fn new(format: Format, order: Order, out: &'a mut dyn Write) -> Self {
        Self { format, order, held: Vec::new(), out }
    }

    pub(super) fn page(&mut self, nodes: Vec<Value>) -> anyhow::Result<()> {
        match self.format {
            Format::Ndjson => {
                for node in &nodes {
                    json::write_line(&self.order.apply(node), self.out)?;
                }
                self.out.flush()?;
            }
            Format::Json | Format::Csv | Format::Table => self.held.extend(nodes),
        }
        Ok(())
    }

    pub(super) fn end(self) -> anyhow::Result<()> {
        let Self { format, order, held, out } = self;
        match format {
            Format::Json => json::write_pretty(&order.apply(&held.into()), out)?,
            Format::Ndjson => {}
            Format::Csv => csv::write(&Sheet::of(&held, &order), out)?,
            Format::Table => table::write(&Sheet::of(&held, &order), out)?,
        }
        Ok(())
    }
}
