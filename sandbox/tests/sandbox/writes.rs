//! Writes are seen by later reads.

use serde_json::{Value, json};
use stigg_graphql_sandbox::Sandbox;

use crate::support::{code, data, send};

async fn start() -> Sandbox {
    Sandbox::start().await.expect("start")
}

const CUSTOMER: &str = "query($id: String!) { getCustomerByRefId(input: {customerId: $id}) {
    customerId refId name email billingId deletedAt additionalMetaData coupon { refId } createdAt
    subscriptions { subscriptionId status plan { refId } } } }";

async fn customer(sandbox: &Sandbox, id: &str) -> Value {
    data(sandbox, CUSTOMER, json!({"id": id})).await["getCustomerByRefId"].take()
}

const PROVISION: &str = "mutation($input: ProvisionCustomerInput!) { provisionCustomer(input: $input) {
    customer { customerId name email } subscription { subscriptionId plan { refId } customer { customerId } } } }";

#[tokio::test]
async fn a_customer_is_created_updated_archived_and_unarchived() {
    let sandbox = start().await;
    let input = json!({"customerId": "acme", "name": "Acme", "additionalMetaData": {"tier": "gold"}, "couponRefId": "coupon-0003"});
    let answer = data(&sandbox, PROVISION, json!({"input": input})).await;
    let expected = json!({"customer": {"customerId": "acme", "name": "Acme", "email": null}, "subscription": null});
    assert_eq!(answer["provisionCustomer"], expected);

    let mut expected = json!({
        "customerId": "acme", "refId": "acme", "name": "Acme", "email": null, "billingId": null, "deletedAt": null,
        "additionalMetaData": {"tier": "gold"}, "coupon": {"refId": "coupon-0003"},
        "createdAt": "2024-02-01T00:00:01.000Z", "subscriptions": [],
    });
    assert_eq!(customer(&sandbox, "acme").await, expected);

    let update = "mutation($input: UpdateCustomerInput!) { updateOneCustomer(input: $input) { name email } }";
    let input = json!({"customerId": "acme", "email": "billing@acme.test", "name": null});
    let answer = data(&sandbox, update, json!({"input": input})).await;
    assert_eq!(answer["updateOneCustomer"], json!({"name": null, "email": "billing@acme.test"}));
    expected["name"] = Value::Null;
    expected["email"] = json!("billing@acme.test");
    assert_eq!(customer(&sandbox, "acme").await, expected, "null clears, absent keeps");

    let literal =
        "mutation($name: String) { updateOneCustomer(input: {customerId: \"acme\", email: $name}) { email } }";
    let answer = data(&sandbox, literal, json!({})).await;
    assert_eq!(answer["updateOneCustomer"]["email"], "billing@acme.test", "an absent variable is absent");

    let archive = r#"mutation { archiveCustomer(input: {customerId: "acme"}) { deletedAt } }"#;
    let answer = data(&sandbox, archive, json!({})).await;
    assert_eq!(answer["archiveCustomer"]["deletedAt"], customer(&sandbox, "acme").await["deletedAt"]);
    assert!(answer["archiveCustomer"]["deletedAt"].is_string());
    let unarchive = r#"mutation { unarchiveCustomer(input: {customerId: "acme"}) { deletedAt } }"#;
    assert_eq!(data(&sandbox, unarchive, json!({})).await["unarchiveCustomer"]["deletedAt"], Value::Null);
    let ids = r#"{ getCustomerByRefId(input: {customerId: "acme"}) { id } coupons(filter: {refId: {eq: "coupon-0004"}}) { edges { node { id } } } }"#;
    let ids = data(&sandbox, ids, json!({})).await;
    let (customer_id, coupon_id) = (&ids["getCustomerByRefId"]["id"], &ids["coupons"]["edges"][0]["node"]["id"]);
    let link = |verb: &str| {
        let name = if verb == "set" { "setCouponOnCustomer" } else { "removeCouponFromCustomer" };
        format!(
            "mutation {{ customer: {name}(input: {{id: {customer_id}, relationId: {coupon_id}}}) {{ coupon {{ refId }} }} }}"
        )
    };
    let answer = data(&sandbox, &link("set"), json!({})).await;
    assert_eq!(answer["customer"]["coupon"], json!({"refId": "coupon-0004"}));
    assert_eq!(data(&sandbox, &link("remove"), json!({})).await["customer"]["coupon"], Value::Null);
    assert_eq!(customer(&sandbox, "acme").await["coupon"], Value::Null);
    let list =
        data(&sandbox, "{ customers(paging: {first: 1}) { edges { node { customerId } } totalCount } }", json!({}))
            .await;
    let expected = json!({"edges": [{"node": {"customerId": "acme"}}], "totalCount": 31});
    assert_eq!(list["customers"], expected);
}

#[tokio::test]
async fn a_customer_comes_with_the_subscription_that_was_asked_for() {
    let sandbox = start().await;
    let input = json!({"customerId": "acme", "subscriptionParams": {"planId": "plan-0003"}});
    let answer = data(&sandbox, PROVISION, json!({"input": input})).await;
    let subscription = &answer["provisionCustomer"]["subscription"];
    assert_eq!(subscription["plan"]["refId"], "plan-0003");
    assert_eq!(subscription["customer"]["customerId"], "acme");
    let subscriptions = &customer(&sandbox, "acme").await["subscriptions"];
    let expected = json!([{"subscriptionId": "subscription-0061", "status": "ACTIVE", "plan": {"refId": "plan-0003"}}]);
    assert_eq!(subscriptions, &expected);
    assert_eq!(subscriptions[0]["subscriptionId"], subscription["subscriptionId"]);
}

#[tokio::test]
async fn what_is_there_or_not_there_is_an_error_with_the_code_of_the_api() {
    let sandbox = start().await;
    let provision = async |input: Value| code(&sandbox, PROVISION, json!({"input": input})).await.1;
    assert_eq!(provision(json!({"customerId": "customer-0001"})).await, "DuplicatedEntityNotAllowed");
    assert_eq!(provision(json!({"customerId": "new", "couponRefId": "none"})).await, "CouponNotFound");
    let update = r#"mutation { updateOneCustomer(input: {customerId: "nobody", name: "x"}) { id } }"#;
    assert_eq!(code(&sandbox, update, json!({})).await.1, "CustomerNotFound");
    let subscribe = |customer: &str, plan: &str| {
        format!(
            "mutation {{ provisionSubscriptionV2(input: {{customerId: \"{customer}\", planId: \"{plan}\"}}) {{ id }} }}"
        )
    };
    assert_eq!(code(&sandbox, &subscribe("nobody", "plan-0001"), json!({})).await.1, "CustomerNotFound");
    assert_eq!(code(&sandbox, &subscribe("customer-0001", "none"), json!({})).await.1, "PlanNotFound");
    let total = data(&sandbox, "{ customers { totalCount } subscriptions { totalCount } }", json!({})).await;
    assert_eq!(
        total,
        json!({"customers": {"totalCount": 30}, "subscriptions": {"totalCount": 60}}),
        "nothing was written"
    );
}

#[tokio::test]
async fn a_subscription_is_provisioned_updated_and_cancelled() {
    let sandbox = start().await;
    let provision = "mutation($input: ProvisionSubscriptionInput!) { provisionSubscriptionV2(input: $input) {
        status checkoutUrl subscription { subscriptionId status billingPeriod plan { refId } customer { customerId }
            addons { quantity addonId addon { refId } } } } }";
    let input = json!({"customerId": "customer-0002", "planId": "plan-0002", "subscriptionId": "sub-1",
        "billingPeriod": "MONTHLY", "addons": [{"addonId": "addon-0003", "quantity": 2}]});
    let answer = data(&sandbox, provision, json!({"input": input})).await;
    let expected = json!({"status": "SUCCESS", "checkoutUrl": null, "subscription": {
        "subscriptionId": "sub-1", "status": "ACTIVE", "billingPeriod": "MONTHLY", "plan": {"refId": "plan-0002"},
        "customer": {"customerId": "customer-0002"},
        "addons": [{"quantity": 2, "addonId": "addon-0003", "addon": {"refId": "addon-0003"}}],
    }});
    assert_eq!(answer["provisionSubscriptionV2"], expected);

    let found = customer(&sandbox, "customer-0002").await;
    let subscriptions = found["subscriptions"].as_array().expect("subscriptions");
    let mine = json!({"subscriptionId": "sub-1", "status": "ACTIVE", "plan": {"refId": "plan-0002"}});
    assert!(subscriptions.contains(&mine), "{found}");

    let update = r#"mutation { updateOneSubscription(input: {subscriptionId: "sub-1", billingPeriod: ANNUALLY}) { billingPeriod } }"#;
    assert_eq!(data(&sandbox, update, json!({})).await["updateOneSubscription"]["billingPeriod"], "ANNUALLY");
    let cancel = r#"mutation { cancelSubscription(input: {subscriptionRefId: "sub-1", endDate: "2024-06-01T00:00:00.000Z"}) { status endDate } }"#;
    let answer = data(&sandbox, cancel, json!({})).await;
    let expected = json!({"status": "CANCELED", "endDate": "2024-06-01T00:00:00.000Z"});
    assert_eq!(answer["cancelSubscription"], expected);
    let query = r#"{ subscriptions(filter: {subscriptionId: {eq: "sub-1"}}) { edges { node { status endDate billingPeriod } } } }"#;
    let node = &data(&sandbox, query, json!({})).await["subscriptions"]["edges"][0]["node"];
    assert_eq!(
        node,
        &json!({"status": "CANCELED", "endDate": "2024-06-01T00:00:00.000Z", "billingPeriod": "ANNUALLY"})
    );
    let found = customer(&sandbox, "customer-0002").await;
    let active = found["subscriptions"].as_array().expect("subscriptions");
    assert!(active.iter().all(|subscription| subscription["subscriptionId"] != "sub-1"), "no longer active");
}

#[tokio::test]
async fn coupons_grants_and_plans_follow_the_same_rules() {
    let sandbox = start().await;
    let create = r#"mutation { createOneCoupon(input: {refId: "half", name: "Half", percentOff: 50,
        amountsOff: [{amount: 5, currency: EUR}]}) { refId percentOff status amountsOff { amount currency } } }"#;
    let expected = json!({"refId": "half", "percentOff": 50, "status": "ACTIVE", "amountsOff": [{"amount": 5, "currency": "EUR"}]});
    assert_eq!(data(&sandbox, create, json!({})).await["createOneCoupon"], expected);
    let archive = r#"mutation { archiveOneCoupon(input: {refId: "half"}) { status } }"#;
    assert_eq!(data(&sandbox, archive, json!({})).await["archiveOneCoupon"]["status"], "ARCHIVED");
    let list = r#"{ coupons(filter: {status: {eq: ARCHIVED}, refId: {eq: "half"}}) { totalCount } }"#;
    assert_eq!(data(&sandbox, list, json!({})).await["coupons"]["totalCount"], 1);

    let grant = r#"mutation { createCreditGrant(input: {customerId: "customer-0005", currencyId: "custom-currency-0001",
        amount: 100, displayName: "Welcome", grantType: PROMOTIONAL}) { id grantId amount status customerId currencyId } }"#;
    let granted = data(&sandbox, grant, json!({})).await["createCreditGrant"].take();
    assert_eq!((&granted["amount"], &granted["status"]), (&json!(100), &json!("ACTIVE")));
    assert_eq!(granted["customerId"], "customer-0005");
    assert_eq!(granted["currencyId"], "custom-currency-0001");
    let list = r#"{ creditGrants(input: {customerId: "customer-0005", paging: {first: 100}}) { edges { node { grantId status voidedAt } } } }"#;
    let of = async |id: &Value| {
        let grants = data(&sandbox, list, json!({})).await;
        let edges = grants["creditGrants"]["edges"].as_array().expect("edges").clone();
        edges.into_iter().map(|edge| edge["node"].clone()).find(|node| &node["grantId"] == id).expect("the grant")
    };
    assert_eq!(of(&granted["grantId"]).await["status"], "ACTIVE");
    let void = "mutation($id: String!) { voidCreditGrant(input: {id: $id}) { status } }";
    assert_eq!(data(&sandbox, void, json!({"id": granted["id"]})).await["voidCreditGrant"]["status"], "VOIDED");
    let voided = of(&granted["grantId"]).await;
    assert_eq!((&voided["status"], voided["voidedAt"].is_string()), (&json!("VOIDED"), true));

    let delete = "mutation($id: UUID!) { deleteOneHook(input: {id: $id}) { id } }";
    let hooks = "{ hooks(paging: {first: 100}) { totalCount edges { node { id } } } }";
    let before = data(&sandbox, hooks, json!({})).await;
    let id = before["hooks"]["edges"][0]["node"]["id"].clone();
    assert_eq!(data(&sandbox, delete, json!({"id": id})).await["deleteOneHook"]["id"], id);
    let after = data(&sandbox, hooks, json!({})).await;
    assert_eq!(after["hooks"]["totalCount"], 29);
    assert_ne!(after["hooks"]["edges"][0]["node"]["id"], id);
}

#[tokio::test]
async fn usage_is_reported_once_for_each_idempotency_key() {
    let sandbox = start().await;
    let report = "mutation($input: ReportUsageInput!) { reportUsage(input: $input) { id value customerId featureId } }";
    let input = json!({"customerId": "customer-0001", "featureId": "feature-0002", "value": 3, "idempotencyKey": "k"});
    let first = data(&sandbox, report, json!({"input": input})).await;
    assert_eq!(first["reportUsage"]["value"], 3);
    assert_eq!(first["reportUsage"]["customerId"], "customer-0001");
    assert_eq!(first["reportUsage"]["featureId"], "feature-0002");
    assert_eq!(data(&sandbox, report, json!({"input": input})).await, first);
    let total = "{ usageMeasurements { totalCount } }";
    assert_eq!(data(&sandbox, total, json!({})).await["usageMeasurements"]["totalCount"], 31);
    let bulk = "mutation($input: ReportUsageBulkInput!) { reportUsageBulk(input: $input) { value featureId } }";
    let usages = json!([{"customerId": "customer-0001", "featureId": "feature-0001", "value": 1},
        {"customerId": "customer-0002", "featureId": "feature-0002", "value": 2}]);
    let answer = data(&sandbox, bulk, json!({"input": {"usages": usages}})).await;
    let expected = json!([{"value": 1, "featureId": "feature-0001"}, {"value": 2, "featureId": "feature-0002"}]);
    assert_eq!(answer["reportUsageBulk"], expected);
    assert_eq!(data(&sandbox, total, json!({})).await["usageMeasurements"]["totalCount"], 33);
    let twice = json!([{"customerId": "customer-0001", "featureId": "feature-0001", "value": 1, "idempotencyKey": "b"},
        {"customerId": "customer-0001", "featureId": "feature-0001", "value": 1, "idempotencyKey": "b"}]);
    data(&sandbox, bulk, json!({"input": {"usages": twice}})).await;
    assert_eq!(data(&sandbox, total, json!({})).await["usageMeasurements"]["totalCount"], 34);
}

#[tokio::test]
async fn estimates_write_nothing() {
    let sandbox = start().await;
    let estimate = r#"mutation { estimateSubscription(input: {customerId: "customer-0001", planId: "plan-0001"}) { subTotal { amount } } }"#;
    let answer = data(&sandbox, estimate, json!({})).await;
    assert!(answer["estimateSubscription"]["subTotal"]["amount"].is_number());
    assert_eq!(data(&sandbox, estimate, json!({})).await, answer);
}

#[tokio::test]
async fn entities_of_the_builder_are_like_created_ones() {
    let sandbox = Sandbox::builder()
        .entity("Customer", json!({"customerId": "acme", "name": "Acme"}))
        .entity("Plan", json!({"refId": "plan-basic", "displayName": "Basic"}))
        .entity(
            "CustomerSubscription",
            json!({"subscriptionId": "sub-1", "customerId": "acme", "planId": "plan-basic"}),
        )
        .start()
        .await
        .expect("start");
    let found = customer(&sandbox, "acme").await;
    assert_eq!(found["name"], "Acme");
    let expected = json!([{"subscriptionId": "sub-1", "status": "ACTIVE", "plan": {"refId": "plan-basic"}}]);
    assert_eq!(found["subscriptions"], expected);
}

/// A list that was read before a write is brought up to date, not made anew; it has to come to the same.
#[tokio::test]
async fn a_list_after_a_write_is_as_if_it_was_never_read_before() {
    let lists = [
        "customers(paging: {first: 100}) { totalCount edges { node { customerId name } } }",
        "customers(paging: {first: 100}, sorting: [{field: name, direction: ASC}, {field: email, direction: DESC}]) { edges { node { customerId } } }",
        "customers(paging: {first: 100}, filter: {name: {iLike: \"a%\"}}, sorting: [{field: customerId, direction: DESC}]) { totalCount edges { node { customerId name } } }",
        "subscriptions(paging: {first: 100}, filter: {customerId: {eq: \"customer-0001\"}}) { totalCount edges { node { subscriptionId status } } }",
        "subscriptions(paging: {first: 100}, filter: {status: {eq: CANCELED}}) { totalCount edges { node { subscriptionId } } }",
        "coupons(paging: {first: 100}) { totalCount edges { node { refId status } } }",
        "hooks(paging: {first: 100}) { totalCount edges { node { id } } }",
        "creditGrants(input: {customerId: \"customer-0001\", paging: {first: 100}}) { totalCount edges { node { grantId status } } }",
        "getActiveSubscriptions(input: {customerId: \"customer-0001\"}) { subscriptionId }",
    ];
    let lists = lists.iter().copied().chain([
        "customers(paging: {first: 100}, filter: {customerId: {in: [\"customer-0001\", \"aaa\", \"zzz\"]}}) { edges { node { customerId hasActiveSubscription subscriptions(filter: {}) { subscriptionId status } promotionalEntitlements { status feature { refId } } } } }",
    ]);
    let lists: String = lists.enumerate().map(|(number, list)| format!("l{number}: {list} ")).collect();
    let read = format!("{{ {lists} }}");
    let (one, two) = (start().await, start().await);
    let hook = data(&one, "{ hooks(paging: {first: 3}) { edges { node { id } } } }", json!({})).await;
    let hook = hook["hooks"]["edges"][1]["node"]["id"].as_str().expect("an id").to_owned();
    let mut before = data(&one, &read, json!({})).await;
    for write in [
        r#"provisionCustomer(input: {customerId: "aaa", name: "Aardvark"}) { customer { id } }"#,
        r#"provisionCustomer(input: {customerId: "zzz", name: "Zebra"}) { customer { id } }"#,
        r#"updateOneCustomer(input: {customerId: "customer-0004", name: "Albatross"}) { id }"#,
        r#"updateOneCustomer(input: {customerId: "aaa", name: "Bear"}) { id }"#,
        r#"provisionSubscriptionV2(input: {customerId: "customer-0001", planId: "plan-0001", subscriptionId: "s"}) { id }"#,
        r#"provisionSubscriptionV2(input: {customerId: "zzz", planId: "plan-0001", subscriptionId: "t"}) { id }"#,
        r#"grantPromotionalEntitlements(input: {customerId: "aaa", promotionalEntitlements: [{featureId: "feature-0001", period: ONE_MONTH}, {featureId: "none", period: ONE_MONTH}]}) { id }"#,
        r#"grantPromotionalEntitlements(input: {customerId: "zzz", promotionalEntitlements: [{featureId: "feature-0001", period: ONE_MONTH}]}) { id }"#,
        r#"revokePromotionalEntitlement(input: {customerId: "zzz", featureId: "feature-0001"}) { id }"#,
        r#"cancelSubscription(input: {subscriptionRefId: "s"}) { id }"#,
        r#"archiveOneCoupon(input: {refId: "coupon-0001"}) { id }"#,
        r#"createCreditGrant(input: {customerId: "customer-0001", currencyId: "custom-currency-0001", amount: 1, displayName: "x", grantType: PAID}) { id }"#,
        &format!(r#"deleteOneHook(input: {{id: "{hook}"}}) {{ id }}"#),
    ] {
        let write = format!("mutation {{ {write} }}");
        let answers = [send(&one, &write, json!({})).await, send(&two, &write, json!({})).await];
        assert_eq!(answers[0], answers[1], "{write}");
        let after = data(&one, &read, json!({})).await;
        if answers[0].1.get("errors").is_none() {
            assert_ne!(after, before, "{write}");
        }
        before = after;
    }
    assert_eq!(data(&two, &read, json!({})).await, before);
}

#[tokio::test]
async fn a_batch_is_written_as_a_whole_or_not_at_all() {
    let sandbox = start().await;
    let report = "mutation($input: ReportUsageBulkInput!) { reportUsageBulk(input: $input) { value } }";
    let usage = |feature: &str| json!({"customerId": "customer-0001", "featureId": feature, "value": 1});
    let usages = json!([usage("feature-0001"), usage("none")]);
    let total = "{ usageMeasurements(paging: {first: 100}) { totalCount edges { node { id } } } }";
    let before = data(&sandbox, total, json!({})).await;
    let refused = code(&sandbox, report, json!({"input": {"usages": usages}})).await;
    assert_eq!(refused.1, "FeatureNotFound");
    assert_eq!(data(&sandbox, total, json!({})).await, before);
    data(&sandbox, report, json!({"input": {"usages": [usage("feature-0001")]}})).await;
    assert_eq!(data(&sandbox, total, json!({})).await["usageMeasurements"]["totalCount"], 31);
}
