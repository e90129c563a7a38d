//! Usage: a report goes on from what the entitlement shows, and the entitlement from what was reported.

use serde_json::{Value, json};
use stigg_graphql_sandbox::Sandbox;

use crate::support::data;

const REPORT: &str = "mutation($input: ReportUsageInput!) { reportUsage(input: $input) { value currentUsage timestamp credit { consumed } } }";

async fn report(sandbox: &Sandbox, input: Value) -> Value {
    data(sandbox, REPORT, json!({"input": input})).await["reportUsage"].take()
}

/// The use of a feature, by each path that shows it.
async fn usage(sandbox: &Sandbox, customer: &str, feature: &str) -> Value {
    let query = "query($customer: String!, $feature: String!) {
        entitlement(query: {customerId: $customer, featureId: $feature}) { currentUsage }
        entitlementV2(query: {customerId: $customer, featureId: $feature}) { ... on FeatureEntitlement { currentUsage } } }";
    let answer = data(sandbox, query, json!({"customer": customer, "feature": feature})).await;
    assert_eq!(answer["entitlement"], answer["entitlementV2"]);
    answer["entitlement"]["currentUsage"].clone()
}

#[tokio::test]
async fn reports_add_up_or_set() {
    let sandbox = Sandbox::builder().entity("Customer", json!({"customerId": "acme"})).start().await.expect("start");
    let input = |value: f64, more: Value| {
        let mut input = json!({"customerId": "acme", "featureId": "feature-0002", "value": value});
        input.as_object_mut().expect("an object").extend(more.as_object().cloned().unwrap_or_default());
        input
    };
    assert_eq!(usage(&sandbox, "acme", "feature-0002").await, 0, "a new customer has used nothing");
    let first =
        report(&sandbox, input(3.0, json!({"createdAt": "2024-02-03T04:05:06.000Z", "idempotencyKey": "one"}))).await;
    assert_eq!(first, json!({"value": 3, "currentUsage": 3, "timestamp": "2024-02-03T04:05:06.000Z", "credit": null}));
    assert_eq!(report(&sandbox, input(3.0, json!({"idempotencyKey": "one"}))).await, first, "a key counts once");
    assert_eq!(report(&sandbox, input(2.5, json!({"updateBehavior": "DELTA"}))).await["currentUsage"], 5.5);
    assert_eq!(report(&sandbox, input(-1.0, json!({}))).await["currentUsage"], 4.5);
    assert_eq!(usage(&sandbox, "acme", "feature-0002").await, 4.5);
    assert_eq!(report(&sandbox, input(2.0, json!({"updateBehavior": "SET"}))).await["currentUsage"], 2);
    assert_eq!(usage(&sandbox, "acme", "feature-0002").await, 2);
    assert_eq!(report(&sandbox, input(7.0, json!({"resourceId": "site-1"}))).await["currentUsage"], 7);
    assert_eq!(usage(&sandbox, "acme", "feature-0002").await, 2, "a resource has a use of its own");
    assert_eq!(usage(&sandbox, "acme", "feature-0003").await, 0);
}

#[tokio::test]
async fn a_batch_adds_up_and_goes_on_from_what_was_generated() {
    let sandbox = Sandbox::builder().null_one_in(0).start().await.expect("start");
    let before = usage(&sandbox, "customer-0001", "feature-0004").await.as_i64().expect("a whole number");
    let bulk = "mutation($input: ReportUsageBulkInput!) { reportUsageBulk(input: $input) { currentUsage } }";
    let item = |value: i32| json!({"customerId": "customer-0001", "featureId": "feature-0004", "value": value});
    let answer = data(&sandbox, bulk, json!({"input": {"usages": [item(1), item(2)]}})).await;
    let expected = json!([{"currentUsage": before + 1}, {"currentUsage": before + 3}]);
    assert_eq!(answer["reportUsageBulk"], expected);
    assert_eq!(usage(&sandbox, "customer-0001", "feature-0004").await.as_i64(), Some(before + 3));
    let state = r#"{ entitlementsState(query: {customerId: "customer-0001"}) { entitlements { feature { refId } currentUsage }
        entitlementsV2 { ... on FeatureEntitlement { feature { refId } currentUsage } } } }"#;
    let granted = data(&sandbox, state, json!({})).await["entitlementsState"]["entitlements"].clone();
    let feature = granted[0]["feature"]["refId"].as_str().expect("a feature").to_owned();
    let input = json!({"customerId": "customer-0001", "featureId": feature, "value": 1234, "updateBehavior": "SET"});
    report(&sandbox, input).await;
    let after = data(&sandbox, state, json!({})).await["entitlementsState"].take();
    for list in ["entitlements", "entitlementsV2"] {
        assert_eq!(after[list][0], json!({"feature": {"refId": feature}, "currentUsage": 1234}), "{list}");
    }
}
