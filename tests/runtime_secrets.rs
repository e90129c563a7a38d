//! The key in no text that this crate or its dependencies make, whatever goes wrong.
#![allow(missing_docs, unreachable_pub, dead_code, clippy::pedantic)]

#[path = "support/mod.rs"]
mod support;

use std::io::Write;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use futures_util::StreamExt;
use serde_json::json;
use stigg_graphql::{ApiKey, Client, CustomerToken, RetryPolicy};
use tracing_subscriber::fmt::format::FmtSpan;

use support::operations::{Archive, GetPlan, ListPlans};
use support::server::{Deed, Server, answer, cut};
use support::websocket::{Step, WsServer, open};

const KEY: &str = "server-never-to-be-seen";

/// All that was logged, by `tracing` and by `log`.
#[derive(Clone, Default)]
struct Log(Arc<Mutex<Vec<u8>>>);

impl Log {
    fn text(&self) -> String {
        String::from_utf8_lossy(&self.0.lock().unwrap()).into_owned()
    }
}

impl Write for Log {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0.lock().unwrap().extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

impl log::Log for Log {
    fn enabled(&self, _: &log::Metadata<'_>) -> bool {
        true
    }

    fn log(&self, record: &log::Record<'_>) {
        let _ = writeln!(self.clone(), "log {} {} {}", record.level(), record.target(), record.args());
    }

    fn flush(&self) {}
}

#[tokio::test]
async fn the_key_is_in_no_log_line_error_debug_or_span() {
    let log = Log::default();
    let writer = log.clone();
    tracing_subscriber::fmt()
        .with_max_level(tracing::Level::TRACE)
        .with_span_events(FmtSpan::FULL)
        .with_ansi(false)
        .with_writer(move || writer.clone())
        .init();
    log::set_logger(Box::leak(Box::new(log.clone()))).unwrap();
    log::set_max_level(log::LevelFilter::Trace);

    let deeds = [
        Deed::Write(answer(200, "", br#"{"data":{"plan":{"name":"Pro"}}}"#)),
        Deed::Write(answer(401, "", format!("bad key {KEY}").as_bytes())),
        Deed::Write(answer(403, "", format!(r#"{{"errors":[{{"message":"{KEY}"}}]}}"#).as_bytes())),
        Deed::Write(answer(302, &format!("location: https://elsewhere.example/{KEY}\r\n"), b"")),
        Deed::Write(answer(200, &format!("x-trace-id: {KEY}\r\ncontent-type: {KEY}\r\n"), KEY.as_bytes())),
        Deed::Write(answer(200, "", format!(r#"{{"data":{{"plan":"{KEY}"}}}}"#).as_bytes())),
        Deed::Write(cut("{}", 1)),
        Deed::Close,
        Deed::Stall(Vec::new()),
    ];
    let count = deeds.len();
    let server = Server::start(move |number, _| deeds[number % deeds.len()].clone()).await;
    let client = Client::builder()
        .key(KEY)
        .endpoint(server.url())
        .customer_token(CustomerToken::sign("signing-secret-never-seen", "customer-1").unwrap())
        .attempt_timeout(Duration::from_millis(300))
        .retry(RetryPolicy::none())
        .build()
        .unwrap();
    let mut texts = vec![format!("{client:?} {:?}", ApiKey::new(KEY)), format!("{:?}", Client::builder().key(KEY))];
    for _ in 0..count {
        let mut told = match client.send(Archive {}).await {
            Ok(data) => format!("{data:?}"),
            Err(error) => {
                let mut told = format!("{error} {error:?} {error:#?} {:?} {:?}", error.body_excerpt(), error.data());
                told.push_str(&format!("{:?} {:?} {:?}", error.trace_id(), error.content_type(), error.hint()));
                let mut source = std::error::Error::source(&error);
                while let Some(cause) = source {
                    told.push_str(&format!("{cause} {cause:?}"));
                    source = cause.source();
                }
                told
            }
        };
        told.push_str(&format!("{:?}", client.paginate(ListPlans::default())));
        texts.push(told);
    }
    let unreachable =
        Client::builder().key(KEY).endpoint("http://127.0.0.1:1").retry(RetryPolicy::none()).build().unwrap();
    texts.push(format!("{:?}", unreachable.send(GetPlan {}).await.unwrap_err()));

    let scripts = [
        open(),
        vec![Step::Read, Step::Close(4403, "Invalid API key")],
        [open(), vec![Step::Send(json!({"type": "next", "id": "1", "payload": {"data": {"usage": 7}}}))]].concat(),
    ];
    for script in scripts {
        let server = WsServer::start(vec![script]).await;
        let client = Client::builder().key(KEY).endpoint(&server.url).retry(RetryPolicy::none()).build().unwrap();
        let mut events = client.subscribe(OnUsage {});
        texts.push(format!("{events:?}"));
        if let Ok(Some(item)) = tokio::time::timeout(Duration::from_millis(300), events.next()).await {
            texts.push(format!("{item:?}"));
        }
    }

    // Proof that the log sees what the connections do.
    let logged = log.text();
    for witness in ["graphql", "hyper", "tungstenite", "Archive", "graphql.operation.name", "connection_ack"] {
        assert!(logged.contains(witness), "{witness} is not in the log");
    }
    // The test's own server logs what it read; that line is proof that the key went where it belongs.
    let (read, ours): (Vec<_>, Vec<_>) = logged
        .lines()
        .filter(|line| line.contains(KEY) || line.contains("signing-secret-never-seen"))
        .partition(|line| line.contains("eceived") && line.contains("connection_init"));
    assert!(!read.is_empty());
    assert!(ours.is_empty(), "{ours:#?}");
    for text in texts {
        assert!(!text.contains(KEY), "{text}");
    }
}

#[derive(Debug, serde::Serialize)]
struct OnUsage {}

impl stigg_graphql::Operation for OnUsage {
    type Data = serde_json::Value;
    const INFO: stigg_graphql::OperationInfo = stigg_graphql::OperationInfo {
        name: "OnUsage",
        kind: stigg_graphql::OperationKind::Subscription,
        document: "subscription OnUsage { usage }",
        sha256: "",
        root_fields: &["usage"],
        source: "",
        replay: stigg_graphql::Replay::Never,
    };
}

impl stigg_graphql::operation::Subscribe for OnUsage {}
