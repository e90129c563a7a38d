//! Writes all subscriptions to a file, one a line, and goes on where it was stopped.
//!
//! After each page the cursor of the next one is written down. Who is stopped between the two gets that page twice, and never
//! loses one: `subscriptionId` tells.

use std::fs::{self, OpenOptions};
use std::io::Write as _;
use std::path::Path;

use cookbook::{argument, connect};
use futures_util::TryStreamExt;
use stigg_graphql::Client;
use stigg_graphql::operations::ListSubscriptions;
use stigg_graphql_sandbox::Sandbox;

#[tokio::main]
async fn main() -> anyhow::Result<()> {
    let (client, _sandbox) = connect(Sandbox::builder()).await?;
    let folder = argument(1, ".");
    let count = export(&client, Path::new(&folder)).await?;
    println!("{count} subscriptions written to {folder}/subscriptions.ndjson");
    Ok(())
}

/// Returns how many this run has written; without a cursor to go on from, into a new file.
async fn export(client: &Client, folder: &Path) -> anyhow::Result<usize> {
    let bookmark = folder.join("subscriptions.cursor");
    let mut pages = client.paginate(ListSubscriptions::default()).page_size(100).pages();
    let goes_on = bookmark.exists();
    if goes_on {
        pages = pages.from_cursor(fs::read_to_string(&bookmark)?);
    }
    let mut file = OpenOptions::new();
    let file = if goes_on { file.append(true) } else { file.write(true).truncate(true) };
    let mut file = file.create(true).open(folder.join("subscriptions.ndjson"))?;
    let mut count = 0;
    while let Some(page) = pages.try_next().await? {
        let page = page.subscriptions;
        let mut lines = Vec::new();
        for subscription in &page {
            serde_json::to_writer(&mut lines, subscription)?;
            lines.push(b'\n');
            count += 1;
        }
        file.write_all(&lines)?;
        if let Some(cursor) = page.page_info().and_then(|info| info.end_cursor.value()) {
            fs::write(&bookmark, cursor)?;
        }
    }
    if bookmark.exists() {
        fs::remove_file(bookmark)?;
    }
    Ok(count)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;
    use stigg_graphql_sandbox::Fault;

    #[tokio::test]
    async fn what_was_stopped_goes_on() -> anyhow::Result<()> {
        let folder = std::env::temp_dir().join(format!("cookbook-export-{}", std::process::id()));
        fs::create_dir_all(&folder)?;
        let sandbox = Sandbox::builder().nodes("Customer", 125).start().await?;
        let client = cookbook::client(&sandbox)?;

        sandbox.fault(Fault::status(500).after(2));
        export(&client, &folder).await.unwrap_err();
        sandbox.clear_faults();
        let rest = export(&client, &folder).await?;

        let text = fs::read_to_string(folder.join("subscriptions.ndjson"))?;
        // Once more after the end is a new file.
        let again = export(&client, &folder).await?;
        let new_text = fs::read_to_string(folder.join("subscriptions.ndjson"))?;
        assert_eq!((again, new_text.lines().count()), (250, 250));
        fs::remove_dir_all(&folder)?;
        let ids: BTreeSet<String> = text
            .lines()
            .map(|line| Ok(serde_json::from_str::<serde_json::Value>(line)?["subscriptionId"].to_string()))
            .collect::<anyhow::Result<_>>()?;
        assert_eq!((rest, text.lines().count(), ids.len()), (50, 250, 250));
        Ok(())
    }
}
