//! The clock of the sandbox, and what is over when it gets there.

use std::time::{Duration, SystemTime};

use serde_json::{Value, json};
use stigg_graphql_sandbox::Sandbox;

use crate::support::{code, data, send_with_key};

/// The time of a date of 2099.
fn at(seconds: u64) -> SystemTime {
    SystemTime::UNIX_EPOCH + Duration::from_secs(seconds)
}

/// 1 June 2099.
const JUNE: u64 = 4_083_955_200;
const DAY: u64 = 86_400;

const CANCEL: &str =
    "mutation($input: SubscriptionCancellationInput!) { cancelSubscription(input: $input) { status } }";
const LOOK: &str =
    r#"{ getSubscription(input: {subscriptionId: "s"}) { status endDate effectiveEndDate cancelReason } }"#;

async fn subscribed() -> Sandbox {
    let sandbox = Sandbox::builder().entity("Customer", json!({"customerId": "acme"})).start().await.expect("start");
    let subscribe = r#"mutation { provisionSubscriptionV2(input: {customerId: "acme", planId: "plan-0001", subscriptionId: "s"}) { status } }"#;
    data(&sandbox, subscribe, json!({})).await;
    sandbox
}

async fn look(sandbox: &Sandbox) -> Value {
    data(sandbox, LOOK, json!({})).await["getSubscription"].take()
}

#[tokio::test]
async fn a_cancellation_that_waited_takes_effect() {
    let sandbox = subscribed().await;
    let input = json!({"subscriptionRefId": "s", "subscriptionCancellationTime": "SPECIFIC_DATE", "endDate": "2099-06-01T00:00:00.000Z"});
    data(&sandbox, CANCEL, json!({"input": input})).await;
    sandbox.advance_to(at(JUNE - 1));
    assert_eq!(sandbox.now(), at(JUNE - 1));
    let end = "2099-06-01T00:00:00.000Z";
    let expected = |status: &str, ended: Value| json!({"status": status, "endDate": ended, "effectiveEndDate": end, "cancelReason": "ScheduledCancellation"});
    assert_eq!(look(&sandbox).await, expected("ACTIVE", Value::Null));

    sandbox.advance_to(at(JUNE));
    assert_eq!(look(&sandbox).await, expected("CANCELED", json!(end)));
    let again = json!({"input": {"subscriptionRefId": "s", "subscriptionCancellationTime": "IMMEDIATE"}});
    assert_eq!(code(&sandbox, CANCEL, again).await.1, "SubscriptionAlreadyCanceledOrExpired");
    let active = r#"{ getActiveSubscriptions(input: {customerId: "acme"}) { subscriptionId } }"#;
    assert_eq!(data(&sandbox, active, json!({})).await, json!({"getActiveSubscriptions": []}));

    sandbox.advance_to(at(0));
    assert_eq!(sandbox.now(), at(JUNE + 1), "a refusal writes nothing, and the clock does not go back");
}

#[tokio::test]
async fn a_billing_period_ends() {
    let sandbox = subscribed().await;
    let cancel = json!({"subscriptionRefId": "s", "subscriptionCancellationTime": "END_OF_BILLING_PERIOD"});
    data(&sandbox, CANCEL, json!({"input": cancel})).await;
    assert_eq!(look(&sandbox).await["status"], "ACTIVE");
    sandbox.advance_to(at(JUNE));
    assert_eq!(look(&sandbox).await["status"], "CANCELED");
}

#[tokio::test]
async fn credits_and_gifts_expire() {
    let sandbox = subscribed().await;
    let grant = "mutation($input: CreditGrantInput!) { createCreditGrant(input: $input) { status } }";
    for (name, expire) in [("short", json!("2099-06-01T00:00:00.000Z")), ("long", Value::Null)] {
        let input = json!({"customerId": "acme", "currencyId": "custom-currency-0001", "displayName": name, "amount": 10,
            "grantType": "PAID", "expireAt": expire});
        data(&sandbox, grant, json!({"input": input})).await;
    }
    let gift = r#"mutation { grantPromotionalEntitlements(input: {customerId: "acme", promotionalEntitlements: [
        {featureId: "feature-0001", period: CUSTOM, customEndDate: "2099-06-01T00:00:00.000Z"}]}) { status endDate } }"#;
    let given = json!([{"status": "Active", "endDate": "2099-06-01T00:00:00.000Z"}]);
    assert_eq!(data(&sandbox, gift, json!({})).await["grantPromotionalEntitlements"], given);
    let consume = r#"mutation { consumeCredits(input: {customerId: "acme", currencyId: "custom-currency-0001", amount: 3, idempotencyKey: "a"}) { amount } }"#;
    data(&sandbox, consume, json!({})).await;
    sandbox.advance_to(at(JUNE + DAY));
    let grants = r#"{ creditGrants(input: {customerId: "acme"}) { edges { node { displayName status } } } }"#;
    let mut grants = data(&sandbox, grants, json!({})).await["creditGrants"]["edges"].take();
    grants.as_array_mut().expect("edges").sort_by_key(ToString::to_string);
    let expected = [("long", "ACTIVE"), ("short", "EXPIRED")];
    assert_eq!(grants, json!(expected.map(|(name, status)| json!({"node": {"displayName": name, "status": status}}))));
    let ledger = r#"{ creditsLedger(input: {customerId: "acme", eventType: [CREDITS_EXPIRED]}) { edges { node { amount grant { displayName } } } } }"#;
    let expired = json!([{"node": {"amount": 7, "grant": {"displayName": "short"}}}]);
    assert_eq!(data(&sandbox, ledger, json!({})).await["creditsLedger"]["edges"], expired);
    let gifts = r#"{ getCustomerByRefId(input: {customerId: "acme"}) { promotionalEntitlements { status } } }"#;
    let over = json!([{"status": "Expired"}]);
    assert_eq!(data(&sandbox, gifts, json!({})).await["getCustomerByRefId"]["promotionalEntitlements"], over);
    data(&sandbox, gift, json!({})).await;
    let balance = r#"{ creditBalanceSummary(input: {customerId: "acme"}) { balances { currentBalance } } }"#;
    let left = json!([{"currentBalance": 10}]);
    assert_eq!(data(&sandbox, balance, json!({})).await["creditBalanceSummary"]["balances"], left);
}

#[tokio::test]
async fn a_key_ends_by_the_clock() {
    let sandbox = Sandbox::start().await.expect("start");
    let keys = data(&sandbox, "{ apiKeys(input: {paging: {first: 1}}) { edges { node { id } } } }", json!({})).await;
    let rotate = "mutation($input: RotateApiKeyInput!) { rotateApiKey(input: $input) { newApiKey { token } } }";
    let input = json!({"id": keys["apiKeys"]["edges"][0]["node"]["id"], "expirationDate": "2099-06-01T00:00:00.000Z"});
    let rotated = data(&sandbox, rotate, json!({"input": input})).await;
    let status = async |key: &str| send_with_key(&sandbox, key, "{ currentEnvironment }", json!({})).await.0;
    assert_eq!(status(sandbox.key()).await, 200);
    sandbox.advance_to(at(JUNE));
    assert_eq!(status(sandbox.key()).await, 401);
    assert_eq!(status(rotated["rotateApiKey"]["newApiKey"]["token"].as_str().expect("a token")).await, 200);
}
