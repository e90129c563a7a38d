//! Writes that the API refuses, and writes that count once.

use futures_util::future::join_all;
use serde_json::{Value, json};
use stigg_graphql_sandbox::Sandbox;

use crate::support::{code, data, send};

async fn start() -> Sandbox {
    Sandbox::start().await.expect("start")
}

const PROVISION: &str = "mutation($input: ProvisionCustomerInput!) { provisionCustomer(input: $input) {
    customer { customerId } subscription { subscriptionId } } }";
const TOTALS: &str = "{ customers { totalCount } subscriptions { totalCount } }";

fn totals(customers: u32, subscriptions: u32) -> Value {
    json!({"customers": {"totalCount": customers}, "subscriptions": {"totalCount": subscriptions}})
}

#[tokio::test]
async fn an_id_is_taken_once_also_inside_an_input() {
    let sandbox = start().await;
    let provision = async |input: Value| code(&sandbox, PROVISION, json!({"input": input})).await.1;
    for input in [
        json!({"customerId": "new", "subscriptionParams": {"planId": "plan-0001", "subscriptionId": "subscription-0001"}}),
        json!({"customerId": "new", "subscriptionParams": {"planId": "plan-0001", "refId": "subscription-0001"}}),
        json!({"customerId": "new", "refId": "customer-0001"}),
        json!({"customerId": "customer-0001", "refId": "new"}),
    ] {
        assert_eq!(provision(input.clone()).await, "DuplicatedEntityNotAllowed", "{input}");
    }
    let unknown = json!({"customerId": "new", "subscriptionParams": {"planId": "none"}});
    assert_eq!(provision(unknown).await, "PlanNotFound");
    assert_eq!(data(&sandbox, TOTALS, json!({})).await, totals(30, 60), "all is refused, or nothing");

    let input = json!({"customerId": "new", "subscriptionParams": {"planId": "plan-0001", "subscriptionId": "sub-1"}});
    let answer = data(&sandbox, PROVISION, json!({"input": input})).await;
    let expected = json!({"customer": {"customerId": "new"}, "subscription": {"subscriptionId": "sub-1"}});
    assert_eq!(answer["provisionCustomer"], expected);
    let other =
        json!({"customerId": "newer", "subscriptionParams": {"planId": "plan-0001", "subscriptionId": "sub-1"}});
    assert_eq!(provision(other).await, "DuplicatedEntityNotAllowed");
    assert_eq!(data(&sandbox, TOTALS, json!({})).await, totals(31, 61));
}

#[tokio::test]
async fn a_customer_is_listed_once() {
    let sandbox = Sandbox::builder()
        .entity("Customer", json!({"customerId": "customer-0002", "name": "Mine"}))
        .entity("Customer", json!({"customerId": "acme", "name": "First"}))
        .entity("Customer", json!({"customerId": "acme", "name": "Second"}))
        .start()
        .await
        .expect("start");
    // The id that the next customer without one would have.
    for input in [json!({"customerId": "customer-0033"}), json!({"name": "Nameless"}), json!({"name": "Nameless too"})]
    {
        data(&sandbox, PROVISION, json!({"input": input})).await;
    }
    let list = "{ customers(paging: {first: 100}) { edges { node { customerId } } } }";
    let list = data(&sandbox, list, json!({})).await;
    let edges = list["customers"]["edges"].as_array().expect("edges");
    let mut ids: Vec<&str> = edges.iter().filter_map(|edge| edge["node"]["customerId"].as_str()).collect();
    ids.sort_unstable();
    let all = ids.len();
    ids.dedup();
    assert_eq!((all, ids.len()), (34, 34));
    assert_eq!(ids[31..], ["customer-0033", "customer-0034", "customer-0035"][..], "{ids:?}");
    let names = r#"{ a: getCustomerByRefId(input: {customerId: "customer-0002"}) { name }
        b: getCustomerByRefId(input: {customerId: "acme"}) { name }
        c: getCustomerByRefId(input: {customerId: "customer-0034"}) { name customerId }
        d: getCustomerByRefId(input: {customerId: "customer-0032"}) { name } }"#;
    let expected = json!({"a": {"name": "Mine"}, "b": {"name": "Second"},
        "c": {"name": "Nameless", "customerId": "customer-0034"}, "d": null});
    assert_eq!(data(&sandbox, names, json!({})).await, expected);
}

#[tokio::test]
async fn of_those_who_write_at_once_one_is_first() {
    let sandbox = start().await;
    let variables = json!({"input": {"customerId": "acme"}});
    let answers = join_all((0..16).map(|_| send(&sandbox, PROVISION, variables.clone()))).await;
    let created = answers.iter().filter(|(_, body)| body.get("errors").is_none()).count();
    assert_eq!(created, 1);
    assert_eq!(data(&sandbox, TOTALS, json!({})).await, totals(31, 60));
}

#[tokio::test]
async fn ids_that_the_api_refuses_are_refused() {
    let sandbox = start().await;
    let long = "a".repeat(256);
    for id in ["", " ", "-acme", "two words", "a/b", "\u{e9}t\u{e9}", "a\n", "@acme", long.as_str()] {
        let refused = code(&sandbox, PROVISION, json!({"input": {"customerId": id}})).await;
        assert_eq!(refused, (200, "BadUserInput".to_owned()), "{id:?}");
        let nested = json!({"customerId": "new", "subscriptionParams": {"planId": "plan-0001", "subscriptionId": id}});
        assert_eq!(code(&sandbox, PROVISION, json!({"input": nested})).await.1, "BadUserInput", "{id:?}");
    }
    let subscribe = |resource: &str| {
        format!(
            "mutation {{ provisionSubscriptionV2(input: {{customerId: \"customer-0001\", planId: \"plan-0001\", resourceId: \"{resource}\"}}) {{ id }} }}"
        )
    };
    assert_eq!(code(&sandbox, &subscribe("a@b"), json!({})).await.1, "BadUserInput", "resources have no @");
    assert_eq!(data(&sandbox, TOTALS, json!({})).await, totals(30, 60));
    data(&sandbox, &subscribe("site.1"), json!({})).await;
    for id in ["a", "0|user@example.com", "A_b.c-d", &long[..255]] {
        let answer = data(&sandbox, PROVISION, json!({"input": {"customerId": id}})).await;
        assert_eq!(answer["provisionCustomer"]["customer"]["customerId"], id);
    }
}

#[tokio::test]
async fn an_idempotency_key_counts_for_a_customer_and_a_feature() {
    let sandbox = start().await;
    let report = "mutation($input: ReportUsageInput!) { reportUsage(input: $input) { id customerId featureId value } }";
    let internal = r#"{ getCustomerByRefId(input: {customerId: "customer-0001"}) { id } }"#;
    let internal = data(&sandbox, internal, json!({})).await["getCustomerByRefId"]["id"].clone();
    let mut ids = Vec::new();
    for (customer, feature, key) in [
        (json!("customer-0001"), "feature-0001", "k"),
        (json!("customer-0002"), "feature-0001", "k"),
        (json!("customer-0001"), "feature-0002", "k"),
        (json!("customer-0001"), "feature-0001", "l"),
        (json!("customer-0001"), "feature-0001", "k"),
        (internal, "feature-0001", "k"),
    ] {
        let input = json!({"customerId": customer, "featureId": feature, "value": 1, "idempotencyKey": key});
        let answer = data(&sandbox, report, json!({"input": input})).await["reportUsage"].take();
        assert_eq!(answer["featureId"], feature);
        ids.push(answer["id"].clone());
    }
    assert_eq!((&ids[4], &ids[5]), (&ids[0], &ids[0]));
    let total = data(&sandbox, "{ usageMeasurements { totalCount } }", json!({})).await;
    assert_eq!(total["usageMeasurements"]["totalCount"], 34, "four of the six were new");
}

const SUBSCRIBE: &str = "mutation($input: ProvisionSubscriptionInput!) { provisionSubscriptionV2(input: $input) {
    subscription { subscriptionId status startDate currentBillingPeriodEnd } } }";
const CANCEL: &str = "mutation($input: SubscriptionCancellationInput!) { cancelSubscription(input: $input) {
    status startDate cancellationDate effectiveEndDate endDate cancelReason } }";

async fn subscribed(sandbox: &Sandbox, id: &str) -> Value {
    let input = json!({"customerId": "customer-0001", "planId": "plan-0001", "subscriptionId": id});
    data(sandbox, SUBSCRIBE, json!({"input": input})).await["provisionSubscriptionV2"]["subscription"].take()
}

#[tokio::test]
async fn a_subscription_is_cancelled_once() {
    let sandbox = start().await;
    let cancel =
        async |input: Value| data(&sandbox, CANCEL, json!({"input": input})).await["cancelSubscription"].take();
    let refused = async |input: Value| code(&sandbox, CANCEL, json!({"input": input})).await.1;
    let began = subscribed(&sandbox, "sub-1").await;
    assert_eq!(
        refused(json!({"subscriptionRefId": "sub-1", "subscriptionCancellationTime": "SPECIFIC_DATE"})).await,
        "InvalidCancellationDate"
    );
    let early = json!({"subscriptionRefId": "sub-1", "endDate": "2020-01-01T00:00:00Z"});
    assert_eq!(refused(early).await, "InvalidCancellationDate", "before its start");
    let ended = cancel(json!({"subscriptionRefId": "sub-1", "subscriptionCancellationTime": "IMMEDIATE"})).await;
    assert_eq!((&ended["status"], &ended["startDate"]), (&json!("CANCELED"), &began["startDate"]));
    assert!(ended["cancellationDate"].as_str() > ended["startDate"].as_str(), "{ended}");
    assert_eq!(ended["endDate"], ended["cancellationDate"]);
    for again in [
        json!({"subscriptionRefId": "sub-1"}),
        json!({"subscriptionRefId": "sub-1", "subscriptionCancellationTime": "END_OF_BILLING_PERIOD"}),
    ] {
        assert_eq!(refused(again).await, "SubscriptionAlreadyCanceledOrExpired");
    }
    assert_eq!(refused(json!({"subscriptionRefId": "none"})).await, "SubscriptionNotFound");
}

#[tokio::test]
async fn the_end_of_a_billing_period_is_waited_for() {
    let sandbox = start().await;
    let cancel =
        async |input: Value| data(&sandbox, CANCEL, json!({"input": input})).await["cancelSubscription"].take();
    // Whether the period is among the fields that are null or not.
    for number in 0..12 {
        let id = format!("sub-{number}");
        let began = subscribed(&sandbox, &id).await;
        let input = json!({"subscriptionRefId": id, "subscriptionCancellationTime": "END_OF_BILLING_PERIOD"});
        let waiting = cancel(input.clone()).await;
        assert_eq!((&waiting["status"], &waiting["cancelReason"]), (&json!("ACTIVE"), &json!("ScheduledCancellation")));
        let end = waiting["effectiveEndDate"].as_str().expect("an end");
        assert!(end > "2034", "{waiting}");
        assert_eq!((&waiting["cancellationDate"], &waiting["endDate"]), (&json!(end), &Value::Null));
        if let Some(period) = began["currentBillingPeriodEnd"].as_str() {
            assert_eq!(end, period);
        }
    }
    let specific = json!({"subscriptionRefId": "sub-1", "subscriptionCancellationTime": "SPECIFIC_DATE", "endDate": "2099-01-01T00:00:00.000Z"});
    let waiting = cancel(specific).await;
    assert_eq!(
        (&waiting["status"], &waiting["effectiveEndDate"]),
        (&json!("ACTIVE"), &json!("2099-01-01T00:00:00.000Z"))
    );
    let active = r#"{ getActiveSubscriptions(input: {customerId: "customer-0001"}) { subscriptionId } }"#;
    let active = data(&sandbox, active, json!({})).await;
    assert!(active["getActiveSubscriptions"].as_array().expect("some").contains(&json!({"subscriptionId": "sub-1"})));
    assert_eq!(cancel(json!({"subscriptionRefId": "sub-1"})).await["status"], "CANCELED", "what waits can be ended");
}

#[tokio::test]
async fn an_archived_coupon_cannot_be_applied() {
    let sandbox = start().await;
    for id in ["half", "none"] {
        let create =
            "mutation($id: String!) { createOneCoupon(input: {refId: $id, name: $id, percentOff: 50}) { id } }";
        data(&sandbox, create, json!({"id": id})).await;
    }
    let archive = r#"mutation { archiveOneCoupon(input: {refId: "half"}) { id status } }"#;
    let archived = data(&sandbox, archive, json!({})).await["archiveOneCoupon"].take();
    let set =
        "mutation($id: UUID!, $coupon: UUID!) { setCouponOnCustomer(input: {id: $id, relationId: $coupon}) { id } }";
    let customer = r#"{ getCustomerByRefId(input: {customerId: "customer-0001"}) { id } }"#;
    let customer = data(&sandbox, customer, json!({})).await["getCustomerByRefId"]["id"].clone();
    let update = "mutation($input: UpdateCustomerInput!) { updateOneCustomer(input: $input) { coupon { refId } } }";
    let coupon = |id: &str| json!({"couponId": id});
    for (query, variables) in [
        (PROVISION, json!({"input": {"customerId": "new", "couponRefId": "half"}})),
        (
            PROVISION,
            json!({"input": {"customerId": "new", "subscriptionParams": {"planId": "plan-0001", "appliedCoupon": coupon("half")}}}),
        ),
        (
            SUBSCRIBE,
            json!({"input": {"customerId": "customer-0001", "planId": "plan-0001", "appliedCoupon": coupon("half")}}),
        ),
        (update, json!({"input": {"customerId": "customer-0001", "couponRefId": "half"}})),
        (set, json!({"id": customer, "coupon": archived["id"]})),
    ] {
        assert_eq!(code(&sandbox, query, variables).await.1, "ArchivedCouponCantBeApplied", "{query}");
    }
    assert_eq!(data(&sandbox, TOTALS, json!({})).await, totals(30, 60));
    let variables = json!({"input": {"customerId": "customer-0001", "couponRefId": "none"}});
    let applied = data(&sandbox, update, variables).await;
    assert_eq!(applied["updateOneCustomer"]["coupon"]["refId"], "none");
}
