use graphql_client::{GraphQLQuery, QueryBody};
use serde::{Deserialize, Serialize};
use serde_json::json;

use crate::support::fake::{Fake, ok, reply};

const DATA: &str = r#"{"data":{"plan":{"name":"Pro"}}}"#;

pub(super) struct GetPlan;

#[derive(Serialize)]
pub(super) struct Variables {
    pub(super) id: &'static str,
}

#[derive(Debug, Deserialize)]
pub(super) struct Data {
    pub(super) plan: Plan,
}

#[derive(Debug, Deserialize)]
pub(super) struct Plan {
    pub(super) name: String,
}

impl GraphQLQuery for GetPlan {
    type Variables = Variables;
    type ResponseData = Data;

    fn build_query(variables: Variables) -> QueryBody<Variables> {
        QueryBody { variables, query: "query GetPlan($id: ID) { plan(id: $id) { name } }", operation_name: "GetPlan" }
    }
}

struct Archive;

impl GraphQLQuery for Archive {
    type Variables = Variables;
    type ResponseData = Data;

    fn build_query(variables: Variables) -> QueryBody<Variables> {
        QueryBody {
            variables,
            query: "# query in a comment\nmutation Archive($id: ID) { plan(id: $id) { name } }",
            operation_name: "Archive",
        }
    }
}

#[tokio::test(start_paused = true)]
async fn a_query_of_graphql_client_is_sent_and_repeated_a_mutation_is_not() {
    let fake = Fake::script([reply(503, ""), ok(DATA)]);
    let data = fake.client().send_query::<GetPlan>(Variables { id: "p1" }).await.unwrap();
    assert_eq!((data.plan.name.as_str(), fake.count()), ("Pro", 2));
    assert_eq!(fake.seen()[0].json()["variables"], json!({"id": "p1"}));
    assert_eq!(fake.seen()[0].header("x-graphql-operation-name"), "GetPlan");

    let fake = Fake::script([reply(503, ""), ok(DATA)]);
    let error = fake.client().send_query::<Archive>(Variables { id: "p1" }).await.unwrap_err();
    assert!(error.may_have_executed() && fake.count() == 1);
}

#[tokio::test]
async fn the_place_of_a_decode_failure_is_found_for_types_of_others_too() {
    let fake = Fake::script([ok(r#"{"data":{"plan":{"name":7}}}"#)]);
    let error = fake.client().send_query::<GetPlan>(Variables { id: "p1" }).await.unwrap_err();
    assert_eq!(error.path(), Some("plan.name"));
}

#[tokio::test(start_paused = true)]
async fn plain_text_is_sent_as_it_is() {
    let fake = Fake::script([reply(503, ""), ok(DATA)]);
    let response = fake.client().execute_raw("{ plan { name } }", json!({"a": [1]})).await.unwrap();
    assert_eq!((response.data["plan"]["name"].as_str(), response.attempts), (Some("Pro"), 2));
    assert_eq!(fake.seen()[0].json(), json!({"query": "{ plan { name } }", "variables": {"a": [1]}}));

    let fake = Fake::script([reply(503, ""), ok(DATA)]);
    assert!(fake.client().send_raw("query Hook { sendTestHook { ok } }", json!({})).await.is_err());
    assert_eq!(fake.count(), 1);
    for (document, variables) in [
        ("subscription S { usageUpdated { id } }", json!({})),
        ("query A { a } query B { b }", json!({})),
        ("", json!({})),
        ("{ a }", json!([1])),
    ] {
        assert!(fake.client().send_raw(document, variables).await.unwrap_err().is_config());
    }
    assert_eq!(fake.count(), 1);
}
