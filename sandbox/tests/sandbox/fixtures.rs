//! Answers that a test lays down.

use serde_json::{Value, json};
use stigg_graphql_sandbox::Sandbox;

use crate::support::{code, data, send};

#[tokio::test]
async fn a_partial_object_is_completed_by_the_entity_that_was_asked_for() {
    let sandbox = Sandbox::builder().on("getCustomerByRefId", json!({"name": "Acme"})).start().await.expect("start");
    let query = r#"{ getCustomerByRefId(input: {customerId: "customer-0002"}) { customerId name email
        subscriptions(filter: {}) { subscriptionId } } }"#;
    let fixed = data(&sandbox, query, json!({})).await["getCustomerByRefId"].take();
    let plain = Sandbox::start().await.expect("start");
    let mut expected = data(&plain, query, json!({})).await["getCustomerByRefId"].take();
    assert_ne!(expected["name"], "Acme");
    expected["name"] = json!("Acme");
    assert_eq!(fixed, expected);
}

#[tokio::test]
async fn an_entity_that_nobody_else_knows_is_completed_too() {
    let sandbox = Sandbox::start().await.expect("start");
    sandbox.on(
        "getCustomerByRefId",
        json!({"customerId": "acme", "subscriptions": [{"status": "IN_TRIAL"}], "coupon": null}),
    );
    let query = r#"{ getCustomerByRefId(input: {customerId: "acme"}) { id customerId refId createdAt coupon { id }
        subscriptions { status plan { refId } } } }"#;
    let found = data(&sandbox, query, json!({})).await["getCustomerByRefId"].take();
    assert_eq!((&found["customerId"], &found["refId"]), (&json!("acme"), &json!("acme")));
    assert_eq!(found["coupon"], Value::Null);
    assert_eq!(found["subscriptions"][0]["status"], "IN_TRIAL");
    assert!(found["subscriptions"][0]["plan"]["refId"].as_str().is_some_and(|id| id.starts_with("plan-")));
    sandbox.on("getCustomerByRefId", Value::Null);
    assert_eq!(data(&sandbox, query, json!({})).await, json!({"getCustomerByRefId": null}));
}

#[tokio::test]
async fn a_connection_is_an_array_of_nodes_that_is_paged() {
    let sandbox = Sandbox::start().await.expect("start");
    let nodes: Vec<Value> = (1..=25).map(|number| json!({"name": format!("Customer {number}")})).collect();
    sandbox.on("customers", json!(nodes));
    let query = "query($p: CursorPaging) { customers(paging: $p) { edges { node { name email } } totalCount pageInfo { hasNextPage endCursor } } }";
    let first = data(&sandbox, query, json!({})).await["customers"].take();
    assert_eq!(first["edges"].as_array().map(Vec::len), Some(10));
    assert_eq!((&first["totalCount"], &first["pageInfo"]["hasNextPage"]), (&json!(25), &json!(true)));
    let paging = json!({"first": 20, "after": first["pageInfo"]["endCursor"]});
    let rest = data(&sandbox, query, json!({"p": paging})).await["customers"].take();
    assert_eq!(rest["edges"].as_array().map(Vec::len), Some(15));
    assert_eq!(rest["edges"][0]["node"]["name"], "Customer 11");

    sandbox.on(
        "customers",
        json!({"edges": [{"node": {"name": "Only"}}], "pageInfo": {"hasNextPage": true}, "totalCount": 9}),
    );
    let page = data(&sandbox, query, json!({})).await["customers"].take();
    assert_eq!(page["edges"].as_array().map(Vec::len), Some(1));
    assert_eq!((&page["totalCount"], &page["pageInfo"]["hasNextPage"]), (&json!(9), &json!(true)));
}

#[tokio::test]
async fn an_operation_is_answered_by_its_response_keys() {
    let sandbox = Sandbox::start().await.expect("start");
    sandbox.on("Overview", json!({"paying": {"totalCount": 3}, "env": "Production"}));
    let query = "query Overview { paying: customers { totalCount } customers { totalCount } env: currentEnvironment }";
    let expected = json!({"paying": {"totalCount": 3}, "customers": {"totalCount": 30}, "env": "Production"});
    assert_eq!(data(&sandbox, query, json!({})).await, expected);
    let other = query.replace("Overview", "Other");
    assert_eq!(data(&sandbox, &other, json!({})).await["paying"], json!({"totalCount": 30}));
}

#[tokio::test]
async fn unions_are_chosen_by_typename_or_by_fields() {
    let sandbox = Sandbox::start().await.expect("start");
    sandbox.on(
        "entitlementsState",
        json!({"entitlementsV2": [
            {"__typename": "CreditEntitlement", "currentUsage": 5},
            {"feature": {"refId": "feature-0003"}, "isGranted": true, "usageLimit": 10},
        ]}),
    );
    let query = r#"{ entitlementsState(query: {customerId: "customer-0001"}) { entitlementsV2 { __typename
        ... on CreditEntitlement { currentUsage }
        ... on FeatureEntitlement { isGranted usageLimit accessDeniedReason feature { refId displayName } } } } }"#;
    let found = data(&sandbox, query, json!({})).await;
    let expected = json!([
        {"__typename": "CreditEntitlement", "currentUsage": 5},
        {"__typename": "FeatureEntitlement", "isGranted": true, "usageLimit": 10, "accessDeniedReason": null,
            "feature": {"refId": "feature-0003", "displayName": "Storage"}},
    ]);
    assert_eq!(found["entitlementsState"]["entitlementsV2"], expected);
    sandbox.on("entitlementsState", json!({"entitlementsV2": [{"nonsense": 1}]}));
    assert_eq!(code(&sandbox, query, json!({})).await, (200, "FixtureDoesNotFit".to_owned()));
}

#[tokio::test]
async fn a_mutation_that_is_laid_down_writes_nothing() {
    let sandbox = Sandbox::start().await.expect("start");
    sandbox.on(
        "provisionSubscriptionV2",
        json!({"status": "PAYMENT_REQUIRED", "subscription": null,
        "checkoutUrl": "https://pay.test/1"}),
    );
    let query = r#"mutation { provisionSubscriptionV2(input: {customerId: "customer-0001", planId: "plan-0001"}) {
        status checkoutUrl subscription { id } } }"#;
    let expected = json!({"status": "PAYMENT_REQUIRED", "checkoutUrl": "https://pay.test/1", "subscription": null});
    assert_eq!(data(&sandbox, query, json!({})).await["provisionSubscriptionV2"], expected);
    let total = data(&sandbox, "{ subscriptions { totalCount } }", json!({})).await;
    assert_eq!(total["subscriptions"]["totalCount"], 60);
}

#[tokio::test]
async fn a_fixture_that_breaks_the_schema_fails_as_a_server_would() {
    let sandbox = Sandbox::start().await.expect("start");
    let query =
        r#"{ getCustomerByRefId(input: {customerId: "customer-0001"}) { name hasPaymentMethod billingCurrency } }"#;
    for (fixture, path) in [
        (json!({"hasPaymentMethod": null}), json!(["getCustomerByRefId", "hasPaymentMethod"])),
        (json!({"billingCurrency": "XXX"}), json!(["getCustomerByRefId", "billingCurrency"])),
        (json!({"name": 5}), json!(["getCustomerByRefId", "name"])),
    ] {
        sandbox.on("getCustomerByRefId", fixture);
        let (status, body) = send(&sandbox, query, json!({})).await;
        assert_eq!((status, &body["errors"][0]["path"]), (200, &path), "{body}");
        assert!(body.get("data").is_some());
    }
}
