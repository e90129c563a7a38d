//! Credits: what is consumed comes from the grants, and the ledger and the balance say so.

use serde_json::{Value, json};
use stigg_graphql_sandbox::Sandbox;

use crate::support::{code, data};

const CONSUME: &str = "mutation($input: ConsumeCreditInput!) { consumeCredits(input: $input) {
    amount customerId currencyId credit { currencyId currentUsage usageLimit } } }";

fn consumption(key: &str, amount: f64) -> Value {
    json!({"input": {"customerId": "acme", "currencyId": "custom-currency-0002", "amount": amount, "idempotencyKey": key}})
}

/// A customer with three grants: 50 that were paid for, 20 and 100 that were given.
async fn granted() -> Sandbox {
    let sandbox = Sandbox::builder().entity("Customer", json!({"customerId": "acme"})).start().await.expect("start");
    let grant = "mutation($input: CreditGrantInput!) { createCreditGrant(input: $input) { status } }";
    for (name, amount, grant_type, priority, expire) in [
        ("paid", 50, "PAID", 1, "2099-09-01T00:00:00.000Z"),
        ("given", 20, "PROMOTIONAL", 1, "2099-09-01T00:00:00.000Z"),
        ("later", 100, "PROMOTIONAL", 2, "2099-08-15T00:00:00.000Z"),
    ] {
        let input = json!({"customerId": "acme", "currencyId": "custom-currency-0002", "displayName": name, "amount": amount,
            "grantType": grant_type, "priority": priority, "expireAt": expire});
        assert_eq!(
            data(&sandbox, grant, json!({"input": input})).await["createCreditGrant"],
            json!({"status": "ACTIVE"})
        );
    }
    sandbox
}

/// What the ledger says was consumed, of which grant.
async fn consumed(sandbox: &Sandbox) -> Vec<(String, f64)> {
    let ledger = "{ creditsLedger(input: {customerId: \"acme\", eventType: [CREDITS_CONSUMED], paging: {first: 100}}) {
        edges { node { amount grant { displayName } } } } }";
    let answer = data(sandbox, ledger, json!({})).await;
    let edges = answer["creditsLedger"]["edges"].as_array().expect("edges").clone();
    edges
        .iter()
        .map(|edge| &edge["node"])
        .map(|node| {
            let name = node["grant"]["displayName"].as_str().expect("a name");
            (name.to_owned(), node["amount"].as_f64().expect("a number"))
        })
        .collect()
}

async fn balances(sandbox: &Sandbox) -> Value {
    let balance = "{ creditBalanceSummary(input: {customerId: \"acme\"}) { customerId balances {
        customerId currencyId currency { currencyId } totalGranted totalConsumed currentBalance } } }";
    data(sandbox, balance, json!({})).await["creditBalanceSummary"].take()
}

fn balance([granted, consumed, current]: [Value; 3]) -> Value {
    json!({"customerId": "acme", "balances": [{
        "customerId": "acme", "currencyId": "custom-currency-0002", "currency": {"currencyId": "custom-currency-0002"},
        "totalGranted": granted, "totalConsumed": consumed, "currentBalance": current,
    }]})
}

#[tokio::test]
async fn credits_are_taken_in_the_order_of_the_api_and_once_for_each_key() {
    let sandbox = granted().await;
    assert_eq!(balances(&sandbox).await, balance([json!(170), json!(0), json!(170)]));
    let answer = data(&sandbox, CONSUME, consumption("one", 60.0)).await["consumeCredits"].take();
    let expected = json!({"amount": 60, "customerId": "acme", "currencyId": "custom-currency-0002",
        "credit": {"currencyId": "custom-currency-0002", "currentUsage": 60, "usageLimit": 170}});
    assert_eq!(answer, expected);
    assert_eq!(data(&sandbox, CONSUME, consumption("one", 60.0)).await["consumeCredits"], expected);

    assert_eq!(consumed(&sandbox).await, [("given".to_owned(), 20.0), ("paid".to_owned(), 40.0)]);
    assert_eq!(balances(&sandbox).await, balance([json!(170), json!(60), json!(110)]));
}

#[tokio::test]
async fn what_no_grant_has_is_owed() {
    let sandbox = granted().await;
    for (key, amount) in [("one", 175.0), ("two", 2.5)] {
        data(&sandbox, CONSUME, consumption(key, amount)).await;
    }
    let expected = [("given", 20.0), ("paid", 50.0), ("later", 100.0), ("Overdraft", 5.0), ("Overdraft", 2.5)];
    assert_eq!(consumed(&sandbox).await, expected.map(|(name, amount)| (name.to_owned(), amount)));
    assert_eq!(balances(&sandbox).await, balance([json!(170), json!(177.5), json!(-7.5)]));
    let ledger = "{ creditsLedger(input: {customerId: \"acme\", paging: {first: 100}}) {
        edges { node { eventType amount grant { displayName } } } } }";
    let edges = data(&sandbox, ledger, json!({})).await["creditsLedger"]["edges"].take();
    let nodes = edges.as_array().expect("edges").iter().map(|edge| &edge["node"]);
    let lines: Vec<_> = nodes
        .map(|node| (node["eventType"].as_str(), node["grant"]["displayName"].as_str(), node["amount"].as_f64()))
        .collect();
    let line = |event, (name, amount)| (Some(event), Some(name), Some(amount));
    let granted = [("paid", 50.0), ("given", 20.0), ("later", 100.0)].map(|grant| line("CREDITS_GRANTED", grant));
    let taken = expected.map(|taken| line("CREDITS_CONSUMED", taken));
    assert_eq!(lines, [&granted[..], &taken].concat());
}

#[tokio::test]
async fn the_order_is_that_of_the_moments_in_whatever_offset_they_are_written() {
    let sandbox = Sandbox::builder().entity("Customer", json!({"customerId": "acme"})).start().await.expect("start");
    let grant = "mutation($input: CreditGrantInput!) { createCreditGrant(input: $input) { status } }";
    for (name, expire, effective) in [
        ("last", "2099-08-31T23:00:00.000-05:00", "2024-02-01T00:00:00.000Z"),
        ("second", "2099-09-01T00:00:00.000Z", "2024-02-29T23:00:00.000Z"),
        ("first", "2099-09-01T02:00:00.000+02:00", "2024-03-01T00:00:00.000+02:00"),
    ] {
        let input = json!({"customerId": "acme", "currencyId": "custom-currency-0002", "displayName": name, "amount": 10,
            "grantType": "PAID", "priority": 1, "expireAt": expire, "effectiveAt": effective});
        data(&sandbox, grant, json!({"input": input})).await;
    }
    data(&sandbox, CONSUME, consumption("one", 25.0)).await;
    let expected = [("first", 10.0), ("second", 10.0), ("last", 5.0)];
    assert_eq!(consumed(&sandbox).await, expected.map(|(name, amount)| (name.to_owned(), amount)));
}

#[tokio::test]
async fn an_amount_is_above_zero_and_a_customer_is_known() {
    let sandbox = granted().await;
    assert_eq!(code(&sandbox, CONSUME, consumption("one", 0.0)).await.1, "BadUserInput");
    let mut nobody = consumption("one", 1.0);
    nobody["input"]["customerId"] = json!("nobody");
    assert_eq!(code(&sandbox, CONSUME, nobody).await.1, "CustomerNotFound");
    assert_eq!(consumed(&sandbox).await, []);
}

#[tokio::test]
async fn a_later_grant_pays_what_is_owed() {
    let sandbox = granted().await;
    data(&sandbox, CONSUME, consumption("one", 180.0)).await;
    let grant = "mutation($input: CreditGrantInput!) { createCreditGrant(input: $input) { amount consumedAmount } }";
    let mut made = Vec::new();
    for amount in [4, 20] {
        let input = json!({"customerId": "acme", "currencyId": "custom-currency-0002", "displayName": "more", "amount": amount,
            "grantType": "PAID"});
        made.push(data(&sandbox, grant, json!({"input": input})).await["createCreditGrant"]["consumedAmount"].take());
    }
    assert_eq!(made, [4, 6]);
    assert_eq!(balances(&sandbox).await, balance([json!(194), json!(180), json!(14)]));
    let moved = "{ creditsLedger(input: {customerId: \"acme\", eventType: [CREDITS_CONSUMPTION_TRANSFER_SOURCE,
        CREDITS_CONSUMPTION_TRANSFER_TARGET], paging: {first: 100}}) { edges { node { amount grant { displayName } } } } }";
    let moved = data(&sandbox, moved, json!({})).await["creditsLedger"]["edges"].take();
    let line = |name: &str, amount: i32| json!({"node": {"amount": amount, "grant": {"displayName": name}}});
    assert_eq!(moved, json!([line("Overdraft", 4), line("more", 4), line("Overdraft", 6), line("more", 6)]));
}

#[tokio::test]
async fn credits_consumed_later_are_consumed_all_or_not() {
    let sandbox = granted().await;
    let later = "mutation($items: [ConsumeCreditInput!]!) { consumeCreditsAsync(input: {consumptions: $items}) }";
    let item = |key: &str, amount: f64| consumption(key, amount)["input"].take();
    data(&sandbox, later, json!({"items": [item("one", 15.0), item("two", 10.0), item("one", 15.0)]})).await;
    assert_eq!(
        consumed(&sandbox).await,
        [("given".to_owned(), 15.0), ("given".to_owned(), 5.0), ("paid".to_owned(), 5.0)]
    );
    let refused = code(&sandbox, later, json!({"items": [item("three", 1.0), item("four", -1.0)]})).await;
    assert_eq!(refused.1, "BadUserInput");
    assert_eq!(balances(&sandbox).await, balance([json!(170), json!(25), json!(145)]));
}

#[tokio::test]
async fn a_grant_is_of_a_currency_that_there_is() {
    let sandbox = granted().await;
    let grant = "mutation($input: CreditGrantInput!) { createCreditGrant(input: $input) { amount } }";
    let input =
        json!({"customerId": "acme", "currencyId": "gold", "displayName": "x", "amount": 1, "grantType": "PAID"});
    assert_eq!(code(&sandbox, grant, json!({"input": input})).await.1, "CustomCurrencyNotFound");
    assert_eq!(balances(&sandbox).await, balance([json!(170), json!(0), json!(170)]));
}
