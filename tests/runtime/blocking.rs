use std::time::Duration;

use futures_util::StreamExt;
use stigg_graphql::blocking::Client;
use stigg_graphql::error::ErrorKind;
use stigg_graphql::subscription::Event;
use stigg_graphql::transport::{Request, Sending};
use stigg_graphql::{Error, Transport};

use super::foreign::{self, Variables};
use super::subscriptions::{OnUsage, Usage, complete, script, usage};
use crate::support::fake::{Answer, Fake, ok, reply};
use crate::support::operations::{Archive, GetPlan, ListContracts, ListPlans};
use crate::support::server::{Server, json};
use crate::support::websocket::{Step, WsServer};

const DATA: &str = r#"{"data":{"plan":{"name":"Pro"}}}"#;

fn pages() -> Fake {
    Fake::new(|number, _| match number {
        0 => ok(
            r#"{"data":{"plans":{"edges":[{"node":{"name":"a"}},null,{"node":{"name":"b"}}],"pageInfo":{"hasNextPage":true,"endCursor":"c1"}}}}"#,
        ),
        1 => ok(
            r#"{"data":{"plans":{"edges":[{"node":{"name":"c"}}],"pageInfo":{"hasNextPage":true,"endCursor":"c2"}}}}"#,
        ),
        _ => reply(500, ""),
    })
}

#[test]
fn it_works_outside_of_tokio() {
    let client = Client::new(Fake::script([ok(DATA)]).builder()).unwrap();
    assert_eq!(client.send(GetPlan {}).unwrap().plan.name, "Pro");
    assert_eq!(client.execute(Archive {}).unwrap().status, 200);
    assert_eq!(client.send_raw("{ a }", serde_json::json!({})).unwrap()["plan"]["name"], "Pro");
    let error = client.with_retry(stigg_graphql::RetryPolicy::none()).send_raw("", serde_json::json!({})).unwrap_err();
    assert!(error.is_config());
}

#[test]
fn nodes_and_pages_are_iterators() {
    let fake = pages();
    let client = Client::new(fake.builder()).unwrap();
    let mut plans = client.paginate(ListPlans::default());
    let names: Vec<_> = plans.by_ref().take(3).map(|plan| plan.unwrap().name).collect();
    assert_eq!(names, ["a", "b", "c"]);
    assert_eq!((plans.skipped(), fake.count()), (1, 2));
    let error = plans.next().unwrap().unwrap_err();
    assert_eq!((error.status(), error.cursor()), (Some(500), Some("c2")));
    assert!(plans.next().is_none());

    let client = Client::new(pages().builder()).unwrap();
    assert_eq!(client.pages(ListPlans::default()).limit(2).map(Result::unwrap).count(), 2);
    let client = Client::new(pages().builder()).unwrap();
    let prefetched: Vec<_> = client.paginate(ListPlans::default()).prefetch(1).limit(3).collect();
    assert!(prefetched.iter().all(Result::is_ok) && prefetched.len() == 3);
}

#[test]
fn pages_by_number_come_together() {
    let fake = Fake::new(|_, _| ok(r#"{"data":{"contracts":[],"totalCount":9}}"#));
    let client = Client::new(fake.builder()).unwrap();
    let mut pages = client.pages(ListContracts { page: 1, limit: 1 }).prefetch(3);
    pages.next().unwrap().unwrap();
    // Those that the first page has led to were begun before the second is waited for.
    pages.next().unwrap().unwrap();
    assert!((4..=5).contains(&fake.count()), "{}", fake.count());
    assert_eq!((pages.count(), fake.count()), (7, 9));
}

#[test]
fn it_works_inside_of_tokio_of_every_flavour() {
    for runtime in [tokio::runtime::Builder::new_current_thread(), tokio::runtime::Builder::new_multi_thread()] {
        let runtime = { runtime }.enable_all().build().unwrap();
        runtime.block_on(async {
            let client = Client::new(Fake::script([ok(DATA)]).builder()).unwrap();
            assert_eq!(client.send(GetPlan {}).unwrap().plan.name, "Pro");
            tokio::task::spawn_blocking(move || client.send(GetPlan {}).unwrap()).await.unwrap();
        });
    }
}

#[test]
fn it_talks_to_sockets() {
    let runtime = tokio::runtime::Runtime::new().unwrap();
    let server = runtime.block_on(Server::start(|_, _| json(DATA)));
    let client = Client::builder().key("server-1").endpoint(server.url()).build().unwrap();
    let threads: Vec<_> = (0..8)
        .map(|_| {
            let client = client.clone();
            std::thread::spawn(move || client.send(GetPlan {}).unwrap().plan.name)
        })
        .collect();
    for thread in threads {
        assert_eq!(thread.join().unwrap(), "Pro");
    }
    assert_eq!(server.count(), 8);
}

struct Panics;

impl Transport for Panics {
    fn send(&self, _: Request) -> Sending<'_> {
        // Without the hook, whose backtrace takes more memory than other tests of this process allow for.
        Box::pin(async { std::panic::resume_unwind(Box::new("a transport of somebody else")) })
    }
}

/// Kind, text, cause, and whether the call may have been executed.
fn told(error: &Error) -> (ErrorKind, String, String, bool) {
    let cause = std::error::Error::source(error).map(ToString::to_string).unwrap_or_default();
    let cause = cause.split_once(" panicked").map_or(cause.clone(), |(_, rest)| rest.to_owned());
    (error.kind(), error.to_string(), cause, error.may_have_executed())
}

#[test]
fn a_transport_that_panics_is_an_error() {
    let client = Client::builder().key("server-1").transport(Panics).build().unwrap();
    let panicked = (
        ErrorKind::Stopped,
        "the task that carried the call panicked; the request may have been sent".to_owned(),
        " with message \"a transport of somebody else\"".to_owned(),
        true,
    );
    for _ in 0..2 {
        assert_eq!(told(&client.send(GetPlan {}).unwrap_err()), panicked, "the thread is still there");
    }
    let mut plans = client.paginate(ListPlans::default());
    assert_eq!(told(&plans.next().unwrap().unwrap_err()), panicked);
    assert!(plans.next().is_none());
    assert!(
        client.pages(ListPlans::default()).prefetch(1).next().unwrap().is_err_and(|error| told(&error).2 == panicked.2)
    );
}

#[test]
fn a_page_ahead_on_a_runtime_that_stopped_is_an_error() {
    let begun = tokio::runtime::Runtime::new().unwrap();
    let fake = Fake::new(|number, _| match number {
        0 => ok(r#"{"data":{"plans":{"edges":[],"pageInfo":{"hasNextPage":true,"endCursor":"c1"}}}}"#),
        _ => Answer::Never,
    });
    let mut pages = fake.client().pages(ListPlans::default()).prefetch(1);
    begun.block_on(pages.next()).unwrap().unwrap();
    drop(begun);
    let goes_on = tokio::runtime::Runtime::new().unwrap();
    let error = goes_on.block_on(pages.next()).unwrap().unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Stopped);
    assert_eq!(
        error.to_string(),
        "ListPlans: the runtime that carried the call was shut down; the request may have been sent"
    );
    assert_eq!((error.cursor(), error.may_have_executed()), (Some("c1"), true));
}

#[test]
fn it_has_the_calls_of_other_libraries_and_whole_answers() {
    const PARTIAL: &str = r#"{"data":{"plan":{"name":"Pro"}},"errors":[{"message":"no price"}]}"#;
    let fake = Fake::script([ok(PARTIAL)]);
    let client = Client::builder().key("server-1").transport(fake.clone()).build().unwrap();
    let answer = client.execute_raw("query Plan { plan { name } }", serde_json::json!({})).unwrap();
    assert_eq!((answer.data["plan"]["name"].as_str(), &*answer.errors[0].message), (Some("Pro"), "no price"));
    let answer = client.execute_query::<foreign::GetPlan>(Variables { id: "p1" }).unwrap();
    assert_eq!((&*answer.data.plan.name, answer.errors.len(), answer.attempts), ("Pro", 1, 1));
    let error = client.send_query::<foreign::GetPlan>(Variables { id: "p2" }).unwrap_err();
    assert_eq!(error.to_string(), "GetPlan: no price");
    let sent: Vec<_> = fake.seen().iter().map(|seen| seen.json()["operationName"].clone()).collect();
    assert_eq!(sent, ["Plan", "GetPlan", "GetPlan"]);
}

#[test]
fn lists_go_backwards_and_from_a_cursor() {
    let fake = pages();
    let client = Client::new(fake.builder()).unwrap();
    let plans = client.paginate(ListPlans::default()).page_size(2).limit(2).from_cursor("c7").backwards();
    let names: Vec<_> = plans.map(|plan| plan.unwrap().name).collect();
    assert_eq!(names, ["b", "a"]);
    assert_eq!(fake.seen()[0].json()["variables"], serde_json::json!({"paging": {"last": 2, "before": "c7"}}));
    let fake = pages();
    let client = Client::new(fake.builder()).unwrap();
    let first = client.paginate(ListPlans::default()).limit(1).pages().page_size(3).backwards().next();
    assert_eq!(first.unwrap().unwrap().plans.unwrap().edges.len(), 3);
    assert_eq!(fake.seen()[0].json()["variables"], serde_json::json!({"paging": {"last": 3}}));
}

#[test]
fn a_subscription_is_an_iterator() {
    let runtime = tokio::runtime::Runtime::new().unwrap();
    let scripts = vec![script([usage(1), usage(2), complete(), Step::Hold])];
    let server = runtime.block_on(WsServer::start(scripts));
    let client = Client::builder().key("server-1").endpoint(&server.url).build().unwrap();
    let mut events = client.subscribe(OnUsage {});
    assert_eq!(events.next().unwrap().unwrap(), Event::Data(Usage { usage: 1 }));
    let rest: Vec<_> = events.by_ref().map(Result::unwrap).collect();
    assert_eq!(rest, [Event::Data(Usage { usage: 2 })]);
    assert!(events.next().is_none());
    // Dropped outside of any runtime, with an event unread.
    let first = client.subscribe(OnUsage {}).next().unwrap().unwrap();
    assert_eq!(first, Event::Data(Usage { usage: 1 }));
    let first = client.subscribe_raw("subscription { usage }", serde_json::json!({})).next().unwrap().unwrap();
    assert_eq!(first, Event::Data(serde_json::json!({"usage": 1})));
}

#[test]
fn limits_hold_without_tokio() {
    let client = Client::new(Fake::script([Answer::Never]).builder()).unwrap();
    let error = client.with_overall_timeout(Duration::from_millis(50)).send(Archive {}).unwrap_err();
    assert!(error.is_timeout());
}
