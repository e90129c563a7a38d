//! Exchanges the key of a running program, without a call that fails.
//!
//! Until the old key ends, both are good: long enough for every other process to have read the new one from where secrets
//! are kept. Processes that are told of it there, by a file or a watcher, take a `key_provider` instead of `set_key`.

use std::time::Duration;

use anyhow::Context as _;
use cookbook::{argument, connect};
use futures_util::TryStreamExt;
use stigg_graphql::operations::types::{GetApiKeysInput, RotateApiKeyInput};
use stigg_graphql::operations::{ListApiKeys, RotateApiKey};
use stigg_graphql::scalars::{DateTime, Uuid};
use stigg_graphql::{ApiKey, Client, Error};
use stigg_graphql_sandbox::Sandbox;

/// The name of the sandbox's key.
const OF_SANDBOX: &str = "Api Key 1";
const OVERLAP: Duration = Duration::from_secs(24 * 60 * 60);

#[tokio::main]
async fn main() -> anyhow::Result<()> {
    let (client, _sandbox) = connect(Sandbox::builder()).await?;
    // In Stigg's app a key has a name.
    let name = argument(1, OF_SANDBOX);
    let id = find(&client, &name).await?.with_context(|| format!("no key is called {name}"))?;
    let ends = DateTime::from(DateTime::now().timestamp() + OVERLAP);
    rotate(&client, id, ends, |_key| println!("the new key is kept")).await?;
    println!("the old key ends at {ends}");
    Ok(())
}

/// The first key of just this name: the server looks for keys that have it in theirs, so others may come before.
async fn find(client: &Client, name: &str) -> Result<Option<Uuid>, Error> {
    let input = GetApiKeysInput { display_name_contains: name.into(), ..GetApiKeysInput::default() };
    let mut keys = client.paginate(ListApiKeys::new(input));
    while let Some(key) = keys.try_next().await? {
        if key.display_name == name {
            return Ok(Some(key.id));
        }
    }
    Ok(None)
}

/// Stores the new key before anything uses it: it is told only once.
async fn rotate(client: &Client, id: Uuid, ends: DateTime, store: impl Fn(&str)) -> Result<(), Error> {
    let input = RotateApiKeyInput { expiration_date: ends.into(), ..RotateApiKeyInput::new(id) };
    let token = client.send(RotateApiKey::new(input)).await?.rotate_api_key.new_api_key.token;
    store(&token);
    client.set_key(ApiKey::new(token)?);
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use futures_util::future::try_join_all;
    use serde_json::json;
    use std::sync::Mutex;
    use stigg_graphql::operations::GetCurrentEnvironment;

    #[tokio::test]
    async fn a_key_that_has_the_name_in_its_own_is_another() -> anyhow::Result<()> {
        let wanted = "00000000-0000-4000-8000-00000000000b";
        let sandbox = Sandbox::builder()
            .entity("ApiKey", json!({"displayName": "backend of tests"}))
            .entity("ApiKey", json!({"displayName": "backend", "id": wanted}))
            .entity("ApiKey", json!({"displayName": "old backend"}))
            .start()
            .await?;
        let client = cookbook::client(&sandbox)?;
        assert_eq!(find(&client, "backend").await?.context("a key")?.to_string(), wanted);
        assert_eq!(find(&client, "back").await?, None);
        Ok(())
    }

    #[tokio::test]
    async fn no_call_fails_while_the_key_changes() -> anyhow::Result<()> {
        let sandbox = Sandbox::start().await?;
        let (client, other) = (cookbook::client(&sandbox)?, cookbook::client(&sandbox)?);
        let id = find(&client, OF_SANDBOX).await?.context("a key")?;
        let stored = Mutex::new(String::new());

        let calls = try_join_all((0..20).map(|_| client.send(GetCurrentEnvironment)));
        let store = |token: &str| token.clone_into(&mut stored.lock().unwrap());
        let ends = DateTime::from(DateTime::now().timestamp() + OVERLAP);
        let (answers, rotated) = tokio::join!(calls, rotate(&client, id, ends, store));
        rotated?;
        assert_eq!(answers?.len(), 20);

        client.send(GetCurrentEnvironment).await?;
        let token = stored.into_inner()?;
        assert_eq!(sandbox.requests().last().and_then(|last| last.header("x-api-key")), Some(token.as_str()));
        assert_ne!(token, sandbox.key());
        other.send(GetCurrentEnvironment).await?;
        Ok(())
    }
}
