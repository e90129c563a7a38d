//! What is made up agrees with itself.

use std::collections::BTreeSet;

use serde_json::{Value, json};
use stigg_graphql_sandbox::Sandbox;

use crate::support::{code, data};

async fn nodes(sandbox: &Sandbox, list: &str, fields: &str) -> Vec<Value> {
    let query = format!("{{ list: {list} {{ edges {{ node {{ {fields} }} }} }} }}");
    let list = data(sandbox, &query, json!({})).await;
    list["list"]["edges"].as_array().expect("edges").iter().map(|edge| edge["node"].clone()).collect()
}

#[tokio::test]
async fn no_subscription_ends_before_its_start() {
    for seed in 1..4 {
        let sandbox = Sandbox::builder().seed(seed).start().await.expect("start");
        let fields = "status startDate cancellationDate cancelReason effectiveEndDate endDate";
        let (mut over, mut open) = (0, 0);
        for node in nodes(&sandbox, "subscriptions(paging: {first: 100})", fields).await {
            let date = |name: &str| node[name].as_str().map(ToOwned::to_owned);
            let start = date("startDate");
            if node["status"] == "CANCELED" {
                over += 1;
                assert!(date("cancellationDate") > start, "{node}");
                assert!(node["cancelReason"].is_string(), "{node}");
                for end in [date("effectiveEndDate"), date("endDate")].into_iter().flatten() {
                    assert_eq!(Some(end), date("cancellationDate"), "{node}");
                }
            } else {
                open += 1;
                assert_eq!((&node["cancellationDate"], &node["cancelReason"]), (&Value::Null, &Value::Null), "{node}");
                let end = date("effectiveEndDate").or(date("endDate"));
                assert!(end.is_none() || end > start, "{node}");
            }
        }
        assert!(over > 1 && open > 20, "{over} {open}");
    }
}

#[tokio::test]
async fn a_percentage_coupon_is_one() {
    let sandbox = Sandbox::builder().nodes("Coupon", 60).start().await.expect("start");
    let fields = "type percentOff amountsOff { amount currency } discountValue";
    let mut types = BTreeSet::new();
    for node in nodes(&sandbox, "coupons(paging: {first: 60})", fields).await {
        types.insert(node["type"].to_string());
        let (percent, amounts) = (&node["percentOff"], &node["amountsOff"]);
        if node["type"] == "PERCENTAGE" {
            assert!(percent.as_f64().is_some_and(|percent| percent > 0.0 && percent <= 100.0), "{node}");
            assert_eq!((amounts, &node["discountValue"]), (&Value::Null, percent), "{node}");
        } else {
            assert_eq!((percent, &node["discountValue"]), (&Value::Null, &amounts[0]["amount"]), "{node}");
        }
    }
    assert_eq!(types.len(), 2);
    for (input, expected) in [
        ("percentOff: 20", json!({"type": "PERCENTAGE", "percentOff": 20, "amountsOff": null, "discountValue": 20})),
        (
            "amountsOff: [{amount: 7, currency: EUR}]",
            json!({"type": "FIXED", "percentOff": null, "amountsOff": [{"amount": 7, "currency": "EUR"}], "discountValue": 7}),
        ),
    ] {
        let create = format!(
            "mutation {{ c: createOneCoupon(input: {{refId: \"{}\", name: \"x\", {input}}}) {{ {fields} }} }}",
            &input[..7]
        );
        assert_eq!(data(&sandbox, &create, json!({})).await["c"], expected);
    }
}

#[tokio::test]
async fn a_grant_and_its_ledger_are_of_one_currency_and_customer() {
    let sandbox = Sandbox::start().await.expect("start");
    let fields =
        "customerId creditCurrencyId creditGrantId resourceId grant { grantId customerId currencyId resourceId }";
    let mut seen = 0;
    for customer in 1..=30 {
        let list = format!("creditsLedger(input: {{customerId: \"customer-{customer:04}\", paging: {{first: 100}}}})");
        for node in nodes(&sandbox, &list, fields).await {
            seen += 1;
            let grant = &node["grant"];
            assert_eq!(node["customerId"], format!("customer-{customer:04}"));
            for (field, there) in [
                ("customerId", "customerId"),
                ("creditCurrencyId", "currencyId"),
                ("creditGrantId", "grantId"),
                ("resourceId", "resourceId"),
            ] {
                assert_eq!(node[field], grant[there], "{node}");
            }
        }
    }
    assert_eq!(seen, 120, "every event is one of its customer");
    let one = "creditsLedger(input: {customerId: \"customer-0001\", currencyId: \"custom-currency-0001\"})";
    for node in nodes(&sandbox, one, fields).await {
        assert_eq!(node["creditCurrencyId"], "custom-currency-0001");
    }
}

#[tokio::test]
async fn nothing_is_consumed_of_a_fresh_grant() {
    let sandbox = Sandbox::start().await.expect("start");
    for node in nodes(
        &sandbox,
        "creditGrants(input: {customerId: \"customer-0001\", paging: {first: 100}})",
        "amount consumedAmount status",
    )
    .await
    {
        let (amount, consumed) = (node["amount"].as_f64(), node["consumedAmount"].as_f64());
        assert!(consumed <= amount, "{node}");
    }
    let grant = "mutation { createCreditGrant(input: {customerId: \"customer-0001\", currencyId: \"custom-currency-0002\",
        amount: 100, displayName: \"Welcome\", grantType: PROMOTIONAL}) { id grantId amount consumedAmount status createdAt effectiveAt voidedAt } }";
    let grant = data(&sandbox, grant, json!({})).await["createCreditGrant"].take();
    assert_eq!(
        (&grant["amount"], &grant["consumedAmount"], &grant["status"]),
        (&json!(100), &json!(0), &json!("ACTIVE"))
    );
    assert_eq!((&grant["effectiveAt"], &grant["voidedAt"]), (&grant["createdAt"], &Value::Null));

    let void = "mutation($id: String!) { voidCreditGrant(input: {id: $id}) { status } }";
    data(&sandbox, void, json!({"id": grant["id"]})).await;
    assert_eq!(code(&sandbox, void, json!({"id": grant["id"]})).await.1, "CreditGrantAlreadyVoided");
    let list = "creditsLedger(input: {customerId: \"customer-0001\", currencyId: \"custom-currency-0002\", paging: {first: 100}})";
    let noted: Vec<Value> = nodes(&sandbox, list, "eventType amount creditGrantId creditCurrencyId")
        .await
        .into_iter()
        .filter(|node| node["creditGrantId"] == grant["grantId"])
        .collect();
    let event = |event: &str| json!({"eventType": event, "amount": 100, "creditGrantId": grant["grantId"], "creditCurrencyId": "custom-currency-0002"});
    assert_eq!(noted, [event("CREDITS_GRANTED"), event("CREDITS_VOIDED")]);

    let balance = "{ creditBalanceSummary(input: {customerId: \"customer-0001\"}) { balances { totalGranted totalConsumed currentBalance } } }";
    let balances = data(&sandbox, balance, json!({})).await;
    for balance in balances["creditBalanceSummary"]["balances"].as_array().expect("balances") {
        let number = |name: &str| balance[name].as_f64().expect("a number");
        assert!(number("totalConsumed") <= number("totalGranted"), "{balance}");
        assert!(
            (number("currentBalance") - number("totalGranted") + number("totalConsumed")).abs() < 1e-9,
            "{balance}"
        );
    }
}

const USAGE: &str =
    "isGranted accessDeniedReason hasUnlimitedUsage usageLimit currentUsage hasSoftLimit resetPeriod feature { refId }";

#[tokio::test]
async fn entitlements_are_the_same_by_every_path() {
    let sandbox = Sandbox::start().await.expect("start");
    let union = format!(
        "__typename ... on FeatureEntitlement {{ {USAGE} }} ... on CreditEntitlement {{ isGranted usageLimit currentUsage currency {{ currencyId }} }}"
    );
    for customer in ["customer-0001", "customer-0002", "customer-0017"] {
        let query = format!(
            "query($c: String!) {{
                cached: cachedEntitlements(query: {{customerId: $c}}) {{ {USAGE} customerId }}
                listed: entitlements(query: {{customerId: $c}}) {{ {USAGE} }}
                state: entitlementsState(query: {{customerId: $c}}) {{ accessDeniedReason entitlements {{ {USAGE} }} entitlementsV2 {{ {union} }} }}
                portal: customerPortal(input: {{customerId: $c}}) {{ entitlements {{ {USAGE} }} entitlementsV2 {{ {union} }} }}
                site: cachedEntitlements(query: {{customerId: $c, resourceId: \"customer-resource-0001\"}}) {{ {USAGE} }}
            }}"
        );
        let found = data(&sandbox, &query, json!({"c": customer})).await;
        let listed = found["listed"].as_array().expect("entitlements");
        assert!(listed.len() >= 3, "{found}");
        assert_eq!(found["state"]["entitlements"], found["listed"]);
        assert_eq!(found["portal"]["entitlements"], found["listed"]);
        assert_eq!(found["portal"]["entitlementsV2"], found["state"]["entitlementsV2"]);
        assert_ne!(found["site"], found["listed"], "a resource has its own");
        let mut features = Vec::new();
        let mut currencies = 0;
        for entitlement in found["state"]["entitlementsV2"].as_array().expect("entitlements") {
            let mut entitlement = entitlement.clone();
            let kind = entitlement.as_object_mut().and_then(|map| map.remove("__typename"));
            if kind == Some(json!("FeatureEntitlement")) {
                features.push(entitlement);
            } else {
                currencies += 1;
                let one = "query($c: String!, $f: String!) { entitlementV2(query: {customerId: $c, currencyId: $f}) {
                    ... on CreditEntitlement { isGranted usageLimit currentUsage currency { currencyId } } } }";
                let id = &entitlement["currency"]["currencyId"];
                assert_eq!(data(&sandbox, one, json!({"c": customer, "f": id})).await["entitlementV2"], entitlement);
            }
        }
        assert_eq!((&json!(features), currencies), (&found["listed"], 1));
        for (cached, entitlement) in found["cached"].as_array().expect("entitlements").iter().zip(listed) {
            assert_eq!(cached["customerId"], customer);
            assert_eq!(cached["feature"], entitlement["feature"]);
            let one = format!("query($c: String!, $f: String!) {{
                v1: entitlement(query: {{customerId: $c, featureId: $f}}) {{ {USAGE} }}
                v2: entitlementV2(query: {{customerId: $c, featureId: $f}}) {{ ... on FeatureEntitlement {{ {USAGE} }} }} }}");
            let found = data(&sandbox, &one, json!({"c": customer, "f": entitlement["feature"]["refId"]})).await;
            assert_eq!((&found["v1"], &found["v2"]), (entitlement, entitlement));
        }
        // What is in no list is not granted.
        let known: BTreeSet<&str> = listed.iter().filter_map(|one| one["feature"]["refId"].as_str()).collect();
        let other = (1..=30).map(|number| format!("feature-{number:04}")).find(|id| !known.contains(id.as_str()));
        let one = "query($c: String!, $f: String!) { entitlement(query: {customerId: $c, featureId: $f}) { isGranted accessDeniedReason } }";
        let denied = data(&sandbox, one, json!({"c": customer, "f": other})).await;
        assert_eq!(
            denied["entitlement"],
            json!({"isGranted": false, "accessDeniedReason": "NoFeatureEntitlementInSubscription"})
        );
    }
}

#[tokio::test]
async fn who_is_provisioned_sees_what_is_read_later() {
    let sandbox = Sandbox::start().await.expect("start");
    let provision =
        format!("mutation {{ provisionCustomer(input: {{customerId: \"acme\"}}) {{ entitlements {{ {USAGE} }} }} }}");
    let provisioned = data(&sandbox, &provision, json!({})).await["provisionCustomer"]["entitlements"].take();
    let read = format!("{{ cachedEntitlements(query: {{customerId: \"acme\"}}) {{ {USAGE} }} }}");
    let read = data(&sandbox, &read, json!({})).await["cachedEntitlements"].take();
    assert!(read.as_array().is_some_and(|read| read.len() >= 3), "{read}");
    assert_eq!(provisioned, read);
}
