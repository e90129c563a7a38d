//! Subscriptions against the server of the npm package graphql-ws; `run.sh` beside it starts that and this.
#![allow(missing_docs, clippy::pedantic)]

use futures_util::StreamExt;
use serde::{Deserialize, Serialize};
use stigg_graphql::error::ErrorKind;
use stigg_graphql::operation::Subscribe;
use stigg_graphql::subscription::Event;
use stigg_graphql::{Client, Operation, OperationInfo, OperationKind, Replay, RetryPolicy};

#[derive(Debug, Serialize)]
struct Count {
    to: i32,
}

#[derive(Debug, PartialEq, Serialize, Deserialize)]
struct CountData {
    count: i32,
}

#[derive(Debug, Serialize)]
struct Fails {}

#[derive(Debug, Serialize)]
struct Invalid {}

macro_rules! subscription {
    ($name:ident, $data:ty, $document:literal) => {
        impl Operation for $name {
            type Data = $data;
            const INFO: OperationInfo = OperationInfo {
                name: stringify!($name),
                kind: OperationKind::Subscription,
                document: $document,
                sha256: "",
                root_fields: &["field"],
                source: "",
                replay: Replay::Never,
            };
        }

        impl Subscribe for $name {}
    };
}

subscription!(Count, CountData, "subscription Count($to: Int!) { count(to: $to) }");
subscription!(Fails, serde_json::Value, "subscription Fails { fails }");
subscription!(Invalid, serde_json::Value, "subscription Invalid { nothing }");

fn client(key: &str) -> Client {
    let url = std::env::var("GRAPHQL_WS_URL").expect("run tests/interop/graphql_ws/run.sh");
    let policy = RetryPolicy::default().max_attempts(5);
    Client::builder().key(key).endpoint(url).retry(policy).build().unwrap()
}

#[tokio::main]
async fn main() {
    // One after the other: the server counts its connections.
    let throttled: Vec<_> = client("server-throttled").subscribe(Count { to: 1 }).collect().await;
    assert!(matches!(throttled[..], [Ok(Event::Data(CountData { count: 1 }))]), "{throttled:?}");

    let events: Vec<_> = client("server-1").subscribe(Count { to: 3 }).map(Result::unwrap).collect().await;
    let data = |count| Event::Data(CountData { count });
    assert_eq!(events, [data(1), data(2), data(3)]);

    let errors: Vec<_> = client("server-1").subscribe(Fails {}).collect().await;
    let error = errors[0].as_ref().unwrap_err();
    assert_eq!((error.kind(), error.graphql_errors()[0].message.as_str()), (ErrorKind::GraphQl, "no number today"));

    let invalid: Vec<_> = client("server-1").subscribe(Invalid {}).collect().await;
    let error = invalid[0].as_ref().unwrap_err();
    assert!(error.graphql_errors()[0].message.contains("Cannot query field"), "{error:?}");
    assert_eq!(invalid.len(), 1);

    let refused: Vec<_> = client("wrong").subscribe(Count { to: 1 }).collect().await;
    let error = refused[0].as_ref().unwrap_err();
    assert!(error.is_unauthenticated() && error.to_string().contains("Invalid API key"), "{error:?}");
    assert_eq!(refused.len(), 1);

    let mut flaky = client("server-flaky").subscribe(Count { to: 1000 });
    let mut reconnected = false;
    for _ in 0..10 {
        reconnected |= matches!(flaky.next().await, Some(Ok(Event::Reconnected)));
    }
    assert!(reconnected);
    println!("the server of graphql-ws is understood");
}
