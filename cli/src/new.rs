//! `new`: a first text of an operation.

mod selection;

use std::collections::BTreeMap;
use std::fs;
use std::io::Write;
use std::path::PathBuf;

use anyhow::{Context as _, anyhow};
use clap::Args;
use heck::ToUpperCamelCase;
use stigg_graphql_codegen::schema::Schema;
use stigg_graphql_codegen::syntax::{FieldDefinition, OperationType};
use stigg_graphql_codegen::{Builder, did_you_mean, terminal};

use crate::failure::{Verdict, unreadable, wrong_call};
use crate::output::Output;

/// Writes a starting point for an operation: its arguments as variables, the plain fields of what it gives, and paging.
#[derive(Args)]
#[command(after_help = "Examples:\n  stigg-graphql new customers\n  \
                        stigg-graphql new getPaywall --name PricingPage --out queries/pricing_page.graphql\n\n\
                        What it selects is there to be cut down.")]
pub(crate) struct New {
    /// A field of the query, mutation or subscription type
    field: String,
    /// What the operation is called [default: like the field]
    #[arg(long, value_parser = name)]
    name: Option<String>,
    /// Schema: SDL or introspection JSON [default: Stigg's]
    #[arg(long, value_name = "FILE")]
    schema: Option<PathBuf>,
    /// Where to write; a file that is there is left alone [default: standard output]
    #[arg(long, value_name = "FILE")]
    out: Option<PathBuf>,
}

impl New {
    pub(crate) fn run(self, out: &mut Output) -> anyhow::Result<Verdict> {
        let mut builder = Builder::new();
        if let Some(path) = &self.schema {
            builder = builder.schema(path);
        }
        let schema = builder.read_schema().map_err(unreadable)?;
        let (kind, field) = root_field(&schema, &self.field)?;
        let name = self.name.unwrap_or_else(|| self.field.to_upper_camel_case());
        let text = text(&schema, kind, field, &name)?;
        let Some(path) = self.out else {
            out.write_all(text.as_bytes())?;
            return Ok(Verdict::Fine);
        };
        let mut file =
            fs::File::create_new(&path).with_context(|| format!("cannot write {}", terminal::path(&path)))?;
        file.write_all(text.as_bytes())?;
        writeln!(out, "wrote {}", terminal::line(&path.to_string_lossy()))?;
        Ok(Verdict::Fine)
    }
}

fn root_field<'a>(schema: &'a Schema, name: &str) -> anyhow::Result<(OperationType, &'a FieldDefinition)> {
    let roots = || OperationType::ALL.into_iter().filter_map(|kind| Some((kind, schema.root(kind)?)));
    if let Some(found) =
        roots().find_map(|(kind, root)| Some((kind, schema.field(root, name).filter(|_| !name.starts_with("__"))?)))
    {
        return Ok(found);
    }
    let similar = did_you_mean(name, roots().flat_map(|(_, root)| schema.field_names(root)));
    let advice = similar.map_or_else(String::new, |advice| format!("; {advice}"));
    Err(wrong_call(format!("neither query nor mutation nor subscription has a field `{name}`{advice}")))
}

/// The operation, laid out as the generator prints it.
fn text(schema: &Schema, kind: OperationType, field: &FieldDefinition, name: &str) -> anyhow::Result<String> {
    let mut variables = BTreeMap::new();
    for (nth, argument) in field.arguments.iter().enumerate() {
        // What may be left out comes last.
        variables.insert((!argument.is_required(), nth), argument);
    }
    let list = |open: &str, parts: Vec<String>, close: &str| {
        if parts.is_empty() { String::new() } else { format!("{open}{}{close}", parts.join(", ")) }
    };
    let declared = variables.values().map(|argument| format!("${}: {}", argument.name, argument.ty)).collect();
    let given = field.arguments.iter().map(|argument| format!("{0}: ${0}", argument.name)).collect();
    let selection = selection::of(schema, &field.ty);
    let text =
        format!("{kind} {name}{} {{ {}{}{selection} }}", list("(", declared, ")"), field.name, list("(", given, ")"));
    let read = Builder::new().query_text("new", &text).read_operations().map_err(unreadable)?;
    let (_, operation) = read.iter().next().ok_or_else(|| anyhow!("no operation was written"))?;
    Ok(format!("{operation}\n"))
}

fn name(text: &str) -> Result<String, String> {
    let is_name = text.starts_with(|first: char| first.is_ascii_alphabetic() || first == '_')
        && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_');
    if is_name {
        Ok(text.to_owned())
    } else {
        Err("a name has letters, digits and `_`, and begins with no digit".to_owned())
    }
}
