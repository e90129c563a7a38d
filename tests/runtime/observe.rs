use std::sync::{Arc, Mutex};
use std::time::Duration;

use ::tracing as events;
use events::{Instrument, Level};
use futures_util::{StreamExt, TryStreamExt};
use stigg_graphql::RetryPolicy;
use stigg_graphql::client::ClientBuilder;
use stigg_graphql::error::ErrorKind;
use stigg_graphql::limiter::Limiter;
use stigg_graphql::observe::{Observation, Observed};
use stigg_graphql::transport::Fault;

use super::subscriptions::{OnUsage, complete, script, usage};
use crate::support::fake::{Answer, Fake, coded, ok, reply, with_header};
use crate::support::operations::{Archive, GetPlan, ListPlans, Report};
use crate::support::spans::{Seen, Spans, fields};
use crate::support::websocket::{Step, WsServer};

const DATA: &str = r#"{"data":{"plan":{"name":"Pro"}}}"#;
const PARTIAL: &str =
    r#"{"data":{"plan":{"name":"Pro"}},"errors":[{"message":"m","extensions":{"code":"OPERATION_TIMEOUT"}}]}"#;

fn after(millis: u64, answer: Answer) -> Answer {
    Answer::After(Duration::from_millis(millis), Box::new(answer))
}

/// Retries without a wait, so that durations are known.
fn at_once() -> RetryPolicy {
    RetryPolicy::default().initial_backoff(Duration::ZERO)
}

/// All observations of a client, each as a line.
#[derive(Clone, Default)]
struct Told(Arc<Mutex<Vec<String>>>);

impl Told {
    fn lines(&self) -> Vec<String> {
        std::mem::take(&mut *self.0.lock().unwrap())
    }

    fn by(&self, builder: ClientBuilder) -> ClientBuilder {
        let told = self.clone();
        builder.observe(move |observation| told.0.lock().unwrap().push(line(observation)))
    }
}

fn line(Observation { operation, kind, what, .. }: &Observation<'_>) -> String {
    let ended = |duration: &Duration, outcome: &stigg_graphql::observe::Outcome| {
        let error_type = outcome.error_type().unwrap_or_default();
        let code = outcome.failure().and_then(|failure| failure.code).unwrap_or_default();
        format!("{} in {duration:?} {error_type} {code}", outcome.as_str()).trim_end().to_owned()
    };
    let what = match what {
        Observed::Call { duration, attempts, outcome, .. } => {
            format!("call {} after {attempts}", ended(duration, outcome))
        }
        Observed::Attempt { duration, resend_count, status, outcome, .. } => {
            format!("attempt {resend_count} {} {status:?}", ended(duration, outcome))
        }
        Observed::Wait { duration, reason, .. } => format!("wait {duration:?} {}", reason.as_str()),
        Observed::RetryRefused => "retry refused".to_owned(),
        Observed::Lost { failure, .. } => format!("lost {}", failure.error_type()),
        Observed::Reconnected { duration, .. } => {
            assert!((Duration::from_millis(400)..Duration::from_secs(5)).contains(duration), "{duration:?}");
            "reconnected".to_owned()
        }
        other => panic!("{other:?}"),
    };
    format!("{operation} {kind:?}: {what}")
}

#[tokio::test(start_paused = true)]
async fn a_call_has_a_span_and_each_attempt_one_below_it() {
    let spans = Spans::default();
    let guard = spans.remember();
    let fake = Fake::script([reply(503, ""), Answer::Fault(Fault::Interrupted), ok(DATA)]);
    let ask = fake.client().send(Report { key: Some("customers-own-value".into()) });
    ask.instrument(events::info_span!("theirs")).await.unwrap();
    drop(guard);
    let attempt = |more: &[(&'static str, &str)]| {
        let mut fields = fields([
            ("graphql.operation.name", "Report"),
            ("graphql.operation.type", "mutation"),
            ("http.request.method", "POST"),
            ("otel.kind", "client"),
            ("otel.name", "POST"),
            ("server.address", "api.stigg.io"),
            ("server.port", "443"),
            ("url.full", "https://api.stigg.io/graphql"),
        ]);
        fields.extend(more.iter().map(|(name, value)| (*name, (*value).to_owned())));
        Seen { level: Level::INFO, name: "http", parent: Some("graphql"), fields }
    };
    let call = fields([
        ("graphql.operation.name", "Report"),
        ("graphql.operation.type", "mutation"),
        ("otel.kind", "internal"),
        ("otel.name", "mutation Report"),
    ]);
    assert_eq!(
        spans.closed(),
        [
            attempt(&[("http.response.status_code", "503"), ("error.type", "503"), ("otel.status_code", "ERROR")]),
            attempt(&[
                ("http.request.resend_count", "1"),
                ("error.type", "interrupted"),
                ("otel.status_code", "ERROR")
            ]),
            attempt(&[("http.request.resend_count", "2"), ("http.response.status_code", "200")]),
            Seen { level: Level::INFO, name: "graphql", parent: Some("theirs"), fields: call },
        ]
    );
    let told: Vec<_> =
        spans.events().iter().map(|event| (event.level, event.parent, event.fields["message"].clone())).collect();
    let attempt = |outcome: &str| (Level::DEBUG, Some("http"), format!("attempt: {outcome}"));
    assert_eq!(told, [attempt("failure"), attempt("failure"), attempt("success")]);
}

#[tokio::test(start_paused = true)]
async fn a_failed_call_tells_its_type_and_a_code_of_the_schema() {
    let cases = [
        (coded("CUSTOMER_NOT_FOUND"), "graphql", Some("CustomerNotFound")),
        (coded("customer-42 is not one of ours"), "graphql", Some("_OTHER")),
        (reply(401, r#"{"error":"Unauthorized","message":"no"}"#), "401", Some("Unauthorized")),
        (reply(200, "<html>"), "not_graphql", None),
        (ok(r#"{"data":{"plan":7}}"#), "decode", None),
        (Answer::Fault(Fault::Connect), "connect", None),
        (Answer::Never, "timeout", None),
    ];
    for (answer, error_type, code) in cases {
        let (spans, told) = (Spans::default(), Told::default());
        let guard = spans.remember();
        let client = told.by(Fake::script([answer]).builder()).retry(RetryPolicy::none()).build().unwrap();
        client.send(GetPlan {}).await.unwrap_err();
        drop(guard);
        for span in [&spans.named("graphql")[0], &spans.named("http")[0]] {
            assert_eq!(span["error.type"], error_type);
            assert_eq!((span.get("stigg.error.code").map(String::as_str), &*span["otel.status_code"]), (code, "ERROR"));
        }
        let text = format!("{:?} {:?} {:?}", spans.closed(), spans.events(), told.lines());
        assert!(!text.contains("customer-42"), "{text}");
    }
}

#[tokio::test(start_paused = true)]
async fn no_field_has_a_value_of_a_customer_or_a_server() {
    let body = r#"{"errors":[{"message":"customer-42","path":["customer-42"],"extensions":{"code":"customer-42","traceId":"customer-42"}}]}"#;
    let (spans, told) = (Spans::default(), Told::default());
    let guard = spans.remember();
    let fake = Fake::script([with_header(500, "x-trace-id", "customer-42", body)]);
    let client = told.by(fake.builder()).endpoint("https://gateway.example/customer-42/graphql").build().unwrap();
    let error = client.send(Report { key: Some("customer-42".into()) }).await.unwrap_err();
    assert!(error.to_string().contains("customer-42"), "{error}");
    drop(guard);
    let text = format!("{:?} {:?} {:?}", spans.closed(), spans.events(), told.lines());
    assert!(text.contains("gateway.example") && text.contains("Report"), "{text}");
    assert!(!text.contains("customer-42") && !text.contains("server-secret-key"), "{text}");
}

#[tokio::test]
async fn the_spans_of_the_caller_are_left_alone() {
    let spans = Spans::default();
    let guard = spans.remember();
    let span =
        events::info_span!(target: "stigg_graphql_theirs", "theirs", http.response.status_code = events::field::Empty);
    let client = Fake::script([reply(503, "")]).client().with_retry(RetryPolicy::none());
    client.send(GetPlan {}).instrument(span).await.unwrap_err();
    drop(guard);
    assert_eq!(spans.named("theirs"), [fields([])]);
}

#[tokio::test(start_paused = true)]
async fn pages_fetched_ahead_stay_below_the_callers_span() {
    let spans = Spans::default();
    let guard = spans.remember();
    let fake = Fake::new(|number, _| {
        let info = serde_json::json!({"hasNextPage": number < 2, "endCursor": format!("c{number}")});
        ok(serde_json::json!({"data": {"plans": {"edges": [{"node": {"name": "a"}}], "pageInfo": info}}}).to_string())
    });
    let plans = fake.client().paginate(ListPlans::default()).prefetch(2).try_collect::<Vec<_>>();
    let plans = plans.instrument(events::info_span!("theirs")).await.unwrap();
    drop(guard);
    let parents: Vec<_> = spans.closed().iter().filter(|span| span.name == "graphql").map(|span| span.parent).collect();
    assert_eq!((plans.len(), parents), (3, vec![Some("theirs"); 3]));
}

#[test]
fn a_blocking_call_is_below_the_callers_span_too() {
    let (spans, told) = (Spans::default(), Told::default());
    let guard = spans.remember();
    let builder = told.by(Fake::script([ok(DATA)]).builder());
    let client = stigg_graphql::blocking::Client::new(builder).unwrap();
    events::info_span!("theirs").in_scope(|| client.send(GetPlan {}).unwrap());
    drop(guard);
    let seen: Vec<_> = spans.closed().iter().map(|span| (span.name, span.parent)).collect();
    assert_eq!(seen, [("http", Some("graphql")), ("graphql", Some("theirs"))]);
    assert_eq!(told.lines().len(), 2);
}

#[tokio::test(start_paused = true)]
async fn calls_and_attempts_are_told_with_their_durations() {
    let told = Told::default();
    let fake = Fake::script([after(20, reply(503, "")), after(30, ok(DATA))]);
    let client = told.by(fake.builder()).retry(at_once()).build().unwrap();
    client.send(GetPlan {}).await.unwrap();
    assert_eq!(
        told.lines(),
        [
            "GetPlan Query: attempt 0 failure in 20ms 503 Some(503)",
            "GetPlan Query: attempt 1 success in 30ms Some(200)",
            "GetPlan Query: call success in 50ms after 2",
        ]
    );

    let fake = Fake::script([after(5, ok(PARTIAL))]);
    let client = told.by(fake.builder()).build().unwrap();
    client.execute(Archive {}).await.unwrap();
    client.send(Archive {}).await.unwrap_err();
    let attempt = "Archive Mutation: attempt 0 failure in 5ms graphql OperationTimeout Some(200)";
    assert_eq!(
        told.lines(),
        [
            attempt,
            "Archive Mutation: call partial in 5ms graphql OperationTimeout after 1",
            attempt,
            "Archive Mutation: call failure in 5ms graphql OperationTimeout after 1",
        ]
    );

    let client = told.by(Fake::script([Answer::Never]).builder()).build().unwrap();
    tokio::time::timeout(Duration::from_millis(70), client.send(GetPlan {})).await.unwrap_err();
    drop(client.send(GetPlan {}));
    assert_eq!(
        told.lines(),
        [
            "GetPlan Query: attempt 0 cancelled in 70ms cancelled None",
            "GetPlan Query: call cancelled in 70ms cancelled after 1",
        ]
    );

    let error = client.send_raw("", serde_json::json!({})).await.unwrap_err();
    assert_eq!((error.kind(), told.lines().len()), (ErrorKind::Config, 0), "no operation, no call");
    let client = told.by(Fake::script([ok(DATA)]).builder()).build().unwrap();
    client.send_raw("{ plan { name } }", serde_json::json!({})).await.unwrap();
    assert_eq!(told.lines()[1], " Query: call success in 0ns after 1");
}

#[tokio::test(start_paused = true)]
async fn waits_are_told_with_their_reason() {
    let told = Told::default();
    let fake = Fake::script([with_header(429, "retry-after", "3", ""), ok(DATA)]);
    let client = told.by(fake.builder()).build().unwrap();
    client.send(GetPlan {}).await.unwrap();
    let lines = told.lines();
    assert_eq!(lines[0], "GetPlan Query: attempt 0 failure in 0ns 429 Some(429)");
    // How much of a backoff comes on top of what the server asks for is random.
    assert!(lines[1].starts_with("GetPlan Query: wait 3") && lines[1].ends_with("s throttle"), "{lines:?}");
    assert_eq!(lines[2], "GetPlan Query: attempt 1 success in 0ns Some(200)");

    let client = told.by(Fake::script([after(100, ok(DATA))]).builder()).max_in_flight(1).build().unwrap();
    tokio::try_join!(client.send(GetPlan {}), client.send(GetPlan {})).unwrap();
    let lines = told.lines();
    assert!(lines.contains(&"GetPlan Query: wait 100ms in_flight".to_owned()), "{lines:?}");
    assert_eq!(lines.iter().filter(|line| line.contains(": wait")).count(), 1);

    let limiter = Limiter::new().per_minute("GetPlan", 60);
    let client = told.by(Fake::script([ok(DATA)]).builder()).limiter(limiter).build().unwrap();
    for _ in 0..61 {
        client.send(GetPlan {}).await.unwrap();
    }
    let waits: Vec<_> = told.lines().into_iter().filter(|line| line.contains(": wait")).collect();
    assert_eq!(waits, ["GetPlan Query: wait 1s limiter"]);

    // A caller that gives up while it waits has waited too.
    let client = told.by(Fake::script([Answer::Never]).builder()).max_in_flight(1).build().unwrap();
    let (first, second) = (client.send(GetPlan {}), client.send(Archive {}));
    let both = async { tokio::join!(first, second) };
    tokio::time::timeout(Duration::from_millis(40), both).await.unwrap_err();
    assert!(told.lines().contains(&"Archive Mutation: wait 40ms in_flight".to_owned()));
}

#[tokio::test(start_paused = true)]
async fn a_retry_that_the_budget_refuses_is_told() {
    let told = Told::default();
    let fake = Fake::script([reply(503, "")]);
    let client = told.by(fake.builder()).retry(at_once().budget(1)).build().unwrap();
    client.send(GetPlan {}).await.unwrap_err();
    assert_eq!(
        told.lines(),
        [
            "GetPlan Query: attempt 0 failure in 0ns 503 Some(503)",
            "GetPlan Query: attempt 1 failure in 0ns 503 Some(503)",
            "GetPlan Query: retry refused",
            "GetPlan Query: call failure in 0ns 503 after 2",
        ]
    );
}

#[tokio::test]
async fn the_connections_of_a_subscription_are_told() {
    let (spans, told) = (Spans::default(), Told::default());
    let guard = spans.remember();
    let scripts =
        vec![script([usage(1), Step::Close(1012, "customer-42")]), script([usage(2), complete(), Step::Hold])];
    let server = WsServer::start(scripts).await;
    let builder = stigg_graphql::Client::builder().key("server-1").endpoint(&server.url);
    let events = told.by(builder).build().unwrap().subscribe(OnUsage {});
    assert_eq!(events.count().await, 3);
    drop(guard);
    let lines = told.lines();
    assert!(lines[0].starts_with("OnUsage Subscription: attempt 0 success in"), "{lines:?}");
    assert_eq!(lines[1], "OnUsage Subscription: lost closed");
    assert!(lines[2].starts_with("OnUsage Subscription: attempt 1 success in"), "{lines:?}");
    assert_eq!(lines[3..], ["OnUsage Subscription: reconnected"]);
    let attempts = spans.named("http");
    assert_eq!((&*attempts[0]["otel.name"], &*attempts[0]["server.address"]), ("GET", "127.0.0.1"));
    assert_eq!((attempts.len(), &*attempts[1]["http.request.resend_count"]), (2, "1"));
    let text = format!("{lines:?} {:?} {:?}", spans.closed(), spans.events());
    assert!(text.contains("connects again") && !text.contains("customer-42"), "{text}");
}
