//! The whole program against what the API once said: `tests/answers` has it, and `examples/record.rs` records it again.

use futures_util::TryStreamExt;
use stigg_graphql::Client;
use stigg_graphql::answers::Player;
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
