//! Copies plans, features and prices from one environment to another.
//!
//! No shipped operation does it, so `queries/copy_catalog.graphql` has two of its own. Keys belong to an environment: there is
//! a client for each. The dump is written to a file on the way; in a repository, its difference is what a review reads.

use std::fs;
use std::path::Path;

use cookbook::stigg::types::MergeEnvironmentInput;
use cookbook::stigg::{DumpCatalog, MergeCatalog};
use cookbook::{argument, connect};
use serde_json::json;
use stigg_graphql::Client;
use stigg_graphql_sandbox::{Builder, Sandbox};

#[tokio::main]
async fn main() -> anyhow::Result<()> {
    let (from, to) = (argument(1, "development"), argument(2, "staging"));
    let (destination, _sandbox) = connect(staging()).await?;
    let source = match std::env::var("STIGG_SOURCE_API_KEY") {
        Ok(key) => Client::builder().key(key).build()?,
        Err(_) => destination.clone(),
    };
    let file = std::env::temp_dir().join("catalog.json");
    let tasks = copy(&source, &from, &destination, &to, &file).await?;
    println!("{} is merged into {to} by the tasks {tasks:?}", file.display());
    Ok(())
}

/// Returns the tasks that publish what was merged.
async fn copy(source: &Client, from: &str, destination: &Client, to: &str, file: &Path) -> anyhow::Result<Vec<String>> {
    let catalog = source.send(DumpCatalog::new(from)).await?.dump_environment_product_catalog.dump;
    fs::write(file, serde_json::to_string_pretty(&catalog)?)?;

    let input = MergeEnvironmentInput {
        destination_environment_slug: to.into(),
        source_template: catalog.into(),
        ..MergeEnvironmentInput::default()
    };
    let merged = destination.send(MergeCatalog::new(input)).await?.merge_environment;
    anyhow::ensure!(merged.environment_slug == to, "{} was changed instead of {to}", merged.environment_slug);
    Ok(merged.task_ids)
}

/// A sandbox that is changed as an environment called so.
fn staging() -> Builder {
    Sandbox::builder().on("mergeEnvironment", json!({"environmentSlug": "staging", "taskIds": ["task-1"]}))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn what_one_environment_has_the_other_is_given() -> anyhow::Result<()> {
        let catalog = json!({"plans": [{"refId": "plan-pro", "displayName": "Pro"}]});
        let source = Sandbox::builder().on("dumpEnvironmentProductCatalog", json!({"dump": catalog})).start().await?;
        let destination = staging().start().await?;
        let file = std::env::temp_dir().join(format!("cookbook-catalog-{}.json", std::process::id()));

        let (here, there) = (cookbook::client(&source)?, cookbook::client(&destination)?);
        let tasks = copy(&here, "development", &there, "staging", &file).await?;
        let written = fs::read_to_string(&file)?;
        fs::remove_file(&file)?;

        assert_eq!(tasks, ["task-1"]);
        assert_eq!(serde_json::from_str::<serde_json::Value>(&written)?, catalog);
        let sent = destination.requests_for("MergeCatalog");
        assert_eq!(sent[0].variable("input.sourceTemplate"), Some(&catalog));
        assert_eq!(source.requests().len(), 1);
        Ok(())
    }
}
