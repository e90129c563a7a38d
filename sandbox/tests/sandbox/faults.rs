//! Faults: each one as a client sees it.

use std::time::{Duration, Instant};

use reqwest::header::HeaderMap;
use reqwest::{Client, Response, redirect};
use serde_json::{Value, json};
use stigg_graphql_sandbox::{Effect, Fault, Sandbox};

use crate::support::data;

const QUERY: &str = "query ListCustomers { customers { edges { cursor node { customerId billingCurrency } }
    pageInfo { hasNextPage endCursor } totalCount } }";

async fn start() -> Sandbox {
    Sandbox::start().await.expect("start")
}

fn client() -> Client {
    let client = Client::builder().redirect(redirect::Policy::none()).timeout(Duration::from_secs(20)).no_gzip();
    client.build().expect("a client")
}

async fn try_post(sandbox: &Sandbox, query: &str) -> reqwest::Result<Response> {
    let request = client().post(sandbox.endpoint()).header("X-API-Key", sandbox.key());
    request.json(&json!({"query": query})).send().await
}

async fn post(sandbox: &Sandbox) -> (u16, HeaderMap, String) {
    let response = try_post(sandbox, QUERY).await.expect("an answer");
    let (status, headers) = (response.status().as_u16(), response.headers().clone());
    (status, headers, response.text().await.expect("a body"))
}

async fn body(sandbox: &Sandbox) -> Value {
    let (status, _, text) = post(sandbox).await;
    assert_eq!(status, 200);
    serde_json::from_str(&text).expect("JSON")
}

#[tokio::test]
async fn statuses_take_turns_and_end() {
    let sandbox = start().await;
    sandbox.fault(Fault::rate_limited().retry_after("1").on("ListCustomers").times(2));
    sandbox.fault(Fault::status(503).on("customers").once());
    let mut seen = Vec::new();
    for _ in 0..4 {
        let (status, headers, text) = post(&sandbox).await;
        let retry_after = headers.get("retry-after").map(|value| value.to_str().expect("text").to_owned());
        seen.push((status, retry_after, text.contains("RateLimitExceeded")));
    }
    let limited = (429, Some("1".to_owned()), true);
    assert_eq!(seen, [limited.clone(), limited, (503, None, false), (200, None, false)]);
    let statuses: Vec<_> = sandbox.requests().iter().map(|request| request.status).collect();
    assert_eq!(statuses, [Some(429), Some(429), Some(503), Some(200)]);
}

#[tokio::test]
async fn refusals_have_a_graphql_body() {
    let sandbox = start().await;
    for (status, code) in [(401, "Unauthenticated"), (403, "IdentityForbidden")] {
        sandbox.clear_faults();
        sandbox.fault(Fault::status(status));
        let (found, _, text) = post(&sandbox).await;
        let body: Value = serde_json::from_str(&text).expect("JSON");
        assert_eq!((found, &body["errors"][0]["extensions"]["code"]), (status, &json!(code)));
    }
    sandbox.clear_faults();
    sandbox.fault(Fault::error("CustomerNotFound", "Customer not found"));
    let expected = json!({"data": null, "errors": [
        {"message": "Customer not found", "extensions": {"code": "CustomerNotFound"}}]});
    assert_eq!(body(&sandbox).await, expected);
}

#[tokio::test]
async fn other_responses_are_sent_as_they_are() {
    let sandbox = start().await;
    let body = r#"{"error":"rate_limit_exceeded","message":"Too many requests"}"#;
    sandbox.fault(Fault::respond(429, "application/json", body).once());
    let (status, headers, text) = post(&sandbox).await;
    assert_eq!((status, text.as_str(), headers.get("retry-after")), (429, body, None));
    sandbox.fault(Fault::html().once());
    let (status, headers, text) = post(&sandbox).await;
    assert_eq!((status, text.starts_with("<!DOCTYPE html>")), (200, true));
    assert_eq!(headers["content-type"], "text/html; charset=utf-8");
    sandbox.fault(Fault::redirect("https://example.com/login").once());
    let (status, headers, _) = post(&sandbox).await;
    assert_eq!((status, &headers["location"] == "https://example.com/login"), (307, true));
    sandbox.fault(Fault::wrong_json().once());
    let (status, _, text) = post(&sandbox).await;
    assert_eq!((status, serde_json::from_str::<Value>(&text).is_err()), (200, true));
    sandbox.fault(Fault::gzip().once());
    let (status, headers, _) = post_bytes(&sandbox).await;
    assert_eq!((status, &headers["content-encoding"] == "gzip"), (200, true));
    sandbox.fault(Fault::gzip().once());
    let request = Client::new().post(sandbox.endpoint()).header("X-API-Key", sandbox.key());
    let unzipped: Value =
        request.json(&json!({"query": QUERY})).send().await.expect("sent").json().await.expect("JSON");
    assert_eq!(unzipped["data"]["customers"]["totalCount"], 30);
}

async fn post_bytes(sandbox: &Sandbox) -> (u16, HeaderMap, Vec<u8>) {
    let response = try_post(sandbox, QUERY).await.expect("an answer");
    let (status, headers) = (response.status().as_u16(), response.headers().clone());
    let bytes = response.bytes().await.expect("a body").to_vec();
    assert_eq!(bytes[..2], [0x1f, 0x8b], "the mark of gzip");
    (status, headers, bytes)
}

#[tokio::test]
async fn connections_break() {
    let sandbox = start().await;
    let write = r#"mutation { provisionCustomer(input: {customerId: "acme"}) { customer { id } } }"#;
    let total = "{ customers { totalCount } }";
    sandbox.fault(Fault::cut().once());
    let error = try_post(&sandbox, write).await.expect_err("cut");
    assert!(error.is_request(), "{error}");
    assert_eq!(data(&sandbox, total, json!({})).await["customers"]["totalCount"], 30, "nothing was done");
    sandbox.fault(Fault::cut_after_executing().once());
    try_post(&sandbox, write).await.expect_err("cut");
    assert_eq!(data(&sandbox, total, json!({})).await["customers"]["totalCount"], 31, "it was done");
    sandbox.fault(Fault::cut_mid_body().once());
    let response = try_post(&sandbox, QUERY).await.expect("the headers come");
    let length = response.content_length().expect("a length");
    assert!(length > 100);
    response.bytes().await.expect_err("half of the body comes");
    let statuses: Vec<_> = sandbox.requests().iter().map(|request| request.status).collect();
    assert_eq!(statuses, [None, Some(200), None, Some(200), Some(200)]);
}

#[tokio::test]
async fn answers_stall_and_the_request_is_recorded_meanwhile() {
    let sandbox = start().await;
    sandbox.fault(Fault::hang().once());
    tokio::select! {
        _ = try_post(&sandbox, QUERY) => panic!("no answer comes"),
        () = sandbox.received(1) => {}
    }
    sandbox.fault(Fault::stall().once());
    let mut response = try_post(&sandbox, QUERY).await.expect("the headers come");
    let length = response.content_length().expect("a length");
    let half = response.chunk().await.expect("half of the body").expect("comes");
    assert_eq!(half.len() as u64, length / 2);
    // The rest does not come, though others are served.
    tokio::select! {
        _ = response.chunk() => panic!("no more comes"),
        _ = data(&sandbox, "{ __typename }", json!({})) => {}
    }
}

#[tokio::test]
async fn answers_are_late() {
    let sandbox = start().await;
    let delay = Duration::from_millis(80);
    sandbox.fault(Fault::delay(delay).on("ListCustomers").once());
    let started = Instant::now();
    assert_eq!(body(&sandbox).await["data"]["customers"]["totalCount"], 30);
    assert!(started.elapsed() >= delay);
}

#[tokio::test]
async fn a_rate_is_kept() {
    let sandbox = Sandbox::builder().fault(Fault::rate_per_second(3).retry_after("1")).start().await.expect("start");
    let started = Instant::now();
    let mut passed = 0;
    for _ in 0..6 {
        let (status, ..) = post(&sandbox).await;
        passed += usize::from(status == 200);
    }
    let windows = usize::try_from(started.elapsed().as_secs()).expect("seconds") + 1;
    assert!((3..=3 * windows).contains(&passed), "{passed} in {windows} s");
}

#[tokio::test]
async fn data_goes_wrong() {
    let sandbox = start().await;
    let customers = async |fault: Fault| {
        sandbox.fault(fault.once());
        body(&sandbox).await
    };
    let found = customers(Fault::null_edges()).await;
    assert_eq!(found["data"]["customers"]["edges"][1], Value::Null);
    assert!(found["data"]["customers"]["edges"][2].is_object());
    let found = customers(Fault::null_nodes()).await;
    assert_eq!(found["data"]["customers"]["edges"][1]["node"], Value::Null);
    let found = customers(Fault::replace("customers.edges.*.node.billingCurrency", json!("XXX"))).await;
    assert_eq!(found["data"]["customers"]["edges"][9]["node"]["billingCurrency"], "XXX");
    let found = customers(Fault::remove("customers.totalCount")).await;
    assert_eq!(found["data"]["customers"].get("totalCount"), None);
    let found = customers(Fault::partial("customers.edges.0.node.billingCurrency")).await;
    assert_eq!(found["errors"][0]["path"], json!(["customers", "edges", 0, "node", "billingCurrency"]));
    assert_eq!(found["data"]["customers"]["totalCount"], 30);
    assert!(body(&sandbox).await.get("errors").is_none());
}

#[tokio::test]
async fn a_stuck_cursor_never_ends() {
    let sandbox = Sandbox::builder().fault(Fault::stuck_cursor()).start().await.expect("start");
    let query = "query($p: CursorPaging) { customers(paging: $p) { edges { node { id } } pageInfo { hasNextPage endCursor } } }";
    let mut cursors = Vec::new();
    let mut after = Value::Null;
    for _ in 0..5 {
        let page = data(&sandbox, query, json!({"p": {"first": 100, "after": after}})).await;
        assert_eq!(page["customers"]["pageInfo"]["hasNextPage"], true);
        after = page["customers"]["pageInfo"]["endCursor"].clone();
        cursors.push(after.clone());
    }
    assert!(cursors.iter().all(|cursor| cursor == &cursors[0] && cursor.is_string()), "{cursors:?}");
}

#[tokio::test]
async fn faults_are_data() {
    let faults = r#"[
        {"effect": {"status": 503}, "times": 1},
        {"effect": "null_edges", "on": "ListCustomers", "after": 1},
        {"effect": {"replace": {"path": "a.*", "value": null}}}
    ]"#;
    let faults: Vec<Fault> = serde_json::from_str(faults).expect("faults");
    let expected = [
        Fault::status(503).once(),
        Fault::null_edges().on("ListCustomers").after(1),
        Fault::replace("a.*", Value::Null),
    ];
    assert_eq!(faults, expected);
    assert_eq!(faults[0].effect, Effect::Status(503));
    let written = serde_json::to_value(&faults).expect("JSON");
    assert_eq!(written[1], json!({"effect": "null_edges", "on": "ListCustomers", "after": 1}));
    assert!(serde_json::from_str::<Fault>(r#"{"effect": {"status": 503}, "time": 1}"#).is_err(), "typos are found");
}
