//! Connections that die without a word, and what HTTP/2 says of requests it has not processed.

use std::time::{Duration, Instant};

use futures_util::future::{join, join_all};
use futures_util::{StreamExt, TryStreamExt};
use stigg_graphql::client::ClientBuilder;
use stigg_graphql::error::ErrorKind;
use stigg_graphql::{Client, Error, RetryPolicy};

use crate::support::lasting::{Deed, Lasting};
use crate::support::operations::{Archive, GetPlan, ListPlans, Report};
use crate::support::proxy::{Proxy, Silence};

const DATA: &str = r#"{"data":{"plan":{"name":"Pro"}}}"#;

/// The protocol between the client and the proxy.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Protocol {
    Http1,
    Http2,
}

impl Protocol {
    const ALL: [Self; 2] = [Self::Http1, Self::Http2];

    fn builder(self, url: &str) -> ClientBuilder {
        let builder = Client::builder().key("server-secret-key").endpoint(url);
        match self {
            Self::Http1 => builder,
            Self::Http2 => builder.http_builder(reqwest::Client::builder().http2_prior_knowledge()),
        }
    }
}

/// With short limits, so that a test need not wait.
fn hasty(builder: ClientBuilder) -> ClientBuilder {
    let soon = Duration::from_millis(150);
    builder
        .silence_timeout(soon * 2)
        .ping_interval(soon)
        .ping_timeout(soon)
        .retry(RetryPolicy::default().initial_backoff(Duration::from_millis(1)))
}

fn data() -> Deed {
    Deed::Answer(DATA.to_owned())
}

fn page(number: usize) -> Deed {
    Deed::Answer(format!(
        r#"{{"data":{{"plans":{{"edges":[{{"node":{{"name":"p{number}"}}}}],"pageInfo":{{"hasNextPage":{},"endCursor":"c{number}"}}}}}}}}"#,
        number < 2
    ))
}

/// A call on a connection that is dead: how it ended, and after how long.
async fn after_death<T>(call: impl Future<Output = Result<T, Error>>) -> (Result<T, Error>, Duration) {
    let begun = Instant::now();
    let outcome = call.await;
    (outcome, begun.elapsed())
}

async fn a_query_survives(protocol: Protocol, silence: Silence, client: impl Fn(ClientBuilder) -> ClientBuilder) {
    let server = Lasting::start(|_| data()).await;
    let proxy = Proxy::start(server.address).await;
    let client = client(protocol.builder(&proxy.url())).build().unwrap();
    client.send(GetPlan {}).await.unwrap();
    client.send(GetPlan {}).await.unwrap();
    assert_eq!(proxy.opened(), 1, "{protocol:?}: the connection is used again");
    proxy.kill(silence);
    let (outcome, took) = after_death(client.execute(GetPlan {})).await;
    let response = outcome.unwrap_or_else(|error| panic!("{protocol:?} {silence:?}: {error:?}"));
    assert_eq!((response.data.plan.name.as_str(), response.attempts, proxy.opened()), ("Pro", 2, 2));
    assert!(took < Duration::from_secs(10), "{protocol:?} {silence:?}: {took:?}");
}

async fn paging_survives(protocol: Protocol, client: impl Fn(ClientBuilder) -> ClientBuilder) {
    let server = Lasting::start(page).await;
    let proxy = Proxy::start(server.address).await;
    let client = client(protocol.builder(&proxy.url())).build().unwrap();
    let mut plans = client.paginate(ListPlans::default());
    assert_eq!(plans.try_next().await.unwrap().unwrap().name, "p0");
    proxy.kill(Silence::Swallowing);
    let (outcome, took) = after_death(plans.try_next()).await;
    assert_eq!(outcome.unwrap().unwrap().name, "p1", "{protocol:?}");
    assert!(took < Duration::from_secs(10), "{protocol:?}: {took:?}");
    assert_eq!(plans.try_next().await.unwrap().unwrap().name, "p2");
    assert!(plans.next().await.is_none());
}

async fn a_write_is_told(protocol: Protocol, client: impl Fn(ClientBuilder) -> ClientBuilder) {
    let server = Lasting::start(|_| data()).await;
    let proxy = Proxy::start(server.address).await;
    let client = client(protocol.builder(&proxy.url())).build().unwrap();
    client.send(GetPlan {}).await.unwrap();
    proxy.kill(Silence::Swallowing);
    let (outcome, took) = after_death(client.send(Archive {})).await;
    let error = outcome.unwrap_err();
    assert!(error.is_timeout() && error.may_have_executed(), "{protocol:?}: {error:?}");
    assert_eq!((error.kind(), error.attempts(), server.count()), (ErrorKind::Timeout, 1, 1));
    assert!(took < Duration::from_secs(10), "{protocol:?}: {took:?}");
    // The next one has a new connection.
    client.send(Archive {}).await.unwrap();
    assert_eq!((proxy.opened(), server.count()), (2, 2));
}

/// Eight connections in the pool, all dead.
async fn a_dead_pool_costs_one_attempt(silence: Silence, client: impl Fn(ClientBuilder) -> ClientBuilder) {
    let server = Lasting::start(|number| match number {
        0..8 => Deed::Late(Duration::from_millis(200), DATA.to_owned()),
        _ => data(),
    })
    .await;
    let proxy = Proxy::start(server.address).await;
    let client = client(Protocol::Http1.builder(&proxy.url())).build().unwrap();
    for outcome in join_all((0..8).map(|_| client.send(GetPlan {}))).await {
        outcome.unwrap();
    }
    assert_eq!(proxy.opened(), 8);
    proxy.kill(silence);
    let (outcome, took) = after_death(client.execute(GetPlan {})).await;
    assert_eq!((outcome.unwrap().attempts, proxy.opened()), (2, 9), "{silence:?}");
    assert!(took < Duration::from_secs(10), "{took:?}");
    // The others have gone with it.
    assert_eq!(client.execute(GetPlan {}).await.unwrap().attempts, 1);
}

/// The one test that waits as long as the defaults do; all of it at the same time.
#[tokio::test]
async fn with_the_defaults_a_dead_connection_costs_less_than_ten_seconds() {
    let same = |builder| builder;
    let each = Protocol::ALL.map(|protocol| async move {
        let queries = join(
            a_query_survives(protocol, Silence::Frozen, same),
            a_query_survives(protocol, Silence::Swallowing, same),
        );
        join(queries, join(paging_survives(protocol, same), a_write_is_told(protocol, same))).await
    });
    join(join_all(each), a_dead_pool_costs_one_attempt(Silence::Frozen, same)).await;
}

#[tokio::test]
async fn the_limits_can_be_set() {
    for protocol in Protocol::ALL {
        let begun = Instant::now();
        for silence in [Silence::Frozen, Silence::Swallowing] {
            a_query_survives(protocol, silence, hasty).await;
        }
        paging_survives(protocol, hasty).await;
        a_write_is_told(protocol, hasty).await;
        assert!(begun.elapsed() < Duration::from_secs(6), "{protocol:?}: {:?}", begun.elapsed());
    }
    for silence in [Silence::Frozen, Silence::Swallowing, Silence::Forgotten] {
        a_dead_pool_costs_one_attempt(silence, hasty).await;
    }
}

#[tokio::test]
async fn a_caller_that_does_not_wait_so_long_meets_one_dead_connection_and_not_all() {
    let server = Lasting::start(|number| match number {
        0..8 => Deed::Late(Duration::from_millis(200), DATA.to_owned()),
        _ => data(),
    })
    .await;
    let proxy = Proxy::start(server.address).await;
    let client = Protocol::Http1.builder(&proxy.url()).silence_timeout(Duration::from_millis(800)).build().unwrap();
    for outcome in join_all((0..8).map(|_| client.send(GetPlan {}))).await {
        outcome.unwrap();
    }
    proxy.kill(Silence::Frozen);
    let limit = Duration::from_millis(200);
    assert!(tokio::time::timeout(limit, client.send(GetPlan {})).await.is_err());
    assert_eq!(tokio::time::timeout(limit, client.send(GetPlan {})).await.unwrap().unwrap().plan.name, "Pro");
    assert_eq!(proxy.opened(), 9);
}

#[tokio::test]
async fn an_http_client_that_can_be_made_again_leaves_its_dead_connections_too() {
    let again = |builder| hasty(builder).http_builder_with(reqwest::Client::builder);
    a_dead_pool_costs_one_attempt(Silence::Frozen, again).await;
}

#[tokio::test]
async fn an_attempt_after_a_timeout_has_a_connection_of_its_own() {
    let quick = |builder: ClientBuilder| hasty(builder).silence_timeout(Duration::MAX);
    let quick = |builder| quick(builder).attempt_timeout(Duration::from_millis(400));
    a_dead_pool_costs_one_attempt(Silence::Frozen, quick).await;
}

#[tokio::test]
async fn a_body_that_stops_is_given_up_on_a_new_connection_too() {
    let half = |number| if number == 0 { Deed::Half(DATA.to_owned()) } else { data() };
    let server = Lasting::start(half).await;
    let client = hasty(Protocol::Http1.builder(&server.url())).build().unwrap();
    assert_eq!(client.execute(GetPlan {}).await.unwrap().attempts, 2);

    // Over HTTP/2 the server is still there to answer pings, so the network has to go.
    let server = Lasting::start(half).await;
    let proxy = Proxy::start(server.address).await;
    let client = hasty(Protocol::Http2.builder(&proxy.url())).build().unwrap();
    let call = tokio::spawn(client.execute(GetPlan {}));
    while server.count() < 1 {
        tokio::task::yield_now().await;
    }
    proxy.kill(Silence::Frozen);
    assert_eq!((call.await.unwrap().unwrap().attempts, proxy.opened()), (2, 2));
}

#[tokio::test]
async fn a_slow_server_is_waited_for() {
    let late = || Deed::Late(Duration::from_millis(700), DATA.to_owned());
    // Over HTTP/2 it answers pings.
    let server = Lasting::start(move |_| late()).await;
    let client = hasty(Protocol::Http2.builder(&server.url())).build().unwrap();
    for _ in 0..2 {
        assert_eq!(client.execute(Archive {}).await.unwrap().attempts, 1);
    }
    assert_eq!(server.count(), 2);

    // Over HTTP/1.1 a new connection is waited for, and from then on the operation is known to be slow.
    let server = Lasting::start(move |_| late()).await;
    let client = hasty(Protocol::Http1.builder(&server.url())).build().unwrap();
    for _ in 0..3 {
        assert_eq!(client.execute(Archive {}).await.unwrap().attempts, 1);
    }
    // Another operation is not known yet: once it is taken for dead.
    assert_eq!(client.execute(GetPlan {}).await.unwrap().attempts, 2);
    assert_eq!(client.execute(GetPlan {}).await.unwrap().attempts, 1);
    assert_eq!(server.count(), 6);
}

const REFUSED_STREAM: u32 = 7;
const NO_ERROR: u32 = 0;
const ENHANCE_YOUR_CALM: u32 = 11;
const CANCEL: u32 = 8;

#[tokio::test]
async fn what_http2_did_not_process_was_not_executed() {
    for deed in [Deed::Reset(REFUSED_STREAM), Deed::GoAway(0, NO_ERROR), Deed::GoAway(0, ENHANCE_YOUR_CALM)] {
        let first = deed.clone();
        let server = Lasting::start(move |number| if number == 0 { first.clone() } else { data() }).await;
        let client = hasty(Protocol::Http2.builder(&server.url())).build().unwrap();
        assert_eq!(client.execute(Archive {}).await.unwrap().attempts, 2);
        assert_eq!(server.count(), 2);

        let server = Lasting::start(move |_| deed.clone()).await;
        let client = hasty(Protocol::Http2.builder(&server.url())).build().unwrap();
        let error = client.send(Archive {}).await.unwrap_err();
        // Nothing is repeated but what is counted.
        assert_eq!((error.attempts(), server.count()), (4, 4));
        assert!(!error.may_have_executed() && error.is_retryable(), "{error:?}");
        assert!(error.to_string().contains("before the request was processed"), "{error}");
    }
}

#[tokio::test]
async fn what_http2_may_have_processed_may_have_been_executed() {
    // The first stream of a client is number 1.
    for deed in [Deed::Reset(CANCEL), Deed::GoAway(1, NO_ERROR), Deed::GoAway(1, ENHANCE_YOUR_CALM)] {
        let server = Lasting::start(move |_| deed.clone()).await;
        let client = hasty(Protocol::Http2.builder(&server.url())).build().unwrap();
        let error = client.send(Archive {}).await.unwrap_err();
        assert_eq!((error.kind(), error.attempts(), server.count()), (ErrorKind::Interrupted, 1, 1), "{error:?}");
        assert!(error.may_have_executed());
        let keyed = client.send(Report { key: Some("k-1".into()) }).await.unwrap_err();
        assert_eq!((keyed.attempts(), server.count()), (4, 5));
    }
}

#[tokio::test]
async fn a_head_beyond_the_bounds_is_final() {
    let server = Lasting::start(|_| Deed::LargeHead(40_000)).await;
    let client = hasty(Protocol::Http2.builder(&server.url())).build().unwrap();
    let error = client.send(GetPlan {}).await.unwrap_err();
    assert_eq!((error.kind(), error.attempts(), server.count()), (ErrorKind::TooLarge, 1, 1), "{error:?}");
    assert!(error.may_have_executed() && !error.is_retryable());
    assert!(error.to_string().contains("more headers than the HTTP client reads"), "{error}");
}
