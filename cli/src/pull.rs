//! `pull`: fetches the schema of an endpoint.

use std::fs;
use std::io::Write;
use std::path::PathBuf;

use anyhow::{Context as _, anyhow};
use clap::Args;
use serde_json::json;
use stigg_graphql::Client;
use stigg_graphql_codegen::{Builder, Introspection, terminal};

use crate::connect::{Connect, block_on};
use crate::failure::Verdict;
use crate::introspection;
use crate::output::Output;
use crate::progress::Progress;

/// Fetches the schema by introspection and writes it as SDL, sorted by name.
#[derive(Args)]
#[command(after_help = "Examples:\n  stigg-graphql pull --out schema/stigg.graphql\n  \
                        stigg-graphql pull --endpoint http://127.0.0.1:4000/graphql\n\n\
                        The key is taken from STIGG_SERVER_API_KEY. What is deprecated is part of the schema.")]
pub(crate) struct Pull {
    #[command(flatten)]
    connect: Connect,
    /// Where to write; it is touched only when its bytes change [default: standard output]
    #[arg(long, value_name = "FILE")]
    out: Option<PathBuf>,
}

impl Pull {
    pub(crate) fn run(self, out: &mut Output) -> anyhow::Result<Verdict> {
        let client = self.connect.client()?;
        let text = block_on(fetch(&client))?.sorted().to_sdl();
        let schema = Builder::new().schema_text("the schema that the server told", &text).read_schema();
        let schema = schema.map_err(|problems| {
            let first = problems.iter().next().map_or("", |problem| problem.message.as_str());
            anyhow!("nothing was written, for the schema that the server told cannot be read: {first}")
        })?;
        let own_types = schema.types.values().filter(|ty| !ty.is_built_in()).count();
        let Some(path) = self.out else {
            out.write_all(text.as_bytes())?;
            return Ok(Verdict::Fine);
        };
        let shown = path.to_string_lossy();
        let shown = terminal::line(&shown);
        if fs::read(&path).ok().as_deref() == Some(text.as_bytes()) {
            writeln!(out, "{shown} is up to date")?;
        } else {
            fs::write(&path, text).with_context(|| format!("cannot write {}", terminal::path(&path)))?;
            writeln!(out, "wrote {shown}: {own_types} types")?;
        }
        Ok(Verdict::Fine)
    }
}

async fn fetch(client: &Client) -> anyhow::Result<Introspection> {
    let progress = Progress::new();
    progress.show("asking what the server can tell ...");
    let probed = client.send_raw(introspection::PROBE, json!({})).await?;
    let query = introspection::Abilities::read(probed)?.query();
    progress.show("fetching the schema ...");
    let data = client.send_raw(&query, json!({})).await?;
    Introspection::from_json(&data.to_string()).context("the server's answer to the introspection query cannot be read")
}
