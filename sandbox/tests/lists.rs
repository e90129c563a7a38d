//! Lists are data: they page, filter and sort.

mod support;

use serde_json::{Value, json};
use stigg_graphql_sandbox::Sandbox;
use support::data;

const CUSTOMERS: &str =
    "query ListCustomers($filter: CustomerFilter, $paging: CursorPaging, $sorting: [CustomerSort!]) {
  customers(filter: $filter, paging: $paging, sorting: $sorting) {
    edges { cursor node { customerId name email createdAt billingCurrency } }
    pageInfo { hasNextPage hasPreviousPage startCursor endCursor }
    totalCount
  }
}";

fn ids(data: &Value) -> Vec<&str> {
    let edges = data["customers"]["edges"].as_array().expect("edges");
    edges.iter().filter_map(|edge| edge["node"]["customerId"].as_str()).collect()
}

#[tokio::test]
async fn pages_of_a_hundred_cover_every_customer_once() {
    let sandbox = Sandbox::builder().nodes("Customer", 250).start().await.expect("start");
    let mut seen = Vec::new();
    let mut after = Value::Null;
    let mut pages = 0;
    loop {
        let variables = json!({"paging": {"first": 100, "after": after}});
        let page = data(&sandbox, CUSTOMERS, variables).await;
        seen.extend(ids(&page).into_iter().map(ToOwned::to_owned));
        pages += 1;
        assert_eq!(page["customers"]["totalCount"], 250);
        assert_eq!(page["customers"]["pageInfo"]["hasPreviousPage"], json!(pages > 1));
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
    let page = data(&sandbox, CUSTOMERS, json!({})).await;
    assert_eq!(ids(&page).len(), 10);
    assert_eq!(page["customers"]["edges"][0]["node"]["createdAt"], "2024-01-01T00:00:00.000Z");
    println!("{}", serde_json::to_string_pretty(&page).expect("text"));
}
