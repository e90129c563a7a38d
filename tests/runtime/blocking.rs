use std::time::Duration;

use stigg_graphql::blocking::Client;

use crate::support::fake::{Answer, Fake, ok, reply};
use crate::support::operations::{Archive, GetPlan, ListPlans};
use crate::support::server::{Server, json};

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
    let client = Client::new(stigg_graphql::Client::builder().key("server-1").endpoint(server.url())).unwrap();
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

#[test]
fn a_transport_that_panics_is_an_error() {
    struct Panics;
    impl stigg_graphql::Transport for Panics {
        fn send(&self, _: stigg_graphql::Request) -> stigg_graphql::Sending<'_> {
            Box::pin(async { panic!("a transport of somebody else") })
        }
    }
    let client = Client::new(stigg_graphql::Client::builder().key("server-1").transport(Panics)).unwrap();
    assert!(client.send(GetPlan {}).unwrap_err().is_config());
    assert!(client.send(GetPlan {}).unwrap_err().is_config(), "the thread is still there");
}

#[test]
fn limits_hold_without_tokio() {
    let client = Client::new(Fake::script([Answer::Never]).builder()).unwrap();
    let error = client.with_overall_timeout(Duration::from_millis(50)).send(Archive {}).unwrap_err();
    assert!(error.is_timeout());
}
