//! JSON as it is printed: the values that they are, in letters that a terminal only shows.

use std::io::Write;

use serde::Serialize;
use stigg_graphql_codegen::terminal;

/// For reading, over several lines.
pub(crate) fn write_pretty(value: &impl Serialize, out: &mut dyn Write) -> anyhow::Result<()> {
    Ok(writeln!(out, "{}", terminal::json(serde_json::to_string_pretty(value)?))?)
}

/// On one line.
pub(crate) fn write_line(value: &impl Serialize, out: &mut dyn Write) -> anyhow::Result<()> {
    Ok(writeln!(out, "{}", terminal::json(serde_json::to_string(value)?))?)
}
