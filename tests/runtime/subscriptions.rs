use std::time::Duration;

use futures_util::{StreamExt, TryStreamExt};
use serde::{Deserialize, Serialize};
use serde_json::json;
use stigg_graphql::client::ClientBuilder;
use stigg_graphql::error::ErrorKind;
use stigg_graphql::operation::Subscribe;
use stigg_graphql::subscription::Event;
use stigg_graphql::{ApiKey, Client, Operation, OperationInfo, OperationKind, Replay, RetryPolicy};

use crate::support::proxy::{Proxy, Silence};
use crate::support::websocket::{Step, WsServer, event, open};

#[derive(Debug, Clone, Serialize)]
pub(super) struct OnUsage {}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(super) struct Usage {
    pub(super) usage: i32,
}

impl Operation for OnUsage {
    type Data = Usage;
    const INFO: OperationInfo = OperationInfo {
        name: "OnUsage",
        kind: OperationKind::Subscription,
        document: "subscription OnUsage { usage }",
        sha256: "",
        root_fields: &["usage"],
        source: "",
        replay: Replay::Never,
    };
}

impl Subscribe for OnUsage {}

fn builder(server: &WsServer) -> ClientBuilder {
    Client::builder().key("server-secret-key").endpoint(&server.url)
}

pub(super) fn usage(count: i32) -> Step {
    event(json!({"data": {"usage": count}}))
}

pub(super) fn script(more: impl IntoIterator<Item = Step>) -> Vec<Step> {
    open().into_iter().chain(more).collect()
}

pub(super) fn complete() -> Step {
    Step::Send(json!({"type": "complete", "id": "1"}))
}

#[tokio::test]
async fn events_come_until_the_server_completes() {
    let server = WsServer::start(vec![script([usage(1), usage(2), complete(), Step::Hold])]).await;
    let events: Vec<_> = builder(&server).build().unwrap().subscribe(OnUsage {}).try_collect().await.unwrap();
    assert_eq!(events, [Event::Data(Usage { usage: 1 }), Event::Data(Usage { usage: 2 })]);
    let read = server.read(0);
    assert_eq!(read[0], json!({"type": "connection_init", "payload": {"headers": {"X-API-KEY": "server-secret-key"}}}));
    assert_eq!(
        read[1],
        json!({
            "type": "subscribe", "id": "1",
            "payload": {"query": "subscription OnUsage { usage }", "operationName": "OnUsage", "variables": {}},
        })
    );
    assert_eq!(server.connections(), 1);
}

#[tokio::test]
async fn a_document_is_listened_to_as_it_is() {
    let server = WsServer::start(vec![script([usage(1), complete(), Step::Hold])]).await;
    let client = builder(&server).build().unwrap();
    let document = "subscription Usage($id: ID) { usage(id: $id) }";
    let events: Vec<_> = client.subscribe_raw(document, json!({"id": "a"})).try_collect().await.unwrap();
    assert_eq!(events, [Event::Data(json!({"usage": 1}))]);
    let payload = json!({"query": document, "operationName": "Usage", "variables": {"id": "a"}});
    assert_eq!(server.read(0)[1], json!({"type": "subscribe", "id": "1", "payload": payload}));
    for document in ["query Q { a }", "mutation M { a }", "subscription A { a } subscription B { b }", ""] {
        let events: Vec<_> = client.subscribe_raw(document, json!({})).collect().await;
        assert!(matches!(events.as_slice(), [Err(error)] if error.is_config()), "{document}: {events:?}");
    }
    assert_eq!(server.connections(), 1);
}

#[tokio::test]
async fn a_ping_is_answered_before_and_after_the_ack() {
    let ping = || Step::Send(json!({"type": "ping"}));
    let server = WsServer::start(vec![vec![
        Step::Read,
        ping(),
        Step::Read,
        Step::Send(json!({"type": "connection_ack"})),
        Step::Read,
        ping(),
        Step::Read,
        usage(1),
        complete(),
        Step::Hold,
    ]])
    .await;
    let events: Vec<_> = builder(&server).build().unwrap().subscribe(OnUsage {}).try_collect().await.unwrap();
    assert_eq!(events.len(), 1);
    let read = server.read(0);
    assert_eq!((&read[1]["type"], &read[3]["type"]), (&json!("pong"), &json!("pong")));
}

#[tokio::test]
async fn a_lost_connection_comes_back_and_says_so() {
    for loss in [Step::Drop, Step::Close(1012, "Service Restart"), Step::Close(4500, "oops")] {
        let server = WsServer::start(vec![script([usage(1), loss]), script([usage(2), complete(), Step::Hold])]).await;
        let events: Vec<_> = builder(&server).build().unwrap().subscribe(OnUsage {}).try_collect().await.unwrap();
        assert_eq!(events, [Event::Data(Usage { usage: 1 }), Event::Reconnected, Event::Data(Usage { usage: 2 })]);
        let opened = server.opened.lock().unwrap();
        let waited = opened[1] - opened[0];
        assert!((Duration::from_millis(500)..Duration::from_millis(1500)).contains(&waited), "{waited:?}");
    }
}

#[tokio::test]
async fn a_key_that_is_not_accepted_is_final() {
    let init = [Step::Read, Step::Close(4403, "Invalid API key")].to_vec();
    let later = script([usage(1), Step::Close(4500, "Invalid API key server-secret-key")]);
    let http = [Step::Refuse(401)].to_vec();
    for steps in [init, later, http] {
        let server = WsServer::start(vec![steps]).await;
        let mut events = builder(&server).build().unwrap().subscribe(OnUsage {});
        let error = loop {
            match events.next().await.unwrap() {
                Ok(event) => assert_eq!(event, Event::Data(Usage { usage: 1 })),
                Err(error) => break error,
            }
        };
        assert!(error.is_unauthenticated() && !error.is_retryable(), "{error:?}");
        assert!(error.hint().unwrap().contains("API key"));
        assert!(!format!("{error:?}").contains("server-secret-key"));
        assert!(events.next().await.is_none());
        assert_eq!(server.connections(), 1);
    }
}

#[tokio::test]
async fn a_swapped_key_is_used_for_the_next_connection() {
    let server =
        WsServer::start(vec![script([usage(1), Step::Drop]), script([usage(2), complete(), Step::Hold])]).await;
    let client = builder(&server).build().unwrap();
    let mut events = client.subscribe(OnUsage {});
    events.try_next().await.unwrap();
    client.set_key(ApiKey::new("server-second").unwrap());
    events.try_collect::<Vec<_>>().await.unwrap();
    assert_eq!(server.read(1)[0]["payload"]["headers"]["X-API-KEY"], "server-second");
}

#[tokio::test]
async fn a_throttled_connection_waits_longer() {
    let throttled = [Step::Read, Step::Close(4400, "ThrottlerException: Too Many Requests")].to_vec();
    let closed = [Step::Read, Step::Close(4500, "ThrottlerException")].to_vec();
    let server = WsServer::start(vec![throttled, script([usage(1), complete(), Step::Hold])]).await;
    let never = WsServer::start(vec![closed]).await;
    let twice = RetryPolicy::default().max_attempts(2);
    let (client, refused) = (builder(&server).retry(twice.clone()), builder(&never).retry(twice));
    let events = client.build().unwrap().subscribe(OnUsage {}).try_collect::<Vec<_>>();
    let refused = refused.build().unwrap().subscribe(OnUsage {}).try_collect::<Vec<_>>();
    let (events, refused) = tokio::join!(events, refused);
    assert_eq!(events.unwrap().len(), 1);
    // It waits like after four, but only attempts that were made are counted.
    let error = refused.unwrap_err();
    assert_eq!((error.is_rate_limited(), error.attempts(), never.connections()), (true, 2, 2));
    assert!(error.to_string().ends_with("[2 attempts]"), "{error}");
    let opened = server.opened.lock().unwrap();
    let waited = opened[1] - opened[0];
    assert!((Duration::from_secs(4)..Duration::from_secs(9)).contains(&waited), "{waited:?}");
}

#[tokio::test]
async fn errors_beside_data_and_odd_events_are_items_and_a_refusal_is_final() {
    let partial = json!({"data": {"usage": 1}, "errors": [{"message": "half"}]});
    let odd = json!({"data": {"usage": "many"}});
    let server = WsServer::start(vec![script([event(partial), event(odd), usage(3), complete(), Step::Hold])]).await;
    let events: Vec<_> = builder(&server).build().unwrap().subscribe(OnUsage {}).collect().await;
    let half = events[0].as_ref().unwrap_err();
    assert_eq!((half.kind(), half.data()), (ErrorKind::GraphQl, Some(json!({"usage": 1}))));
    let odd = events[1].as_ref().unwrap_err();
    assert_eq!((odd.kind(), odd.path()), (ErrorKind::Decode, Some("usage")));
    assert_eq!(events[2].as_ref().unwrap(), &Event::Data(Usage { usage: 3 }));

    let refusal = Step::Send(json!({"type": "error", "id": "1", "payload": [{"message": "Cannot query field"}]}));
    let server = WsServer::start(vec![script([refusal, Step::Hold])]).await;
    let events: Vec<_> = builder(&server).build().unwrap().subscribe(OnUsage {}).collect().await;
    assert_eq!(events.len(), 1);
    let error = events[0].as_ref().unwrap_err();
    assert_eq!(error.graphql_errors()[0].message, "Cannot query field");
    assert_eq!((error.operation(), server.connections()), (Some("OnUsage"), 1));
}

#[tokio::test]
async fn a_first_connection_that_never_stands_is_an_error() {
    let policy = RetryPolicy::default().max_attempts(2);
    let closed = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap().local_addr().unwrap();
    let client = Client::builder().key("server-1").endpoint(format!("http://{closed}")).retry(policy.clone());
    let error = client.build().unwrap().subscribe(OnUsage {}).next().await.unwrap().unwrap_err();
    assert!(error.is_connect(), "{error:?}");

    let silent = WsServer::start(vec![vec![Step::Read, Step::Hold]]).await;
    let client = builder(&silent).retry(policy.max_attempts(1)).connect_timeout(Duration::from_millis(200));
    let error = client.build().unwrap().subscribe(OnUsage {}).next().await.unwrap().unwrap_err();
    assert!(error.is_timeout() && error.is_connect(), "{error:?}");
}

#[tokio::test]
async fn dropping_the_stream_tells_the_server() {
    let server = WsServer::start(vec![script([usage(1), Step::Hold])]).await;
    let mut events = builder(&server).build().unwrap().subscribe(OnUsage {});
    events.try_next().await.unwrap();
    drop(events);
    server.read_until(0, |read| read.last() == Some(&json!("gone"))).await;
}

#[tokio::test]
async fn a_slow_consumer_still_answers_pings() {
    let ping = Step::Send(json!({"type": "ping"}));
    let server = WsServer::start(vec![script([usage(1), ping, Step::Read, usage(2), complete(), Step::Hold])]).await;
    let mut events = builder(&server).build().unwrap().subscribe(OnUsage {});
    events.try_next().await.unwrap();
    assert_eq!(server.read_until(0, |read| read.len() >= 3).await[2], json!({"type": "pong"}));
    assert_eq!(events.try_collect::<Vec<_>>().await.unwrap().len(), 1);
}

#[tokio::test]
async fn a_complete_of_any_size_completes() {
    let complete = json!({"type": "complete", "id": "1", "payload": "x".repeat(5000)});
    let server = WsServer::start(vec![script([usage(1), Step::Send(complete), Step::Hold])]).await;
    let events: Vec<_> = builder(&server).build().unwrap().subscribe(OnUsage {}).try_collect().await.unwrap();
    assert_eq!((events.len(), server.connections()), (1, 1));
}

#[tokio::test]
async fn a_message_that_cannot_be_read_is_an_error_once_and_the_stream_goes_on() {
    let odd = [
        r#"{"type":"ka"}"#,
        "no JSON",
        r#"["complete"]"#,
        r#"{"type":"next","id":"1"}"#,
        r#"{"type":"\ud800","id":"1"}"#,
    ];
    let steps = odd.map(|text| Step::Text(text.to_owned()));
    let surrogate = r#"{"type":"next","id":"1","payload":{"data":{"usage":2,"odd":"\ud800"}}}"#.to_owned();
    let steps = steps.into_iter().chain([usage(1), Step::Text(surrogate), complete(), Step::Hold]);
    let server = WsServer::start(vec![script(steps)]).await;
    let events: Vec<_> = builder(&server).build().unwrap().subscribe(OnUsage {}).collect().await;
    assert_eq!(events.len(), odd.len() + 2, "{events:?}");
    for event in &events[..odd.len()] {
        let error = event.as_ref().unwrap_err();
        assert_eq!((error.kind(), error.is_retryable()), (ErrorKind::NotGraphQl, false));
        assert!(error.to_string().starts_with("OnUsage: a message of the server cannot be read: "), "{error}");
    }
    assert_eq!(events[odd.len()].as_ref().unwrap(), &Event::Data(Usage { usage: 1 }));
    assert_eq!(events[odd.len() + 1].as_ref().unwrap(), &Event::Data(Usage { usage: 2 }));
    assert_eq!(server.connections(), 1);
}

#[tokio::test]
async fn an_error_message_of_any_shape_ends_the_subscription_with_an_error() {
    for (payload, told) in [
        (json!({"message": "Cannot query field", "extensions": {"code": "BAD"}}), "Cannot query field"),
        (json!("no such thing"), "no such thing"),
        (json!([]), "does not say which"),
        (json!(null), "does not say which"),
    ] {
        let refusal = Step::Send(json!({"type": "error", "id": "1", "payload": payload}));
        let server = WsServer::start(vec![script([refusal, Step::Hold])]).await;
        let events: Vec<_> = builder(&server).build().unwrap().subscribe(OnUsage {}).collect().await;
        assert_eq!((events.len(), server.connections()), (1, 1));
        let error = events[0].as_ref().unwrap_err();
        assert!(error.graphql_errors()[0].message.contains(told), "{error:?}");
        assert!(!error.is_retryable());
    }
}

#[tokio::test]
async fn an_event_beyond_the_bound_is_an_error_once_and_then_it_connects_again() {
    let large = event(json!({"data": {"usage": 1, "more": "x".repeat(2000)}}));
    let server =
        WsServer::start(vec![script([usage(1), large, Step::Hold]), script([usage(2), complete(), Step::Hold])]).await;
    let client = builder(&server).max_body(1000).build().unwrap();
    let events: Vec<_> = client.subscribe(OnUsage {}).collect().await;
    let error = events[1].as_ref().unwrap_err();
    assert!(error.to_string().contains("the bound is `max_body`"), "{error}");
    let others: Vec<_> = events.iter().filter_map(|event| event.as_ref().ok()).collect();
    let (first, second) = (Event::Data(Usage { usage: 1 }), Event::Data(Usage { usage: 2 }));
    assert_eq!(others, [&first, &Event::Reconnected, &second]);
}

#[tokio::test]
async fn a_connection_that_dies_without_a_word_comes_back() {
    for silence in [Silence::Frozen, Silence::Swallowing] {
        let server =
            WsServer::start(vec![script([usage(1), Step::Hold]), script([usage(2), complete(), Step::Hold])]).await;
        let target = server.url.trim_start_matches("http://").trim_end_matches("/graphql").parse().unwrap();
        let proxy = Proxy::start(target).await;
        let client = Client::builder()
            .key("server-secret-key")
            .endpoint(proxy.url())
            .subscription_silence_timeout(Duration::from_millis(200))
            .build()
            .unwrap();
        let mut events = client.subscribe(OnUsage {});
        assert_eq!(events.try_next().await.unwrap(), Some(Event::Data(Usage { usage: 1 })));
        proxy.kill(silence);
        let begun = std::time::Instant::now();
        let rest: Vec<_> = events.try_collect().await.unwrap();
        assert_eq!(rest, [Event::Reconnected, Event::Data(Usage { usage: 2 })]);
        assert!(begun.elapsed() < Duration::from_secs(3), "{:?}", begun.elapsed());
    }
}

#[tokio::test]
async fn a_consumer_far_behind_still_answers_pings() {
    let ping = Step::Send(json!({"type": "ping"}));
    let steps = (0..1000).map(usage).chain([ping, Step::Read, complete(), Step::Hold]);
    let server = WsServer::start(vec![script(steps)]).await;
    let mut events = builder(&server).build().unwrap().subscribe(OnUsage {});
    events.try_next().await.unwrap();
    assert_eq!(server.read_until(0, |read| read.len() >= 3).await[2], json!({"type": "pong"}));
    assert_eq!(events.try_collect::<Vec<_>>().await.unwrap().len(), 999);
}

#[tokio::test]
async fn a_host_with_several_addresses_is_reached_by_any_of_them() {
    let server = WsServer::start(vec![script([usage(1), complete(), Step::Hold])]).await;
    // The server listens on one of the two addresses of this name.
    let url = server.url.replace("127.0.0.1", "localhost");
    let client = Client::builder().key("server-1").endpoint(url).build().unwrap();
    assert_eq!(client.subscribe(OnUsage {}).try_collect::<Vec<_>>().await.unwrap().len(), 1);
}
