//! The data: deterministic, of one piece, and with everything that the schema allows in it.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Value, json};
use stigg_graphql_sandbox::Sandbox;

use crate::support::{code, data, send};

async fn start() -> Sandbox {
    Sandbox::start().await.expect("start")
}

const CUSTOMER: &str = "id refId customerId name email createdAt updatedAt billingCurrency coupon { refId name }
    hasActiveSubscription subscriptions(filter: {}) { subscriptionId status plan { refId displayName } }
    promotionalEntitlements { id feature { refId } }";

#[tokio::test]
async fn the_same_seed_gives_the_same_bytes() {
    let query = format!("{{ customers(paging: {{first: 30}}) {{ edges {{ cursor node {{ {CUSTOMER} }} }} }} }}");
    let bytes = async |seed: u64| {
        let sandbox = Sandbox::builder().seed(seed).start().await.expect("start");
        let request = reqwest::Client::new().post(sandbox.endpoint()).header("X-API-Key", sandbox.key());
        let response = request.json(&json!({"query": query})).send().await.expect("sent");
        response.bytes().await.expect("a body")
    };
    let first = bytes(7).await;
    assert_eq!(first, bytes(7).await);
    assert_ne!(first, bytes(8).await);
}

#[tokio::test]
async fn the_data_of_a_seed_is_pinned() {
    let sandbox = start().await;
    let query = "{ c: getCustomerByRefId(input: {customerId: \"customer-0003\"}) { id email billingId billingCurrency
        createdAt updatedAt coupon { refId } subscriptions(filter: {}) { refId status } } }";
    let expected = json!({
        "id": "3fdd15b6-7adc-4a8a-88a7-000000000003",
        "email": "customer-0003@example.com",
        "billingId": "billing-id-0002",
        "billingCurrency": "USD",
        "createdAt": "2023-12-31T12:00:00.000Z",
        "updatedAt": "2024-01-28T14:00:00.000Z",
        "coupon": {"refId": "coupon-0008"},
        "subscriptions": [
            {"refId": "subscription-0012", "status": "ACTIVE"},
            {"refId": "subscription-0028", "status": "PAYMENT_PENDING"},
            {"refId": "subscription-0042", "status": "PAYMENT_PENDING"},
        ],
    });
    assert_eq!(data(&sandbox, query, json!({})).await["c"], expected, "a change here is one that users see");
}

#[tokio::test]
async fn an_entity_is_the_same_wherever_it_is_met() {
    let sandbox = start().await;
    let query = format!(
        "query($f: CustomerFilter) {{ customers(filter: $f) {{ edges {{ node {{ {CUSTOMER} }} }} }}
           getCustomerByRefId(input: {{customerId: \"customer-0007\"}}) {{ {CUSTOMER} }} }}"
    );
    let found = data(&sandbox, &query, json!({"f": {"customerId": {"eq": "customer-0007"}}})).await;
    let customer = &found["getCustomerByRefId"];
    assert_eq!(&found["customers"]["edges"][0]["node"], customer);
    assert_eq!(customer["refId"], "customer-0007");

    // A subscription is one thing, whether as CustomerSubscription, as SubscriptionQuery, or from its customer.
    let fields = "id subscriptionId status startDate pricingType plan { refId }";
    let query = format!(
        "{{ getSubscription(input: {{subscriptionId: \"subscription-0005\"}}) {{ {fields} customerId customer {{ id customerId }} }}
           subscriptions(filter: {{subscriptionId: {{eq: \"subscription-0005\"}}}}) {{ edges {{ node {{ {fields} customerId }} }} }}
           customerSubscriptions(filter: {{subscriptionId: {{eq: \"subscription-0005\"}}}}) {{ edges {{ node {{ {fields} customerId }} }} }} }}"
    );
    let found = data(&sandbox, &query, json!({})).await;
    let subscription = &found["getSubscription"];
    let owner = &subscription["customer"];
    assert_eq!(subscription["customerId"], owner["id"], "the internal id");
    let node = &found["subscriptions"]["edges"][0]["node"];
    assert_eq!(node["customerId"], owner["customerId"], "the public id");
    for field in ["id", "subscriptionId", "status", "startDate", "pricingType", "plan"] {
        assert_eq!(node[field], subscription[field], "{field}");
        assert_eq!(found["customerSubscriptions"]["edges"][0]["node"][field], subscription[field], "{field}");
    }
    let query = "query($id: String!) { getCustomerByRefId(input: {customerId: $id}) {
        subscriptions(filter: {}) { subscriptionId status } } }";
    let from_owner = data(&sandbox, query, json!({"id": owner["customerId"]})).await;
    let subscriptions = from_owner["getCustomerByRefId"]["subscriptions"].as_array().expect("subscriptions");
    assert!(subscriptions.contains(&json!({"subscriptionId": "subscription-0005", "status": subscription["status"]})));
}

#[tokio::test]
async fn totals_count_what_is_listed() {
    let sandbox = start().await;
    let query = "{ customers(paging: {first: 30}) { edges { node { hasActiveSubscription totalActiveSubscription
        active: subscriptions { id } all: subscriptions(filter: {}) { id } } } } }";
    let found = data(&sandbox, query, json!({})).await;
    let edges = found["customers"]["edges"].as_array().expect("edges");
    let mut more = 0;
    for node in edges.iter().map(|edge| &edge["node"]) {
        let active = node["active"].as_array().map_or(0, Vec::len);
        assert_eq!(
            (&node["totalActiveSubscription"], &node["hasActiveSubscription"]),
            (&json!(active), &json!(active > 0))
        );
        more += node["all"].as_array().map_or(0, Vec::len) - active;
    }
    assert!(more > 5, "lists hide the inactive ones unless asked: {more}");
    let query =
        r#"{ getActiveSubscriptions(input: {customerId: "customer-0001"}) { status customer { customerId } } }"#;
    let found = data(&sandbox, query, json!({})).await;
    for subscription in found["getActiveSubscriptions"].as_array().expect("subscriptions") {
        assert_eq!(subscription["customer"]["customerId"], "customer-0001");
        assert!(["ACTIVE", "IN_TRIAL"].contains(&subscription["status"].as_str().expect("a status")));
    }
}

#[tokio::test]
async fn internal_ids_find_the_same_entity() {
    let sandbox = start().await;
    let list = data(&sandbox, "{ coupons { edges { node { id refId name } } } }", json!({})).await;
    let node = &list["coupons"]["edges"][3]["node"];
    let query = "query($id: UUID!) { coupon(id: $id) { id refId name } }";
    let found = data(&sandbox, query, json!({"id": node["id"]})).await;
    assert_eq!(&found["coupon"], node);
}

#[tokio::test]
async fn an_unknown_id_is_null_or_an_error_with_the_code_of_the_api() {
    let sandbox = start().await;
    let query = r#"{ getCustomerByRefId(input: {customerId: "nobody"}) { id } }"#;
    assert_eq!(data(&sandbox, query, json!({})).await, json!({"getCustomerByRefId": null}));
    let query = r#"{ getSubscription(input: {subscriptionId: "none"}) { id } }"#;
    assert_eq!(code(&sandbox, query, json!({})).await, (200, "SubscriptionNotFound".to_owned()));
    let query = r#"{ customerPortal(input: {customerId: "nobody"}) { entitlements { isGranted } } }"#;
    let (status, body) = send(&sandbox, query, json!({})).await;
    let error = &body["errors"][0];
    assert_eq!(
        (status, &body["data"], &error["path"], &error["extensions"]["code"]),
        (200, &Value::Null, &json!(["customerPortal"]), &json!("CustomerNotFound"))
    );
    assert_eq!(error["extensions"]["traceId"].as_str().map(str::len), Some(16));
    let message = error["message"].as_str().expect("a message");
    assert_eq!(message, "Customer not found: nobody (the sandbox has customer-0001 to customer-0030)");
    let query =
        r#"{ entitlementsState(query: {customerId: "nobody"}) { accessDeniedReason entitlements { isGranted } } }"#;
    let expected = json!({"entitlementsState": {"accessDeniedReason": "CustomerNotFound", "entitlements": []}});
    assert_eq!(data(&sandbox, query, json!({})).await, expected);
}

#[tokio::test]
async fn values_look_like_what_they_are() {
    let sandbox = Sandbox::builder().null_one_in(0).start().await.expect("start");
    let query = r#"{ getCustomerByRefId(input: {customerId: "customer-0003"}) { id name email createdAt }
        getPlanByRefId(input: {refId: "plan-0002", environmentId: ""}) { refId displayName productId product { refId }
            prices { price { amount currency } } }
        entitlement(query: {customerId: "customer-0003", featureId: "feature-0004"}) {
            customerId isGranted accessDeniedReason feature { refId displayName } usagePeriodEnd } }"#;
    let found = data(&sandbox, query, json!({})).await;
    let customer = &found["getCustomerByRefId"];
    assert_eq!(customer["name"], "Blue Harbor");
    assert_eq!(customer["email"], "customer-0003@example.com");
    assert_eq!(customer["createdAt"], "2023-12-31T12:00:00.000Z");
    let id = customer["id"].as_str().expect("an id");
    assert_eq!((id.len(), &id[14..15], &id[24..]), (36, "4", "000000000003"));
    let plan = &found["getPlanByRefId"];
    assert_eq!(plan["displayName"], "Starter");
    assert_eq!(plan["productId"], plan["product"]["refId"]);
    for price in plan["prices"].as_array().expect("prices") {
        let amount = price["price"]["amount"].as_f64().expect("an amount");
        assert!(amount >= 5.0 && amount.fract() == 0.0, "full units, right for every currency");
        assert_eq!(price["price"]["currency"].as_str().map(str::len), Some(3));
    }
    let entitlement = &found["entitlement"];
    assert_eq!(entitlement["customerId"], "customer-0003", "arguments are echoed");
    assert_eq!(entitlement["feature"]["refId"], "feature-0004", "and followed");
    let granted = entitlement["isGranted"] == true;
    assert_eq!(entitlement["accessDeniedReason"].is_null(), granted);
    assert!(entitlement["usagePeriodEnd"].as_str().expect("a date") > "2034");
}

#[tokio::test]
async fn nullable_fields_are_null_now_and_then() {
    let query = "{ customers(paging: {first: 100}) { edges { node { crmId name email coupon { id } refId } } } }";
    let nulls = async |sandbox: Sandbox| {
        let found = data(&sandbox, query, json!({})).await;
        let edges = found["customers"]["edges"].as_array().expect("edges").clone();
        let fields = ["crmId", "name", "email", "coupon", "refId"];
        fields.map(|field| edges.iter().filter(|edge| edge["node"][field].is_null()).count())
    };
    let often = nulls(Sandbox::builder().nodes("Customer", 100).start().await.expect("start")).await;
    assert!(often[..4].iter().all(|count| (4..25).contains(count)), "{often:?}");
    assert_eq!(often[4], 0, "ids are always there");
    let never = nulls(Sandbox::builder().nodes("Customer", 100).null_one_in(0).start().await.expect("start")).await;
    assert_eq!(never, [0; 5]);
}

#[tokio::test]
async fn every_enum_value_and_union_member_turns_up() {
    let builder = Sandbox::builder().nodes("Customer", 250).nodes("EventLog", 250).null_one_in(0);
    let sandbox = builder.start().await.expect("start");
    let query = "{
        customers(paging: {first: 250}) { edges { node { billingCurrency defaultPaymentMethodType } } }
        subscriptions(paging: {first: 500}) { edges { node { status pricingType paymentCollection billingPeriod cancelReason
            entitlements { __typename ... on SubscriptionFeatureEntitlement { resetPeriodConfiguration { __typename } } } } } }
        plans(paging: {first: 30}) { edges { node { status packageEntitlements { __typename } } } }
        eventLogs(paging: {first: 250}) { edges { node { eventLogType actor { type } entityType } } }
        integrations(paging: {first: 30}) { edges { node { vendorIdentifier credentials { __typename } } } }
    }";
    let found = data(&sandbox, query, json!({})).await;
    let mut seen = BTreeMap::<String, BTreeSet<String>>::new();
    collect(&found, "", &mut seen);

    let query = "{ __schema { types { name kind enumValues { name } possibleTypes { name } } } }";
    let schema = data(&sandbox, query, json!({})).await;
    let types = schema["__schema"]["types"].as_array().expect("types");
    let members = |name: &str| -> BTreeSet<String> {
        let of = types.iter().find(|of| of["name"] == name).unwrap_or_else(|| panic!("no {name}"));
        let list = if of["kind"] == "UNION" { &of["possibleTypes"] } else { &of["enumValues"] };
        list.as_array()
            .expect("members")
            .iter()
            .map(|member| member["name"].as_str().expect("a name").to_owned())
            .collect()
    };
    for (path, of) in [
        ("billingCurrency", "Currency"),
        ("defaultPaymentMethodType", "PaymentMethodType"),
        ("status", "SubscriptionStatus"),
        ("pricingType", "PricingType"),
        ("cancelReason", "SubscriptionCancelReason"),
        ("eventLogType", "EventLogType"),
        ("type", "EventActor"),
        ("entityType", "EventEntityType"),
        ("vendorIdentifier", "VendorIdentifier"),
        ("credentials.__typename", "Credentials"),
        ("entitlements.__typename", "SubscriptionEntitlementUnion"),
        ("resetPeriodConfiguration.__typename", "ResetPeriodConfiguration"),
        ("packageEntitlements.__typename", "PackageEntitlementUnion"),
    ] {
        let missing: Vec<_> = members(of).difference(&seen[path]).cloned().collect();
        assert_eq!(missing, Vec::<String>::new(), "{path}");
    }
}

fn collect(value: &Value, name: &str, seen: &mut BTreeMap<String, BTreeSet<String>>) {
    match value {
        Value::Array(items) => items.iter().for_each(|item| collect(item, name, seen)),
        Value::Object(map) => {
            for (key, member) in map {
                let path = if key == "__typename" { format!("{name}.{key}") } else { key.clone() };
                collect(member, &path, seen);
            }
        }
        Value::String(text) => {
            seen.entry(name.to_owned()).or_default().insert(text.clone());
        }
        _ => {}
    }
}

#[tokio::test]
async fn any_other_schema_is_served_too() {
    let sdl = r"
        type Query {
          plans(first: Int, after: String, last: Int, before: String, ids: [ID!]): PlanConnection!
          plan(id: ID): Plan
          ents: [Ent!]!
          items: [Priced!]!
          env: String!
          matrix: [[Int!]!]!
        }
        type Plan { id: ID! name: String! kind: Kind base: Plan }
        enum Kind { FLAT OTHER Unknown }
        type PlanConnection { edges: [PlanEdge] nodes: [Plan] pageInfo: PageInfo totalCount: Int! }
        type PlanEdge { cursor: String! node: Plan weight: Float }
        type PageInfo { hasNextPage: Boolean hasPreviousPage: Boolean startCursor: String endCursor: String }
        interface Priced { price: Float! }
        type Addon implements Priced { id: ID! price: Float! maxQuantity: Int }
        type Charge implements Priced { price: Float! limit: Int! }
        type Credit { limit: Int }
        union Ent = Addon | Charge | Credit
    ";
    let sandbox = Sandbox::builder().schema(sdl).nodes("Plan", 25).null_one_in(0).start().await.expect("start");
    let query = "{ plans(first: 2) { edges { cursor weight node { id name kind } } nodes { id } pageInfo { hasNextPage } totalCount }
        plan(id: \"plan-0002\") { id } ents { __typename } items { __typename price } env matrix }";
    let found = data(&sandbox, query, json!({})).await;
    assert_eq!(found["plans"]["totalCount"], 25);
    assert_eq!(found["plans"]["nodes"], json!([{"id": "plan-0001"}, {"id": "plan-0002"}]));
    assert_eq!(found["plans"]["edges"][1]["node"]["id"], "plan-0002");
    assert_eq!(found["plans"]["pageInfo"]["hasNextPage"], true);
    assert_eq!(found["plan"]["id"], "plan-0002");
    assert!(found["items"].as_array().is_some_and(|items| !items.is_empty()));
    assert!(found["matrix"][0][0].is_i64());
    let query = "{ plans(first: 1, after: \"\", ids: [\"plan-0009\"]) { nodes { id } } }";
    assert_eq!(data(&sandbox, query, json!({})).await, json!({"plans": {"nodes": [{"id": "plan-0009"}]}}));
}
