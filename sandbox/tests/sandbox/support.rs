//! Sending operations the way any client does.

use serde_json::{Value, json};
use stigg_graphql_sandbox::Sandbox;

/// Sends an operation with the server key; returns the status and the body.
pub(crate) async fn send(sandbox: &Sandbox, query: &str, variables: Value) -> (u16, Value) {
    send_with_key(sandbox, sandbox.key(), query, variables).await
}

/// Sends an operation with a key.
pub(crate) async fn send_with_key(sandbox: &Sandbox, key: &str, query: &str, variables: Value) -> (u16, Value) {
    let response = reqwest::Client::new()
        .post(sandbox.endpoint())
        .header("X-API-Key", key)
        // Refused documents have a status of their own only under this media type.
        .header("Accept", "application/graphql-response+json")
        .json(&json!({ "query": query, "variables": variables }))
        .send()
        .await
        .expect("an answer");
    (response.status().as_u16(), response.json().await.expect("JSON"))
}

/// Sends an operation that must succeed; returns its data.
pub(crate) async fn data(sandbox: &Sandbox, query: &str, variables: Value) -> Value {
    let (status, mut body) = send(sandbox, query, variables).await;
    assert_eq!(status, 200, "{body}");
    assert_eq!(body.get("errors"), None, "{body}");
    body["data"].take()
}

/// Sends an operation that must fail; returns its first error code.
pub(crate) async fn code(sandbox: &Sandbox, query: &str, variables: Value) -> (u16, String) {
    let (status, body) = send(sandbox, query, variables).await;
    let code = body["errors"][0]["extensions"]["code"].as_str().unwrap_or_else(|| panic!("{body}"));
    (status, code.to_owned())
}
