use std::time::Duration;

use futures_util::future::join_all;
use serde::Serialize;
use stigg_graphql::limiter::Limiter;
use stigg_graphql::operation::Execute;
use stigg_graphql::{Operation, OperationInfo, OperationKind, Replay};
use tokio::time::Instant;

use crate::support::fake::{Fake, ok};
use crate::support::operations::{GetPlan, PlanData};

const DATA: &str = r#"{"data":{"plan":{"name":"Pro"}}}"#;

#[derive(Serialize)]
struct Touch {
    #[serde(rename = "customerId")]
    customer_id: &'static str,
}

impl Operation for Touch {
    type Data = PlanData;
    const INFO: OperationInfo = OperationInfo {
        name: "Touch",
        kind: OperationKind::Mutation,
        document: "mutation Touch($customerId: String) { touch(id: $customerId) { name } }",
        sha256: "",
        root_fields: &["touch"],
        source: "",
        replay: Replay::Never,
    };
}

impl Execute for Touch {}

#[tokio::test(start_paused = true)]
async fn calls_are_spread_over_the_minute() {
    let fake = Fake::script([ok(DATA)]);
    let client = fake.builder().limiter(Limiter::new().per_minute("GetPlan", 60)).build().unwrap();
    let begun = Instant::now();
    for result in join_all((0..80).map(|_| client.send(GetPlan {}))).await {
        result.unwrap();
    }
    let took = begun.elapsed();
    // 60 at once, the other 20 a second apart.
    assert!((Duration::from_secs(19)..Duration::from_secs(22)).contains(&took), "{took:?}");
}

#[tokio::test(start_paused = true)]
async fn mutations_are_limited_by_entity_and_reads_are_not() {
    let fake = Fake::script([ok(DATA)]);
    let client = fake.builder().limiter(Limiter::stigg()).build().unwrap();
    let begun = Instant::now();
    for result in join_all((0..31).map(|_| client.send(Touch { customer_id: "a" }))).await {
        result.unwrap();
    }
    let took = begun.elapsed();
    assert!((Duration::from_millis(1900)..Duration::from_millis(2100)).contains(&took), "{took:?}");
    let begun = Instant::now();
    client.send(Touch { customer_id: "b" }).await.unwrap();
    for result in join_all((0..100).map(|_| client.send(GetPlan {}))).await {
        result.unwrap();
    }
    assert_eq!(begun.elapsed(), Duration::ZERO);
}

#[tokio::test(start_paused = true)]
async fn a_limit_beyond_the_deadline_is_an_error() {
    let fake = Fake::script([ok(DATA)]);
    let client = fake.builder().limiter(Limiter::new().per_minute("GetPlan", 1)).build().unwrap();
    let client = client.with_overall_timeout(Duration::from_secs(5));
    client.send(GetPlan {}).await.unwrap();
    let error = client.send(GetPlan {}).await.unwrap_err();
    assert!(error.is_timeout() && !error.may_have_executed() && fake.count() == 1, "{error}");
}
