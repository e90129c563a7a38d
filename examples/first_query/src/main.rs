//! Prints the names of all plans.

use futures_util::TryStreamExt;
use stigg_graphql::Client;
use stigg_graphql_sandbox::Sandbox;

mod stigg {
    stigg_graphql::include_operations!();
}

#[tokio::main]
async fn main() -> anyhow::Result<()> {
    // Against Stigg: `let client = Client::from_env()?;`
    let sandbox = Sandbox::start().await?;
    let client = Client::builder().key(sandbox.key()).endpoint(sandbox.endpoint()).build()?;

    let mut plans = client.paginate(stigg::PlanNames::default());
    while let Some(plan) = plans.try_next().await? {
        println!("{}: {}", plan.ref_id, plan.display_name);
    }
    Ok(())
}
