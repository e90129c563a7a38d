//! Subscriptions over `graphql-transport-ws`.

use std::time::Duration;

use futures_util::{SinkExt, StreamExt};
use serde_json::{Value, json};
use stigg_graphql_sandbox::{Fault, Sandbox};
use tokio::io::{AsyncBufReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio_tungstenite::tungstenite::Message;
use tokio_tungstenite::tungstenite::client::IntoClientRequest;
use tokio_tungstenite::{WebSocketStream, client_async};

use crate::support::{data, send};

struct Socket(WebSocketStream<TcpStream>);

impl Socket {
    async fn open(sandbox: &Sandbox) -> Self {
        let url = sandbox.websocket_endpoint();
        let mut request = url.as_str().into_client_request().expect("a URL");
        request.headers_mut().insert("sec-websocket-protocol", "graphql-transport-ws".parse().expect("a header"));
        let address = url.trim_start_matches("ws://").trim_end_matches("/graphql").to_owned();
        let stream = TcpStream::connect(address).await.expect("a connection");
        let (socket, response) = client_async(request, stream).await.expect("an upgrade");
        assert_eq!(response.headers()["sec-websocket-protocol"], "graphql-transport-ws");
        Self(socket)
    }

    async fn admitted(sandbox: &Sandbox) -> Self {
        let mut socket = Self::open(sandbox).await;
        socket.init(sandbox.key()).await;
        assert_eq!(socket.next().await, json!({"type": "connection_ack"}));
        socket
    }

    async fn init(&mut self, key: &str) {
        self.say(&json!({"type": "connection_init", "payload": {"headers": {"X-API-KEY": key}}})).await;
    }

    async fn say(&mut self, message: &Value) {
        self.0.send(Message::text(message.to_string())).await.expect("sent");
    }

    async fn subscribe(&mut self, id: &str, query: &str) {
        self.say(&json!({"id": id, "type": "subscribe", "payload": {"query": query}})).await;
    }

    async fn next(&mut self) -> Value {
        match self.0.next().await {
            Some(Ok(Message::Text(text))) => serde_json::from_str(&text).expect("JSON"),
            other => panic!("no message: {other:?}"),
        }
    }

    async fn closed(&mut self) -> (u16, String) {
        match self.0.next().await {
            Some(Ok(Message::Close(Some(frame)))) => (frame.code.into(), frame.reason.to_string()),
            other => panic!("not closed: {other:?}"),
        }
    }
}

const USAGE: &str = "subscription OnUsage { usageUpdatedV2 { customerId resourceId } }";

#[tokio::test]
async fn scripted_and_emitted_events_are_completed_and_delivered_in_order() {
    let sandbox = Sandbox::builder()
        .events("usageUpdatedV2", [json!({"customerId": "a", "resourceId": null}), json!({"customerId": "b"})])
        .start()
        .await
        .expect("start");
    let mut socket = Socket::admitted(&sandbox).await;
    socket.subscribe("1", USAGE).await;
    let expected = json!({"id": "1", "type": "next", "payload": {"data": {"usageUpdatedV2": {"customerId": "a", "resourceId": null}}}});
    assert_eq!(socket.next().await, expected);
    assert_eq!(socket.next().await["payload"]["data"]["usageUpdatedV2"]["customerId"], "b");

    sandbox.subscribed("usageUpdatedV2").await;
    assert_eq!(sandbox.emit("usageUpdatedV2", json!({"customerId": "c"})), 1);
    assert_eq!(sandbox.emit("packagePublished", json!({})), 0);
    assert_eq!(socket.next().await["payload"]["data"]["usageUpdatedV2"]["customerId"], "c");

    let recorded = sandbox.requests_for("OnUsage");
    assert_eq!(recorded[0].kind, Some("subscription"));
    assert_eq!(recorded[0].header("x-api-key"), Some(sandbox.key()));
}

#[tokio::test]
async fn periodic_events_differ() {
    let sandbox = Sandbox::builder().events_every(Duration::from_millis(5)).start().await.expect("start");
    let mut socket = Socket::admitted(&sandbox).await;
    socket.subscribe("1", "subscription { packagePublished { packageRefId packageVersion migrationType } }").await;
    let first = socket.next().await;
    assert!(first["payload"]["data"]["packagePublished"]["packageRefId"].is_string(), "{first}");
    assert_ne!(socket.next().await, first);
}

#[tokio::test]
async fn a_wrong_key_closes_with_the_reason_of_the_api() {
    let sandbox = Sandbox::start().await.expect("start");
    let mut socket = Socket::open(&sandbox).await;
    socket.init("wrong").await;
    assert_eq!(socket.closed().await, (4403, "Invalid API key".to_owned()));
    let mut socket = Socket::open(&sandbox).await;
    socket.say(&json!({"type": "connection_init"})).await;
    assert_eq!(socket.closed().await, (4403, "Invalid API key".to_owned()));
}

#[tokio::test]
async fn the_protocol_is_kept() {
    let sandbox = Sandbox::start().await.expect("start");
    let mut socket = Socket::open(&sandbox).await;
    socket.subscribe("1", USAGE).await;
    assert_eq!(socket.closed().await, (4401, "Unauthorized".to_owned()));

    let mut socket = Socket::admitted(&sandbox).await;
    socket.init(sandbox.key()).await;
    assert_eq!(socket.closed().await, (4429, "Too many initialisation requests".to_owned()));

    let mut socket = Socket::admitted(&sandbox).await;
    socket.subscribe("1", USAGE).await;
    socket.subscribe("1", USAGE).await;
    assert_eq!(socket.closed().await, (4409, "Subscriber for 1 already exists".to_owned()));

    for wrong in
        [json!({"type": "nonsense"}), json!([]), json!({"type": "subscribe", "id": 1}), json!({"type": "complete"})]
    {
        let mut socket = Socket::admitted(&sandbox).await;
        socket.say(&wrong).await;
        assert_eq!(socket.closed().await, (4400, "Invalid message".to_owned()), "{wrong}");
    }

    let mut socket = Socket::admitted(&sandbox).await;
    socket.say(&json!({"type": "ping", "payload": {"n": 1}})).await;
    assert_eq!(socket.next().await, json!({"type": "pong", "payload": {"n": 1}}));
    socket.say(&json!({"type": "ping"})).await;
    assert_eq!(socket.next().await, json!({"type": "pong"}));
}

#[tokio::test]
async fn queries_complete_and_mistakes_are_errors_of_the_operation() {
    let sandbox = Sandbox::start().await.expect("start");
    let mut socket = Socket::admitted(&sandbox).await;
    socket.subscribe("q", "{ customers { totalCount } }").await;
    let expected = json!({"id": "q", "type": "next", "payload": {"data": {"customers": {"totalCount": 30}}}});
    assert_eq!(socket.next().await, expected);
    assert_eq!(socket.next().await, json!({"id": "q", "type": "complete"}));
    socket.subscribe("e", "subscription { usageUpdatedV2 { nope } }").await;
    let error = socket.next().await;
    assert_eq!((&error["id"], &error["type"]), (&json!("e"), &json!("error")));
    assert_eq!(error["payload"][0]["extensions"]["code"], "GRAPHQL_VALIDATION_FAILED");
    socket.subscribe("e", "{ __typename }").await;
    assert_eq!(socket.next().await["payload"]["data"]["__typename"], "Query", "the id is free again");
}

#[tokio::test]
async fn a_completed_subscription_gets_nothing_more() {
    let sandbox = Sandbox::start().await.expect("start");
    let mut socket = Socket::admitted(&sandbox).await;
    socket.subscribe("1", USAGE).await;
    sandbox.subscribed("usageUpdatedV2").await;
    socket.say(&json!({"id": "1", "type": "complete"})).await;
    // The answer to a ping comes after the complete was handled.
    socket.say(&json!({"type": "ping"})).await;
    assert_eq!(socket.next().await, json!({"type": "pong"}));
    socket.subscribe("2", USAGE).await;
    socket.say(&json!({"type": "ping"})).await;
    assert_eq!(socket.next().await, json!({"type": "pong"}));
    sandbox.received(2).await;
    sandbox.subscribed("usageUpdatedV2").await;
    sandbox.emit("usageUpdatedV2", json!({"customerId": "x"}));
    assert_eq!(socket.next().await["id"], "2");
}

#[tokio::test]
async fn sockets_are_closed_on_demand() {
    let sandbox = Sandbox::builder().fault(Fault::throttle_socket().once()).start().await.expect("start");
    let mut socket = Socket::admitted(&sandbox).await;
    socket.subscribe("1", USAGE).await;
    assert_eq!(socket.closed().await, (4500, "ThrottlerException: Too Many Requests".to_owned()));

    let mut socket = Socket::admitted(&sandbox).await;
    sandbox.close_sockets(1012, "restarting");
    assert_eq!(socket.closed().await, (1012, "restarting".to_owned()));

    sandbox.fault(Fault::cut().once());
    let mut socket = Socket::admitted(&sandbox).await;
    socket.subscribe("1", USAGE).await;
    assert!(matches!(socket.0.next().await, Some(Err(_)) | None), "cut without a word");

    sandbox.fault(Fault::error("UnexpectedError", "later").once());
    let mut socket = Socket::admitted(&sandbox).await;
    socket.subscribe("1", USAGE).await;
    let expected = json!({"id": "1", "type": "error", "payload": [{"message": "later", "extensions": {"code": "UnexpectedError"}}]});
    assert_eq!(socket.next().await, expected);
    assert_eq!(data(&sandbox, "{ __typename }", json!({})).await["__typename"], "Query");
}

#[tokio::test]
async fn subscriptions_need_a_socket_and_its_protocol() {
    let sandbox = Sandbox::start().await.expect("start");
    let (status, body) = send(&sandbox, USAGE, json!({})).await;
    assert_eq!((status, &body["errors"][0]["extensions"]["code"]), (400, &json!("BAD_REQUEST")));
    let request = reqwest::Client::new().get(sandbox.endpoint()).header("upgrade", "websocket");
    let response = request.header("connection", "upgrade").send().await.expect("an answer");
    assert_eq!(response.status(), 400);
}

#[tokio::test]
async fn no_event_is_lost() {
    let sandbox = Sandbox::start().await.expect("start");
    let mut socket = Socket::admitted(&sandbox).await;
    socket.subscribe("1", USAGE).await;
    sandbox.subscribed("usageUpdatedV2").await;
    for number in 0..5_000 {
        assert_eq!(sandbox.emit("usageUpdatedV2", json!({"customerId": number.to_string()})), 1);
    }
    for number in 0..5_000 {
        assert_eq!(socket.next().await["payload"]["data"]["usageUpdatedV2"]["customerId"], number.to_string());
    }
    socket.say(&json!({"id": "1", "type": "complete"})).await;
    socket.say(&json!({"type": "ping"})).await;
    assert_eq!(socket.next().await, json!({"type": "pong"}));
    assert_eq!(sandbox.emit("usageUpdatedV2", json!({})), 0, "nobody is there any more");
}

/// Python's `gql` finds the protocol, and others their key, only in the spelling of their own.
#[tokio::test]
async fn headers_may_be_spelled_in_any_case() {
    let sandbox = Sandbox::start().await.expect("start");
    for name in ["X-Api-Key", "x-api-key", "X-API-KEY", "X-API-Key"] {
        let mut socket = Socket::open(&sandbox).await;
        socket.say(&json!({"type": "connection_init", "payload": {"headers": {name: sandbox.key()}}})).await;
        assert_eq!(socket.next().await, json!({"type": "connection_ack"}), "{name}");
    }
    let address = sandbox.websocket_endpoint().trim_start_matches("ws://").trim_end_matches("/graphql").to_owned();
    for name in ["Sec-WebSocket-Protocol", "sec-websocket-protocol", "SEC-WEBSOCKET-PROTOCOL"] {
        let mut stream = TcpStream::connect(&address).await.expect("a connection");
        let request = format!(
            "GET /graphql HTTP/1.1\r\nHost: {address}\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\
             Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n{name}: graphql-transport-ws\r\n\r\n"
        );
        stream.write_all(request.as_bytes()).await.expect("sent");
        let mut lines = tokio::io::BufReader::new(stream).lines();
        let mut head = Vec::new();
        while let Some(line) = lines.next_line().await.expect("a line").filter(|line| !line.is_empty()) {
            head.push(line);
        }
        assert!(head.contains(&format!("{name}: graphql-transport-ws")), "{head:?}");
    }
}
