use std::io::Write;
use std::sync::{Arc, Mutex};

use ::tracing as events;
use tracing_subscriber::fmt::format::FmtSpan;

use crate::support::fake::{Fake, ok, reply};
use crate::support::operations::Report;

#[derive(Clone, Default)]
struct Log(Arc<Mutex<Vec<u8>>>);

impl Write for Log {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0.lock().unwrap().extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

#[tokio::test(start_paused = true)]
async fn one_span_per_operation_and_one_event_per_attempt() {
    let log = Log::default();
    let writer = log.clone();
    let subscriber = tracing_subscriber::fmt()
        .with_max_level(events::Level::TRACE)
        .with_span_events(FmtSpan::NEW | FmtSpan::CLOSE)
        .with_ansi(false)
        .with_writer(move || writer.clone())
        .finish();
    let guard = events::subscriber::set_default(subscriber);
    let fake = Fake::script([reply(503, ""), ok(r#"{"data":{"plan":{"name":"Pro"}}}"#)]);
    fake.client().send(Report { key: Some("customers-own-value".into()) }).await.unwrap();
    drop(guard);
    let text = String::from_utf8(log.0.lock().unwrap().clone()).unwrap();
    let lines: Vec<_> = text.lines().filter(|line| line.contains("stigg_graphql")).collect();
    assert_eq!(lines.len(), 4, "{text}");
    assert!(lines[0].ends_with("close") || lines[0].ends_with("new"), "{text}");
    for field in [
        "graphql{otel.kind=\"client\"",
        "graphql.operation.name=\"Report\"",
        "graphql.operation.type=\"mutation\"",
        "http.request.method=\"POST\"",
        "server.address=\"api.stigg.io\"",
        "server.port=443",
    ] {
        assert!(lines[0].contains(field), "{field} in {}", lines[0]);
    }
    assert!(lines[1].contains("failed") && lines[1].contains("attempt=1") && lines[1].contains("status=503"), "{text}");
    assert!(lines[2].contains("answered") && lines[2].contains("attempt=2"), "{text}");
    let last = lines[3];
    assert!(last.contains("http.request.resend_count=1") && last.contains("http.response.status_code=200"), "{last}");
    assert!(!text.contains("customers-own-value") && !text.contains("server-secret-key"), "{text}");
}

#[tokio::test]
async fn the_spans_of_the_caller_are_left_alone() {
    let log = Log::default();
    let writer = log.clone();
    let subscriber = tracing_subscriber::fmt()
        .with_env_filter("stigg_graphql=off,runtime=trace")
        .with_span_events(FmtSpan::CLOSE)
        .with_ansi(false)
        .without_time()
        .with_writer(move || writer.clone())
        .finish();
    let guard = events::subscriber::set_default(subscriber);
    let span = events::info_span!("theirs", http.response.status_code = events::field::Empty);
    let fake = Fake::script([reply(503, "")]);
    let client = fake.client().with_retry(stigg_graphql::RetryPolicy::none());
    let sent = client.send(Report::default());
    events::Instrument::instrument(sent, span.clone()).await.unwrap_err();
    drop(span);
    drop(guard);
    let text = String::from_utf8(log.0.lock().unwrap().clone()).unwrap();
    assert!(text.contains("theirs") && !text.contains("503"), "{text}");
}
