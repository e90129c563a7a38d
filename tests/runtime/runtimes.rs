//! Where there is no runtime, or not the one that was there before.

use std::pin::pin;
use std::task::{Context, Poll, Waker};

use futures_util::StreamExt;
use stigg_graphql::{Client, Error};
use tokio::runtime::{Builder, Runtime};

use crate::support::fake::{Fake, ok};
use crate::support::operations::{Archive, GetPlan, ListPlans};
use crate::support::server::{Server, json};

const DATA: &str = r#"{"data":{"plan":{"name":"Pro"}}}"#;

/// Drives a future without tokio.
fn now<T>(future: impl Future<Output = T>) -> T {
    match pin!(future).poll(&mut Context::from_waker(Waker::noop())) {
        Poll::Ready(value) => value,
        Poll::Pending => panic!("it waits for a runtime that is not there"),
    }
}

fn assert_unsent(error: &Error, told: &str) {
    assert!(error.is_config() && !error.may_have_executed(), "{error:?}");
    assert!(error.to_string().contains(told), "{error}");
}

#[test]
fn without_a_runtime_there_is_an_error() {
    let clients = [Fake::script([ok(DATA)]).client(), Client::builder().key("server-1").build().unwrap()];
    for client in clients {
        assert_unsent(&now(client.send(GetPlan {})).unwrap_err(), "there is no tokio runtime here");
        assert_unsent(&now(client.execute(Archive {})).unwrap_err(), "there is no tokio runtime here");
        let mut plans = client.paginate(ListPlans::default()).prefetch(1);
        assert_unsent(&now(plans.next()).unwrap().unwrap_err(), "there is no tokio runtime here");
        let mut events = client.subscribe(crate::subscriptions::OnUsage {});
        assert_unsent(&now(events.next()).unwrap().unwrap_err(), "there is no tokio runtime here");
        assert!(now(events.next()).is_none());
    }
}

#[test]
fn a_runtime_that_lacks_a_part_is_an_error() {
    let timeless = Builder::new_current_thread().enable_io().build().unwrap();
    let client = Fake::script([ok(DATA)]).client();
    assert_unsent(&timeless.block_on(client.send(GetPlan {})).unwrap_err(), "keeps no time");

    let offline = Builder::new_current_thread().enable_time().build().unwrap();
    let client = Client::builder().key("server-1").endpoint("http://127.0.0.1:9").build().unwrap();
    let error = offline.block_on(client.send(GetPlan {})).unwrap_err();
    assert!(error.is_config() && !error.may_have_executed(), "{error:?}");
    assert!(error.to_string().contains("the tokio runtime has no I/O"), "{error}");
}

#[test]
fn a_client_outlives_a_runtime() {
    let serving = Runtime::new().unwrap();
    let server = serving.block_on(Server::start(|_, _| json(DATA)));
    let client = Client::builder().key("server-1").endpoint(server.url()).build().unwrap();
    for _ in 0..2 {
        let runtime = Runtime::new().unwrap();
        assert_eq!(runtime.block_on(client.send(Archive {})).unwrap().plan.name, "Pro");
    }
}
