//! Recorded answers: what is in a file, and what a test is told that plays it.

use std::fs;
use std::path::PathBuf;

use serde_json::{Value, json};
use stigg_graphql::answers::{Player, Recorder};
use stigg_graphql::operations::types::GetCustomerByRefIdInput;
use stigg_graphql::operations::{GetCustomerById, get_customer_by_id};
use stigg_graphql::transport::{Fault, Reply, Request, Sending, TransportError};
use stigg_graphql::{Client, Error, Operation, RetryPolicy, Transport};
use stigg_graphql_sandbox::Sandbox;

/// A new folder for one test.
fn folder(test: &str) -> PathBuf {
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("answers").join(test);
    if folder.exists() {
        fs::remove_dir_all(&folder).unwrap();
    }
    folder
}

fn files(folder: &PathBuf) -> Vec<PathBuf> {
    let mut files: Vec<_> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.sort();
    files
}

fn get(id: &str) -> GetCustomerById {
    GetCustomerById::new(GetCustomerByRefIdInput::new(id))
}

async fn played(folder: &PathBuf, id: &str) -> Result<get_customer_by_id::Data, Error> {
    Client::builder().key("server-none").transport(Player::new(folder)).build().unwrap().send(get(id)).await
}

/// Says the same to everyone, and repeats their key.
struct Server(u16, Value);

impl Transport for Server {
    fn send(&self, request: Request) -> Sending<'_> {
        let mut body = self.1.clone();
        body["extensions"] = json!({"key": request.headers["x-api-key"].to_str().unwrap()});
        Box::pin(async move { Ok(Reply::new(self.0, body.to_string())) })
    }
}

#[tokio::test]
async fn what_was_recorded_over_http_is_played_without_a_server() {
    let folder = folder("over_http");
    let sandbox = Sandbox::start().await.unwrap();
    let transport = Recorder::new(&folder).mask("getCustomerByRefId.email", "someone@example.com");
    let client =
        Client::builder().key(sandbox.key()).endpoint(sandbox.endpoint()).transport(transport).build().unwrap();
    let recorded = client.send(get("customer-0001")).await.unwrap().get_customer_by_ref_id.unwrap();
    client.send(get("customer-0002")).await.unwrap();
    client.send(get("customer-0001")).await.unwrap();
    drop(sandbox);

    assert_eq!(files(&folder).len(), 2);
    let played = played(&folder, "customer-0001").await.unwrap().get_customer_by_ref_id.unwrap();
    assert_ne!(recorded.email, played.email);
    let masked = |customer: &get_customer_by_id::GetCustomerByRefId| {
        let mut json = serde_json::to_value(customer).unwrap();
        json["email"] = json!("someone@example.com");
        json
    };
    assert_eq!(serde_json::to_value(&played).unwrap(), masked(&recorded));
}

#[tokio::test]
async fn a_file_is_readable_and_has_no_key() {
    let folder = folder("readable");
    let server = Server(200, json!({"data": {"getCustomerByRefId": null}}));
    let recorder = Recorder::around(server, &folder);
    let client = Client::builder().key("server-secret-0123").transport(recorder).build().unwrap();
    client.send(get("customer-1")).await.unwrap();

    let [file] = &files(&folder)[..] else { panic!("one answer was recorded") };
    assert_eq!(file.file_name().unwrap(), "GetCustomerById.c94f05c0840d.json");
    let text = fs::read_to_string(file).unwrap();
    assert!(!text.contains("secret-0123"), "{text}");
    let query = serde_json::to_string(GetCustomerById::DOCUMENT).unwrap();
    assert_eq!(
        text,
        format!(
            r#"{{
  "operationName": "GetCustomerById",
  "query": {query},
  "variables": {{
    "input": {{
      "customerId": "customer-1"
    }}
  }},
  "status": 200,
  "answer": {{
    "data": {{
      "getCustomerByRefId": null
    }},
    "extensions": {{
      "key": "[secret header]"
    }}
  }}
}}
"#
        )
    );
}

#[tokio::test]
async fn a_failure_is_played_as_it_was() {
    let folder = folder("failure");
    let server = Server(401, json!({"errors": [{"message": "no", "extensions": {"code": "UNAUTHENTICATED"}}]}));
    let client = Client::builder().key("server-1").transport(Recorder::around(server, &folder)).build().unwrap();
    let recorded = client.send(get("customer-1")).await.unwrap_err();
    let played = played(&folder, "customer-1").await.unwrap_err();
    assert!(played.is_unauthenticated());
    assert_eq!(played.status(), recorded.status());
}

#[tokio::test]
async fn what_does_not_match_is_named() {
    let folder = folder("named");
    let missing = played(&folder, "customer-1").await.unwrap_err();
    assert_eq!(missing.attempts(), 1);
    let text = missing.to_string();
    assert!(text.contains("no answer to `GetCustomerById` with these variables is recorded"), "{text}");
    assert!(text.contains("GetCustomerById.c94f05c0840d.json"), "{text}");

    let server = Server(200, json!({"data": {"getCustomerByRefId": null}}));
    let client = Client::builder().key("server-1").transport(Recorder::around(server, &folder)).build().unwrap();
    client.send(get("customer-1")).await.unwrap();
    let [file] = &files(&folder)[..] else { panic!("one answer was recorded") };
    let mut recording: Value = serde_json::from_slice(&fs::read(file).unwrap()).unwrap();
    recording["query"] = json!("query GetCustomerById { __typename }");
    fs::write(file, recording.to_string()).unwrap();
    let text = played(&folder, "customer-1").await.unwrap_err().to_string();
    assert!(text.contains("`GetCustomerById` sends another document than the one that"), "{text}");

    fs::write(file, "no JSON").unwrap();
    let text = played(&folder, "customer-1").await.unwrap_err().to_string();
    assert!(text.contains("is no recorded answer"), "{text}");
}

/// Counts as sent, though nobody answers.
struct Broken;

impl Transport for Broken {
    fn send(&self, _: Request) -> Sending<'_> {
        Box::pin(async { Err(TransportError::new(Fault::Connect)) })
    }
}

#[tokio::test]
async fn what_cannot_be_recorded_is_not_sent_and_what_has_no_answer_is_not_recorded() {
    let folder = folder("unwritable");
    let client = Client::builder()
        .key("server-1")
        .retry(RetryPolicy::none())
        .transport(Recorder::around(Broken, &folder))
        .build()
        .unwrap();
    client.send(get("customer-1")).await.unwrap_err();
    assert_eq!(files(&folder), Vec::<PathBuf>::new());

    fs::remove_dir(&folder).unwrap();
    fs::write(&folder, "a file").unwrap();
    let error = client.send(get("customer-1")).await.unwrap_err();
    assert!(error.to_string().contains("cannot record to") && !error.may_have_executed(), "{error}");
    fs::remove_file(&folder).unwrap();
}
