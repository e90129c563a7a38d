//! API keys: what is made, rotated or revoked opens the door or shuts it.

use serde_json::{Value, json};
use stigg_graphql_sandbox::{Sandbox, Scope};

use crate::support::{code, data, send_with_key};

const KEYS: &str =
    "{ apiKeys(input: {paging: {first: 100}}) { edges { node { id token keyType expireAt displayName } } } }";
const ROTATE: &str = "mutation($input: RotateApiKeyInput!) { rotateApiKey(input: $input) {
    newApiKey { id token keyType expireAt displayName } oldApiKey { id token expireAt } } }";
const READ: &str = "{ currentEnvironment }";
const WRITE: &str = r#"mutation { updateOneCustomer(input: {customerId: "customer-0001", name: "x"}) { name } }"#;

async fn keys(sandbox: &Sandbox) -> Vec<Value> {
    let list = data(sandbox, KEYS, json!({})).await;
    list["apiKeys"]["edges"].as_array().expect("edges").iter().map(|edge| edge["node"].clone()).collect()
}

/// The status of a read and of a write.
async fn may(sandbox: &Sandbox, key: &Value) -> (u16, u16) {
    let key = key.as_str().expect("a token");
    let read = send_with_key(sandbox, key, READ, json!({})).await.0;
    (read, send_with_key(sandbox, key, WRITE, json!({})).await.0)
}

#[tokio::test]
async fn the_keys_of_the_sandbox_are_in_its_list() {
    let sandbox = Sandbox::builder()
        .scoped_key("server-reports", Scope::Fields(vec!["plans".to_owned()]))
        .start()
        .await
        .expect("start");
    let keys = keys(&sandbox).await;
    assert_eq!(keys.len(), 30);
    let shown: Vec<Value> =
        keys[..3].iter().map(|key| json!([key["token"], key["keyType"], key["expireAt"]])).collect();
    let expected = [
        json!(["server-sandbox-key", "SERVER", null]),
        json!(["client-sandbox-key", "CLIENT", null]),
        json!(["server-reports", "SCOPED", null]),
    ];
    assert_eq!(shown, expected);
    assert_eq!(may(&sandbox, &keys[1]["token"]).await, (200, 403));
    assert_eq!(may(&sandbox, &keys[2]["token"]).await, (403, 403), "the scope of the builder is kept");
}

#[tokio::test]
async fn a_rotated_key_has_an_end_and_the_new_one_a_life() {
    let sandbox = Sandbox::builder().key("server-old").start().await.expect("start");
    let id = keys(&sandbox).await[0]["id"].clone();
    let input = json!({"id": id, "expirationDate": "2099-01-01T00:00:00.000Z"});
    let rotated = data(&sandbox, ROTATE, json!({"input": input})).await["rotateApiKey"].take();
    let (new, old) = (&rotated["newApiKey"], &rotated["oldApiKey"]);
    assert_eq!(old, &json!({"id": id, "token": "server-old", "expireAt": "2099-01-01T00:00:00.000Z"}));
    assert_eq!((&new["keyType"], &new["expireAt"]), (&json!("SERVER"), &Value::Null));
    assert!(new["token"].as_str().is_some_and(|token| token.starts_with("server-") && token != "server-old"), "{new}");
    let list = keys(&sandbox).await;
    assert_eq!((list.len(), &list[30]), (31, new));
    assert_eq!(list[0]["expireAt"], old["expireAt"]);
    for key in [old, new] {
        assert_eq!(may(&sandbox, &key["token"]).await, (200, 200), "both live until the old one ends");
    }
    let again = code(&sandbox, ROTATE, json!({"input": {"id": id}})).await;
    assert_eq!(again, (200, "ApiKeyHasExpiry".to_owned()), "a second time says so");

    // Without a date the end is now.
    let id = &new["id"];
    let body = send_with_key(&sandbox, "server-old", ROTATE, json!({"input": {"id": id}})).await.1;
    let newest = &body["data"]["rotateApiKey"]["newApiKey"]["token"];
    assert_eq!(may(&sandbox, &new["token"]).await, (401, 401));
    assert_eq!(may(&sandbox, newest).await, (200, 200));
    let (_, refused) = send_with_key(&sandbox, new["token"].as_str().expect("a token"), READ, json!({})).await;
    assert_eq!(refused["errors"][0]["extensions"]["code"], "Unauthenticated");
    assert_eq!(refused["errors"][0]["message"], "the API key has expired");
    let unknown = json!({"input": {"id": "00000000-0000-4000-8000-000000000000"}});
    assert_eq!(code(&sandbox, ROTATE, unknown).await.1, "ApiKeyNotFound");
}

#[tokio::test]
async fn a_publishable_key_stays_one() {
    let sandbox = Sandbox::start().await.expect("start");
    let id = keys(&sandbox).await[1]["id"].clone();
    let rotated = data(&sandbox, ROTATE, json!({"input": {"id": id}})).await["rotateApiKey"].take();
    let new = &rotated["newApiKey"];
    assert!(new["token"].as_str().is_some_and(|token| token.starts_with("client-")), "{new}");
    assert_eq!(may(&sandbox, &new["token"]).await, (200, 403));
    assert_eq!(may(&sandbox, &json!("client-sandbox-key")).await, (401, 401));
}

#[tokio::test]
async fn keys_are_made_limited_and_revoked() {
    let sandbox = Sandbox::start().await.expect("start");
    let environment = "00000000-0000-4000-8000-000000000000";
    let create = "mutation($input: CreateScopedApiKeyInput!) { createScopedApiKey(input: $input) { id token keyType expireAt displayName } }";
    let made = async |actions: &[&str]| {
        let scopes: Vec<Value> =
            actions.iter().map(|action| json!({"action": action, "resource": "CUSTOMER"})).collect();
        let input = json!({"displayName": "Reports", "environmentId": environment, "scopes": scopes});
        data(&sandbox, create, json!({"input": input})).await["createScopedApiKey"].take()
    };
    let (reader, writer) = (made(&["READ"]).await, made(&["READ", "WRITE"]).await);
    for key in [&reader, &writer] {
        assert!(key["token"].as_str().is_some_and(|token| token.starts_with("server-")), "{key}");
        assert_eq!(
            (&key["keyType"], &key["expireAt"], &key["displayName"]),
            (&json!("SCOPED"), &Value::Null, &json!("Reports"))
        );
    }
    assert_ne!(reader["token"], writer["token"]);
    assert_eq!(may(&sandbox, &reader["token"]).await, (200, 403));
    assert_eq!(may(&sandbox, &writer["token"]).await, (200, 200));
    let update = "mutation($id: UUID!) { updateApiKey(input: {id: $id, expireAt: \"2020-01-01T00:00:00Z\"}) { id } }";
    data(&sandbox, update, json!({"id": reader["id"]})).await;
    assert_eq!(may(&sandbox, &reader["token"]).await, (401, 401));
    let revoke = "mutation($id: UUID!) { revokeApiKey(input: {id: $id}) { id } }";
    data(&sandbox, revoke, json!({"id": writer["id"]})).await;
    assert_eq!(may(&sandbox, &writer["token"]).await, (401, 401));
    let ids: Vec<Value> = keys(&sandbox).await.into_iter().map(|key| key["id"].clone()).collect();
    assert_eq!((ids.len(), ids.contains(&writer["id"])), (31, false));
}

#[tokio::test]
async fn a_batch_has_as_many_answers_whatever_its_key_may() {
    let sandbox = Sandbox::builder().start().await.expect("start");
    let send = async |key: &str, batch: &Value| {
        let request = reqwest::Client::new().post(sandbox.endpoint()).header("X-API-Key", key).json(batch);
        let response = request.send().await.expect("an answer");
        (response.status().as_u16(), response.json::<Vec<Value>>().await.expect("a list"))
    };
    let codes = |answers: &[Value]| -> Vec<Value> {
        answers.iter().map(|answer| answer["errors"][0]["extensions"]["code"].clone()).collect()
    };
    let (status, answers) = send("wrong", &json!([{"query": READ}, {"query": WRITE}])).await;
    assert_eq!((status, codes(&answers)), (401, vec![json!("Unauthenticated"), json!("Unauthenticated")]));

    let list = keys(&sandbox).await;
    let own = list.iter().find(|key| key["token"] == sandbox.key()).expect("the key of the sandbox");
    let end = "mutation($id: UUID!) { revokeApiKey(input: {id: $id}) { id } }";
    let batch = json!([{"query": READ}, {"query": end, "variables": {"id": own["id"]}}, {"query": READ}]);
    let (status, answers) = send(sandbox.key(), &batch).await;
    assert_eq!((status, codes(&answers)), (200, vec![Value::Null, Value::Null, json!("Unauthenticated")]));
    assert_eq!(answers[1], json!({"data": {"revokeApiKey": {"id": own["id"]}}}), "what was written is answered");
}
