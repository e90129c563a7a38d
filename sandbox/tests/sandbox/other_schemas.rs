//! Schemas that are not Stigg's: `@oneOf`, scalars of one's own, and numbers.

use serde_json::{Value, json};
use stigg_graphql_sandbox::Sandbox;

use crate::support::{code, data, send};

const SCHEMA: &str = "
    scalar Decimal scalar Tags
    input By @oneOf { id: ID name: String near: Near }
    input Near { by: [By!] first: Int }
    type Item { id: ID! price: Decimal! prices: [Decimal!]! tags: Tags label: String }
    type Query { find(by: By!, first: Int, ratio: Float): Item near(near: Near): Item first(id: ID!): Item }";

async fn start(schema: &str) -> Sandbox {
    Sandbox::builder().schema(schema).null_one_in(0).start().await.expect("start")
}

#[tokio::test]
async fn one_field_of_a_one_of_is_given() {
    // With and without a definition of the directive.
    for schema in [SCHEMA.to_owned(), format!("directive @oneOf on INPUT_OBJECT {SCHEMA}")] {
        let sandbox = start(&schema).await;
        for by in ["{id: \"item-0001\"}", "{name: \"a\"}", "{near: {by: [{id: \"1\"}]}}"] {
            let found = data(&sandbox, &format!("{{ find(by: {by}) {{ __typename }} }}"), json!({})).await;
            assert!(found["find"].is_object() || found["find"].is_null(), "{found}");
        }
        for by in [
            "{}",
            "{id: null}",
            "{id: \"1\", name: \"a\"}",
            "{id: \"1\", name: null}",
            "{near: {by: [{id: \"1\"}, {}]}}",
            "{near: {by: {}}}",
        ] {
            let query = format!("{{ find(by: {by}) {{ __typename }} }}");
            assert_eq!(code(&sandbox, &query, json!({})).await, (400, "GRAPHQL_VALIDATION_FAILED".to_owned()), "{by}");
        }
        let whole = "query($by: By!) { find(by: $by) { __typename } }";
        assert_eq!(send(&sandbox, whole, json!({"by": {"name": "a"}})).await.0, 200);
        for by in [json!({}), json!({"id": null}), json!({"id": "1", "name": "a"}), json!({"near": {"by": [{}]}})] {
            let refused = code(&sandbox, whole, json!({ "by": by })).await;
            assert_eq!(refused, (400, "BAD_USER_INPUT".to_owned()), "{by}");
        }
        let nullable = "query($id: ID) { find(by: {id: $id}) { __typename } }";
        assert_eq!(code(&sandbox, nullable, json!({"id": "1"})).await.1, "GRAPHQL_VALIDATION_FAILED");
        let required = "query($id: ID!) { find(by: {id: $id}) { __typename } }";
        assert_eq!(send(&sandbox, required, json!({"id": "1"})).await.0, 200);
        let default = "query($by: By = {}) { find(by: {name: \"a\"}) { __typename } near(near: {by: [$by]}) { id } }";
        assert_eq!(code(&sandbox, default, json!({})).await.1, "GRAPHQL_VALIDATION_FAILED");
        let (_, body) = send(&sandbox, "{\n  find(by: {}) { id } }", json!({})).await;
        assert_eq!(body["errors"][0]["locations"], json!([{"line": 2, "column": 12}]));
    }
    let wrong = Sandbox::builder().schema("input By @oneOf { id: ID! } type Query { a(by: By): Int }").spawn();
    let wrong = wrong.expect_err("a required field");
    assert!(wrong.is_schema() && wrong.to_string().contains("By.id"), "{wrong}");
}

#[tokio::test]
async fn introspection_shows_one_of() {
    let sandbox = start(SCHEMA).await;
    let query = "query($name: String!) { t: __type(name: $name) { ...T name } } fragment T on __Type { isOneOf also: isOneOf kind }";
    for (name, expected) in [
        ("By", json!({"isOneOf": true, "also": true, "kind": "INPUT_OBJECT", "name": "By"})),
        ("Near", json!({"isOneOf": false, "also": false, "kind": "INPUT_OBJECT", "name": "Near"})),
        ("Item", json!({"isOneOf": null, "also": null, "kind": "OBJECT", "name": "Item"})),
    ] {
        assert_eq!(data(&sandbox, query, json!({ "name": name })).await["t"], expected);
    }
    let query = "{ __schema { types { name isOneOf } directives { name locations } }
        near: __type(name: \"Near\") { inputFields { name type { isOneOf ofType { isOneOf ofType { name isOneOf } } } } } }";
    let found = data(&sandbox, query, json!({})).await;
    let types = found["__schema"]["types"].as_array().expect("types");
    let one_of: Vec<&Value> = types.iter().filter(|ty| ty["isOneOf"] == true).map(|ty| &ty["name"]).collect();
    assert_eq!(one_of, ["By"]);
    let directives = found["__schema"]["directives"].as_array().expect("directives");
    assert!(directives.contains(&json!({"name": "oneOf", "locations": ["INPUT_OBJECT"]})), "{directives:?}");
    let list = json!({"name": "by", "type": {"isOneOf": null, "ofType": {"isOneOf": null, "ofType": {"name": "By", "isOneOf": true}}}});
    assert_eq!(found["near"]["inputFields"][0], list);
    // A field of one's own may be called so.
    let own = start("type Query { isOneOf: Boolean! }").await;
    let answer = data(&own, "{ isOneOf __type(name: \"Query\") { isOneOf } }", json!({})).await;
    assert!(answer["isOneOf"].is_boolean() && answer["__type"]["isOneOf"].is_null(), "{answer}");
}

#[tokio::test]
async fn a_scalar_has_the_sample_of_its_setting() {
    let builder = Sandbox::builder().schema(SCHEMA).null_one_in(0);
    let sandbox = builder.scalar("Decimal", json!("12.50")).scalar("Tags", json!({"a": [1, null]})).start().await;
    let sandbox = sandbox.expect("start");
    let item = data(&sandbox, "{ first(id: \"item-0001\") { price prices tags label } }", json!({})).await;
    assert_eq!((&item["first"]["price"], &item["first"]["tags"]), (&json!("12.50"), &json!({"a": [1, null]})));
    let prices = item["first"]["prices"].as_array().expect("prices");
    assert!(!prices.is_empty() && prices.iter().all(|price| price == "12.50"), "{item}");
    assert!(item["first"]["label"].as_str().is_some_and(|label| label.starts_with("label-")), "{item}");
    for name in ["Decimals", "Item", "String"] {
        let error = Sandbox::builder().schema(SCHEMA).scalar(name, json!(1)).spawn().expect_err("no such scalar");
        assert_eq!(error.to_string(), format!("the schema has no custom scalar {name}"));
    }
}

#[tokio::test]
async fn a_whole_number_is_an_int_however_it_is_written() {
    let sandbox = Sandbox::start().await.expect("start");
    let query = "query($p: CursorPaging, $f: Int) { customers(paging: $p) { edges { node { customerId } } } plans(paging: {first: $f}) { edges { node { refId } } } }";
    let answer = data(&sandbox, query, json!({"p": {"first": 3.0}, "f": 2.0})).await;
    let count = |list: &str| answer[list]["edges"].as_array().map(Vec::len);
    assert_eq!((count("customers"), count("plans")), (Some(3), Some(2)));
    assert_eq!(sandbox.requests()[0].variable("p.first"), Some(&json!(3.0)), "the record says what was sent");
    for wrong in [json!(2.5), json!(3_000_000_000.0_f64), json!(1e300)] {
        let refused = code(&sandbox, query, json!({"f": wrong})).await;
        assert_eq!(refused, (400, "BAD_USER_INPUT".to_owned()), "{wrong}");
    }
}

#[tokio::test]
async fn operations_may_be_described() {
    let sandbox = Sandbox::start().await.expect("start");
    let query = "\"\"\"\nLists customers.\n\"\"\"\nquery List(\"how many\" $first: Int = 1) { customers(paging: {first: $first}) { ...Page } }
        \"a page\" fragment Page on CustomerConnection { edges { node { customerId } } }";
    let expected = json!({"customers": {"edges": [{"node": {"customerId": "customer-0001"}}]}});
    assert_eq!(data(&sandbox, query, json!({})).await, expected);
    assert_eq!(sandbox.requests()[0].operation.as_deref(), Some("List"));
    let mutation = "\"renames\" mutation Rename { updateOneCustomer(input: {customerId: \"customer-0001\", name: \"x\"}) { name } }";
    assert_eq!(data(&sandbox, mutation, json!({})).await["updateOneCustomer"]["name"], "x");
    let subscription = "\"watches\" subscription Watch { usageUpdatedV2 { customerId } }";
    assert_eq!(code(&sandbox, subscription, json!({})).await.1, "BAD_REQUEST", "understood, but not sent over HTTP");
}
