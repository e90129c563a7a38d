//! Records what `tests/answers.rs` plays: from Stigg where `STIGG_SERVER_API_KEY` is set, from a sandbox where it is not.
//!
//! ```sh
//! cargo run --example record
//! ```

use futures_util::TryStreamExt;
use stigg_graphql::Client;
use stigg_graphql::answers::Recorder;
use stigg_graphql::client::ClientBuilder;
use stigg_graphql_sandbox::Sandbox;
use tested_queries::reminders;

#[tokio::main(flavor = "current_thread")]
async fn main() -> anyhow::Result<()> {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/answers");
    let recorder = Recorder::new(folder).mask("subscriptions.edges.node.customer.email", "someone@example.com");
    let sandbox = Sandbox::start().await?;
    let builder = match ClientBuilder::from_env() {
        Ok(builder) => builder,
        Err(_) => Client::builder().key(sandbox.key()).endpoint(sandbox.endpoint()),
    };
    let client = builder.transport(recorder).build()?;
    let reminders: Vec<_> = reminders(&client, "2035-10-01T00:00:00Z".parse()?).try_collect().await?;
    println!("{} reminders", reminders.len());
    Ok(())
}
