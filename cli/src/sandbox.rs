//! `sandbox`: serves a Stigg to try things on.

use std::io::Write;
use std::path::PathBuf;

use anyhow::Context as _;
use clap::Args;
use serde_json::Value;
use stigg_graphql_codegen::Builder;
use stigg_graphql_sandbox::{Builder as SandboxBuilder, Effect, Fault};

use crate::failure::{Verdict, unreadable, wrong_call};
use crate::output::Output;
use crate::stop::stop_signal;

/// Serves a sandbox: a GraphQL server with Stigg's schema and made-up data, on this machine.
///
/// It answers any valid operation, also from curl, `GraphiQL` and other clients, until it is stopped with Ctrl-C. A browser
/// finds a page at its address to write operations on. The same seed gives the same data.
#[derive(Args)]
#[command(
    after_help = "Examples:\n  stigg-graphql sandbox\n  stigg-graphql sandbox --port 0 --customers 250 --nodes Plan=12\n  \
                  stigg-graphql sandbox --fault wrong_json --fault '{\"effect\": {\"status\": 503}, \"on\": \"ListPlans\", \"times\": 2}'"
)]
pub(crate) struct Sandbox {
    /// Port of the loopback interface; 0 takes any free one
    #[arg(long, default_value_t = 4000)]
    port: u16,
    /// How many customers there are
    #[arg(long, value_name = "N")]
    customers: Option<u32>,
    /// How many nodes there are of another type; may be repeated
    #[arg(long, value_name = "TYPE=N", value_parser = count)]
    nodes: Vec<(String, u32)>,
    /// Decides all generated data
    #[arg(long, value_name = "N", default_value_t = 1)]
    seed: u64,
    /// Serves this schema instead of Stigg's: SDL or introspection JSON
    #[arg(long, value_name = "FILE")]
    schema: Option<PathBuf>,
    /// Something that goes wrong on purpose: JSON, or the one word of an effect; may be repeated
    #[arg(long, value_name = "JSON|EFFECT", value_parser = fault)]
    fault: Vec<Fault>,
    /// The API key that it accepts
    #[arg(long, default_value = "server-sandbox-key")]
    key: String,
}

impl Sandbox {
    pub(crate) fn run(self, out: &mut Output) -> anyhow::Result<Verdict> {
        if !is_key(&self.key) {
            return Err(wrong_call("a key is visible ASCII without spaces, or no HTTP header could carry it"));
        }
        let mut builder = stigg_graphql_sandbox::Sandbox::builder().port(self.port).seed(self.seed).key(&self.key);
        for (name, count) in self.customers.map(|count| ("Customer".to_owned(), count)).into_iter().chain(self.nodes) {
            builder = builder.nodes(name, count);
        }
        builder = self.fault.into_iter().fold(builder, SandboxBuilder::fault);
        let mut query = "{ customers(paging: {first: 3}) { edges { node { customerId name email } } totalCount } }";
        if let Some(path) = &self.schema {
            builder = builder.schema(Builder::new().schema(path).read_sdl().map_err(unreadable)?);
            query = "{ __typename }";
        }
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
        runtime.block_on(async {
            // Before the address is told: whoever reads it may stop the sandbox at once.
            let stop = stop_signal()?;
            let sandbox = builder.start().await.with_context(|| match self.port {
                0 => "the sandbox did not start".to_owned(),
                port => format!("the sandbox did not start on port {port}; `--port 0` takes any free one"),
            })?;
            let endpoint = sandbox.endpoint();
            let body = serde_json::json!({ "query": query }).to_string();
            writeln!(out, "Sandbox with made-up data (seed {})\n", self.seed)?;
            writeln!(out, "  endpoint   {endpoint}")?;
            writeln!(out, "  websocket  {}", sandbox.websocket_endpoint())?;
            writeln!(out, "  editor     {}", endpoint.trim_end_matches("graphql"))?;
            writeln!(out, "  key        {}", sandbox.key())?;
            writeln!(out, "  read-only  {}\n", sandbox.client_key())?;
            let header = format!("X-API-Key: {}", sandbox.key());
            let curl = ["curl", &endpoint, "-H", &header, "-H", "Content-Type: application/json", "-d", &body];
            writeln!(out, "{}\n", shlex::try_join(curl)?)?;
            writeln!(out, "Stop it with Ctrl-C.")?;
            out.flush()?;
            stop.await;
            Ok(Verdict::Fine)
        })
    }
}

fn fault(text: &str) -> Result<Fault, String> {
    let given = serde_json::from_str(text).unwrap_or_else(|_| Value::from(text));
    let fault = if given.get("effect").is_some() {
        serde_json::from_value::<Fault>(given)
    } else {
        serde_json::from_value::<Effect>(given).map(Fault::from)
    };
    fault.map_err(|error| {
        format!("{error}; write it as {{\"effect\": {{\"status\": 503}}, \"on\": \"ListPlans\", \"times\": 2}}")
    })
}

fn is_key(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_graphic())
}

fn count(text: &str) -> Result<(String, u32), String> {
    let (name, count) = text.split_once('=').ok_or("write it as TYPE=N, for example Plan=12")?;
    let count = count.parse().map_err(|_| format!("`{count}` is not a number of nodes"))?;
    Ok((name.to_owned(), count))
}
