//! Lists are data: they page, filter and sort.

use serde_json::{Value, json};
use stigg_graphql_sandbox::Sandbox;

use crate::support::{code, data};

const CUSTOMERS: &str =
    "query ListCustomers($filter: CustomerFilter, $paging: CursorPaging, $sorting: [CustomerSort!]) {
  customers(filter: $filter, paging: $paging, sorting: $sorting) {
    edges { cursor node { id customerId name email createdAt billingCurrency crmId } }
    pageInfo { hasNextPage hasPreviousPage startCursor endCursor }
    totalCount
  }
}";

fn nodes(data: &Value) -> Vec<&Value> {
    let edges = data["customers"]["edges"].as_array().expect("edges");
    edges.iter().map(|edge| &edge["node"]).collect()
}

fn ids(data: &Value) -> Vec<&str> {
    nodes(data).into_iter().filter_map(|node| node["customerId"].as_str()).collect()
}

async fn customers(sandbox: &Sandbox, variables: Value) -> Value {
    data(sandbox, CUSTOMERS, variables).await
}

#[tokio::test]
async fn pages_of_a_hundred_cover_every_customer_once() {
    let sandbox = Sandbox::builder().nodes("Customer", 250).start().await.expect("start");
    let mut seen = Vec::new();
    let mut after = Value::Null;
    let mut pages = 0;
    loop {
        let page = customers(&sandbox, json!({"paging": {"first": 100, "after": after}})).await;
        seen.extend(ids(&page).into_iter().map(ToOwned::to_owned));
        pages += 1;
        assert_eq!(page["customers"]["totalCount"], 250);
        assert_eq!(page["customers"]["pageInfo"]["hasPreviousPage"], json!(pages > 1));
        let edges = page["customers"]["edges"].as_array().expect("edges");
        assert_eq!(page["customers"]["pageInfo"]["startCursor"], edges[0]["cursor"]);
        assert_eq!(page["customers"]["pageInfo"]["endCursor"], edges[edges.len() - 1]["cursor"]);
        if page["customers"]["pageInfo"]["hasNextPage"] == false {
            break;
        }
        after = page["customers"]["pageInfo"]["endCursor"].clone();
    }
    let expected: Vec<String> = (1..=250).map(|number| format!("customer-{number:04}")).collect();
    assert_eq!((pages, seen), (3, expected));
}

#[tokio::test]
async fn a_page_has_ten_nodes_unless_asked() {
    let sandbox = Sandbox::start().await.expect("start");
    let page = customers(&sandbox, json!({})).await;
    assert_eq!(ids(&page).len(), 10);
    assert_eq!(page["customers"]["totalCount"], 30);
    assert_eq!(page["customers"]["edges"][0]["node"]["createdAt"], "2024-01-01T00:00:00.000Z");
    let page = customers(&sandbox, json!({"paging": {"after": ""}})).await;
    assert_eq!(ids(&page).len(), 10, "an empty cursor asks for the first page");
    let page = customers(&sandbox, json!({"paging": {"first": 0}})).await;
    assert_eq!(page["customers"]["pageInfo"]["hasNextPage"], true);
    assert_eq!(page["customers"]["pageInfo"]["endCursor"], Value::Null);
}

#[tokio::test]
async fn pages_go_backwards() {
    let sandbox = Sandbox::start().await.expect("start");
    let last = customers(&sandbox, json!({"paging": {"last": 2}})).await;
    assert_eq!(ids(&last), ["customer-0029", "customer-0030"]);
    assert_eq!(last["customers"]["pageInfo"]["hasPreviousPage"], true);
    assert_eq!(last["customers"]["pageInfo"]["hasNextPage"], false);
    let before = last["customers"]["pageInfo"]["startCursor"].clone();
    let page = customers(&sandbox, json!({"paging": {"last": 2, "before": before}})).await;
    assert_eq!(ids(&page), ["customer-0027", "customer-0028"]);
    assert_eq!(page["customers"]["pageInfo"]["hasNextPage"], true);
}

#[tokio::test]
async fn nonsense_in_paging_is_an_error_of_the_field() {
    let sandbox = Sandbox::start().await.expect("start");
    for paging in [json!({"first": -1}), json!({"after": "nonsense"}), json!({"after": "bm90OmE"})] {
        let answer = code(&sandbox, CUSTOMERS, json!({"paging": paging})).await;
        assert_eq!(answer, (200, "BadUserInput".to_owned()), "{paging}");
    }
}

#[tokio::test]
async fn filters_compare_combine_and_look_into_what_belongs_to_a_node() {
    let sandbox = Sandbox::start().await.expect("start");
    let all = customers(&sandbox, json!({"paging": {"first": 100}})).await;
    let with_crm = nodes(&all).iter().filter(|node| !node["crmId"].is_null()).count();
    assert!((1..30).contains(&with_crm), "some are null: {with_crm}");

    let cases = [
        (json!({"customerId": {"eq": "customer-0003"}}), vec!["customer-0003"]),
        (json!({"customerId": {"in": ["customer-0003", "customer-0001"]}}), vec!["customer-0001", "customer-0003"]),
        (
            json!({"customerId": {"like": "%-000_"}, "createdAt": {"lt": "2023-12-30T13:00:00+01:00"}}),
            vec!["customer-0008", "customer-0009"],
        ),
        (
            json!({"or": [{"customerId": {"eq": "customer-0004"}}, {"and": [
            {"customerId": {"gte": "customer-0029"}}, {"customerId": {"neq": "customer-0030"}}]}]}),
            vec!["customer-0004", "customer-0029"],
        ),
        (json!({"and": [], "or": [], "customerId": {"eq": "customer-0001"}}), vec!["customer-0001"]),
        (json!({"searchQuery": {"iLike": "PAPERMILL"}}), vec!["customer-0006", "customer-0022"]),
        (json!({"customerId": {"in": []}}), vec![]),
    ];
    for (filter, expected) in cases {
        let page = customers(&sandbox, json!({"filter": filter})).await;
        assert_eq!(ids(&page), expected, "{filter}");
        assert_eq!(page["customers"]["totalCount"], expected.len(), "{filter}");
    }
    let page = customers(&sandbox, json!({"filter": {"crmId": {"is": null}}, "paging": {"first": 100}})).await;
    assert_eq!(page["customers"]["totalCount"], 30 - with_crm);
    let page = customers(&sandbox, json!({"filter": {"crmId": {"isNot": null}}})).await;
    assert_eq!(page["customers"]["totalCount"], with_crm);

    let filter = json!({"subscriptions": {"status": {"eq": "CANCELED"}}});
    let page = customers(&sandbox, json!({"filter": filter, "paging": {"first": 100}})).await;
    let found: Vec<String> = ids(&page).into_iter().map(ToOwned::to_owned).collect();
    assert!(!found.is_empty() && found.len() < 30);
    let query = "query($f: SubscriptionQueryFilter, $p: CursorPaging) {
        subscriptions(filter: $f, paging: $p) { edges { node { customer { customerId } status } } } }";
    let variables = json!({"f": {"status": {"eq": "CANCELED"}}, "p": {"first": 100}});
    let canceled = data(&sandbox, query, variables).await;
    let edges = canceled["subscriptions"]["edges"].as_array().expect("edges");
    let mut owners: Vec<&str> =
        edges.iter().filter_map(|edge| edge["node"]["customer"]["customerId"].as_str()).collect();
    owners.sort_unstable();
    owners.dedup();
    assert_eq!(found, owners, "the same customers, seen from both sides");
}

#[tokio::test]
async fn sorting_takes_several_fields_and_places_nulls() {
    let sandbox = Sandbox::builder().nodes("Customer", 60).start().await.expect("start");
    let sorting = |direction: &str, nulls: Value| {
        let first = match nulls {
            Value::Null => json!({"field": "crmId", "direction": direction}),
            nulls => json!({"field": "crmId", "direction": direction, "nulls": nulls}),
        };
        json!({"sorting": [first, {"field": "customerId", "direction": "DESC"}], "paging": {"first": 100}})
    };
    let crm_ids = |page: &Value| -> Vec<Value> { nodes(page).iter().map(|node| node["crmId"].clone()).collect() };
    for (direction, nulls, nulls_first) in [
        ("ASC", Value::Null, false),
        ("DESC", Value::Null, true),
        ("ASC", json!("NULLS_FIRST"), true),
        ("DESC", json!("NULLS_LAST"), false),
    ] {
        let page = customers(&sandbox, sorting(direction, nulls)).await;
        let found = crm_ids(&page);
        let empty = found.iter().filter(|id| id.is_null()).count();
        assert!(empty > 1);
        let (empties, filled) = if nulls_first {
            found.split_at(empty)
        } else {
            let (f, e) = found.split_at(60 - empty);
            (e, f)
        };
        assert!(empties.iter().all(Value::is_null), "{direction}");
        let texts: Vec<&str> = filled.iter().filter_map(Value::as_str).collect();
        let mut expected = texts.clone();
        expected.sort_unstable();
        if direction == "DESC" {
            expected.reverse();
        }
        assert_eq!(texts, expected, "{direction}");
        let all = ids(&page);
        let equals = if nulls_first { &all[..empty] } else { &all[60 - empty..] };
        let mut descending = equals.to_vec();
        descending.sort_unstable();
        descending.reverse();
        assert_eq!(equals, descending, "the second field decides among equals");
    }
}

#[tokio::test]
async fn paging_inside_the_input_works_the_same() {
    let sandbox = Sandbox::builder().nodes("CreditGrant", 200).start().await.expect("start");
    let query = "query($input: GetCreditGrantsInput!) { creditGrants(input: $input) {
        edges { node { grantId customerId } } pageInfo { hasNextPage endCursor } totalCount } }";
    let customer = "customer-0002";
    let first = data(&sandbox, query, json!({"input": {"customerId": customer, "paging": {"first": 1}}})).await;
    let total = first["creditGrants"]["totalCount"].as_u64().expect("a count");
    assert!(total > 1, "{first}");
    assert_eq!(first["creditGrants"]["edges"][0]["node"]["customerId"], customer);
    let after = &first["creditGrants"]["pageInfo"]["endCursor"];
    let paging = json!({"first": 100, "after": after});
    let rest = data(&sandbox, query, json!({"input": {"customerId": customer, "paging": paging}})).await;
    let edges = rest["creditGrants"]["edges"].as_array().expect("edges");
    assert_eq!(edges.len() as u64, total - 1);
    assert!(edges.iter().all(|edge| edge["node"]["customerId"] == customer));
    assert!(!edges.contains(&first["creditGrants"]["edges"][0]));

    for (query, list) in [
        (
            "query($p: CursorPaging) { l: apiKeys(input: {paging: $p}) { edges { node { id } } pageInfo { hasNextPage endCursor } } }",
            "edges",
        ),
        (
            "query($p: CursorPaging) { l: creditsLedger(input: {customerId: \"customer-0003\", paging: $p}) { edges { node { eventId } } pageInfo { hasNextPage endCursor } } }",
            "edges",
        ),
        (
            "query($p: CursorPaging) { l: creditUsage(input: {customerId: \"customer-0001\", paging: $p}) { series { totalCredits } pageInfo { hasNextPage endCursor } } }",
            "series",
        ),
        (
            "query($p: CursorPaging) { l: usageHistoryV2(input: {customerId: \"customer-0001\", featureId: \"feature-0001\", startDate: \"2024-01-01\", paging: $p}) { series { points { value } } pageInfo { hasNextPage endCursor } } }",
            "series",
        ),
    ] {
        let page = data(&sandbox, query, json!({"p": {"first": 2}})).await;
        assert_eq!(page["l"][list].as_array().map(Vec::len), Some(2), "{query} {page}");
        assert_eq!(page["l"]["pageInfo"]["hasNextPage"], true, "{query}");
        let after = page["l"]["pageInfo"]["endCursor"].clone();
        let rest = data(&sandbox, query, json!({"p": {"first": 1000, "after": after}})).await;
        assert_eq!(rest["l"]["pageInfo"]["hasNextPage"], false, "{query}");
        let total = rest["l"][list].as_array().map_or(0, Vec::len) + 2;
        assert!(total > 2, "{query}");
        if list == "series" {
            assert_eq!(total, 30, "{query}");
        }
    }
}

#[tokio::test]
async fn contracts_are_paged_by_number() {
    let sandbox = Sandbox::start().await.expect("start");
    let query =
        "query($input: GetContractsInput!) { getContracts(input: $input) { contracts { contractId } totalCount } }";
    let page = data(&sandbox, query, json!({"input": {"page": 2, "limit": 20}})).await;
    let contracts = page["getContracts"]["contracts"].as_array().expect("contracts");
    assert_eq!(contracts.len(), 10);
    assert_eq!(contracts[0]["contractId"], "contract-0021");
    assert_eq!(page["getContracts"]["totalCount"], 30);
    let all = data(&sandbox, query, json!({"input": {}})).await;
    assert_eq!(all["getContracts"]["contracts"].as_array().map(Vec::len), Some(30));
    assert_eq!(code(&sandbox, query, json!({"input": {"page": 0}})).await.1, "BadUserInput");
}

#[tokio::test]
async fn a_cursor_survives_a_write_in_between() {
    let sandbox = Sandbox::start().await.expect("start");
    let first = customers(&sandbox, json!({"paging": {"first": 3}})).await;
    assert_eq!(ids(&first), ["customer-0001", "customer-0002", "customer-0003"]);
    let create = r#"mutation { provisionCustomer(input: {customerId: "acme"}) { customer { customerId } } }"#;
    data(&sandbox, create, json!({})).await;
    let after = first["customers"]["pageInfo"]["endCursor"].clone();
    let second = customers(&sandbox, json!({"paging": {"first": 2, "after": after}})).await;
    assert_eq!(ids(&second), ["customer-0004", "customer-0005"], "no node twice, none left out");
    let newest = customers(&sandbox, json!({"paging": {"first": 1}})).await;
    assert_eq!(ids(&newest), ["acme"]);
}
