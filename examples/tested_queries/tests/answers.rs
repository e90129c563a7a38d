//! The whole program against what the API once said: `tests/answers` has it.

use futures_util::TryStreamExt;
use stigg_graphql::Client;
use stigg_graphql::answers::{Player, Recorder};
use stigg_graphql::client::ClientBuilder;
use stigg_graphql_sandbox::Sandbox;
use tested_queries::reminders;

const BY: &str = "2035-10-01T00:00:00Z";
const FOLDER: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/answers");

#[tokio::test]
async fn trials_of_a_recorded_day_are_reminded_of() -> anyhow::Result<()> {
    let client = Client::builder().key("server-none").transport(Player::new(FOLDER)).build()?;
    let reminders: Vec<_> = reminders(&client, BY.parse()?).try_collect().await?;
    let told: Vec<_> = reminders.iter().map(|one| format!("{} {}", one.ends, one.greeting)).collect();
    assert_eq!(told, ["2035-06-20T00:00:00.000Z Hello Copperline", "2035-06-10T00:00:00.000Z Hello Quiet Orchard 2"]);
    assert!(reminders.iter().all(|one| one.email == "someone@example.com"));
    Ok(())
}

/// Records again, with `cargo test --test answers -- --ignored`: from Stigg where `STIGG_SERVER_API_KEY` is set, from a
/// sandbox where it is not.
#[tokio::test]
#[ignore = "writes the files that the other test plays"]
async fn record() -> anyhow::Result<()> {
    let recorder = Recorder::new(FOLDER).mask("subscriptions.edges.node.customer.email", "someone@example.com");
    let sandbox = Sandbox::start().await?;
    let builder = match ClientBuilder::from_env() {
        Ok(builder) => builder,
        Err(_) => Client::builder().key(sandbox.key()).endpoint(sandbox.endpoint()),
    };
    let client = builder.transport(recorder).build()?;
    let reminders: Vec<_> = reminders(&client, BY.parse()?).try_collect().await?;
    println!("{} reminders", reminders.len());
    Ok(())
}
