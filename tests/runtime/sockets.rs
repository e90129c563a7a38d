use std::time::Duration;

use stigg_graphql::client::ClientBuilder;
use stigg_graphql::error::ErrorKind;
use stigg_graphql::{Client, RetryPolicy};
use tokio::net::TcpListener;

use crate::support::operations::{Archive, GetPlan};
use crate::support::server::{Deed, Server, answer, cut, json};

const DATA: &str = r#"{"data":{"plan":{"name":"Pro"}}}"#;

fn builder(server: &Server) -> ClientBuilder {
    let soon = RetryPolicy::default().initial_backoff(Duration::from_millis(1));
    Client::builder().key("server-secret-key").endpoint(server.url()).retry(soon)
}

#[tokio::test]
async fn what_is_on_the_wire() {
    let server = Server::start(|_, _| json(DATA)).await;
    let client = builder(&server).header("x-team", "billing").build().unwrap();
    let response = client.execute(GetPlan {}).await.unwrap();
    assert_eq!((response.status, response.attempts), (200, 1));
    assert_eq!(response.headers["content-type"], "application/json");
    let got = &server.got()[0];
    assert!(got.head.starts_with("POST /graphql HTTP/1.1"), "{}", got.head);
    for (name, value) in [
        ("x-api-key", "server-secret-key"),
        ("content-type", "application/json"),
        ("x-graphql-operation-name", "GetPlan"),
        ("x-team", "billing"),
        ("accept-encoding", "gzip"),
    ] {
        assert_eq!(got.headers(name), [value], "{name}");
    }
    assert_eq!(got.body, br#"{"query":"query GetPlan { plan { name } }","operationName":"GetPlan","variables":{}}"#);
}

#[tokio::test]
async fn a_refused_connection_is_not_executed() {
    let free = TcpListener::bind("127.0.0.1:0").await.unwrap().local_addr().unwrap();
    let policy = RetryPolicy::default().initial_backoff(Duration::from_millis(1));
    let client = Client::builder().key("server-1").endpoint(format!("http://{free}")).retry(policy).build().unwrap();
    let error = client.send(Archive {}).await.unwrap_err();
    assert_eq!((error.kind(), error.attempts()), (ErrorKind::Connect, 4));
    assert!(error.is_connect() && !error.may_have_executed() && error.is_retryable());
    assert!(std::error::Error::source(&error).is_some());
}

#[tokio::test]
async fn a_connection_cut_after_the_request_repeats_a_query_and_never_a_write() {
    let deeds = [Deed::Close, Deed::Write(b"HTTP/1.1 200 OK\r\ncont".to_vec()), Deed::Write(cut(DATA, 7))];
    for deed in deeds {
        let first = deed.clone();
        let server = Server::start(move |number, _| if number == 0 { first.clone() } else { json(DATA) }).await;
        assert_eq!(builder(&server).build().unwrap().send(GetPlan {}).await.unwrap().plan.name, "Pro");
        assert_eq!(server.count(), 2);

        let server = Server::start(move |_, _| deed.clone()).await;
        let error = builder(&server).build().unwrap().send(Archive {}).await.unwrap_err();
        assert_eq!((error.kind(), server.count()), (ErrorKind::Interrupted, 1));
        assert!(error.may_have_executed());
    }
}

#[tokio::test]
async fn json_that_ends_with_the_connection_counts_as_cut() {
    let short = b"HTTP/1.1 200 OK\r\nconnection: close\r\n\r\n{\"data\":{\"pl".to_vec();
    let server =
        Server::start(move |number, _| if number == 0 { Deed::Write(short.clone()) } else { json(DATA) }).await;
    assert!(builder(&server).build().unwrap().send(GetPlan {}).await.is_ok());
    assert_eq!(server.count(), 2);
}

#[tokio::test]
async fn a_garbled_200_is_final() {
    let server = Server::start(|_, _| json("{\"data\":{\"pl")).await;
    let error = builder(&server).build().unwrap().send(GetPlan {}).await.unwrap_err();
    assert_eq!((error.kind(), server.count()), (ErrorKind::NotGraphQl, 1));
}

#[tokio::test]
async fn a_server_that_stalls_or_drips_is_cut() {
    let half = cut(DATA, 10);
    let (stalling, dripping) = (half.clone(), half.clone());
    let servers = [
        Server::start(|_, _| Deed::Stall(Vec::new())).await,
        Server::start(move |_, _| Deed::Stall(stalling.clone())).await,
        Server::start(move |_, _| Deed::Drip(dripping.clone(), vec![b'x'; 1000], Duration::from_millis(20))).await,
    ];
    for (server, status) in servers.iter().zip([None, Some(200), Some(200)]) {
        let client = builder(server).attempt_timeout(Duration::from_millis(300)).build().unwrap();
        let begun = std::time::Instant::now();
        let error = client.send(Archive {}).await.unwrap_err();
        assert!(error.is_timeout() && error.may_have_executed(), "{error:?}");
        assert_eq!((error.kind(), error.status(), server.count()), (ErrorKind::Timeout, status, 1));
        assert!(begun.elapsed() < Duration::from_secs(3));
        let error = client.with_overall_timeout(Duration::from_millis(450)).send(GetPlan {}).await.unwrap_err();
        assert!(error.is_timeout());
    }
}

#[tokio::test]
async fn dropping_the_future_gives_the_request_up() {
    let server = Server::start(|_, _| Deed::Stall(Vec::new())).await;
    let client = builder(&server).build().unwrap();
    assert!(tokio::time::timeout(Duration::from_millis(200), client.send(GetPlan {})).await.is_err());
    server.given_up(1).await;
}

#[tokio::test]
async fn a_body_beyond_the_bound_is_refused() {
    let big = format!(r#"{{"data":{{"plan":{{"name":"{}"}}}}}}"#, "x".repeat(10_000));
    let announced = answer(200, "", big.as_bytes());
    let mut chunked = b"HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\nconnection: close\r\n\r\n".to_vec();
    for part in big.as_bytes().chunks(1000) {
        chunked.extend(format!("{:x}\r\n", part.len()).as_bytes());
        chunked.extend(part);
        chunked.extend(b"\r\n");
    }
    chunked.extend(b"0\r\n\r\n");
    for bytes in [announced, chunked] {
        let server = Server::start(move |_, _| Deed::Write(bytes.clone())).await;
        let client = builder(&server).max_body(5000).build().unwrap();
        let error = client.send(GetPlan {}).await.unwrap_err();
        assert_eq!((error.kind(), server.count(), error.status()), (ErrorKind::TooLarge, 1, Some(200)));
        assert!(error.to_string().contains("larger than 5000 bytes"), "{error}");
        let whole = builder(&server).build().unwrap().send(GetPlan {}).await.unwrap();
        assert_eq!(whole.plan.name.len(), 10_000);
    }
}

#[tokio::test]
async fn gzip_is_decoded_by_any_of_its_names() {
    for name in ["gzip", "GZIP", "x-gzip", "X-GZip", "identity, gzip"] {
        let bytes = answer(200, &format!("content-encoding: {name}\r\n"), &gzip(DATA.as_bytes()));
        let server = Server::start(move |_, _| Deed::Write(bytes.clone())).await;
        let own = reqwest::Client::builder().no_gzip().build().unwrap();
        for client in [builder(&server).build().unwrap(), builder(&server).http_client(own).build().unwrap()] {
            let response = client.execute(GetPlan {}).await.unwrap();
            assert_eq!(response.data.plan.name, "Pro", "{name}");
            assert!(!response.headers.contains_key("content-encoding"), "{name}");
        }
    }
}

#[tokio::test]
async fn a_body_that_is_not_the_gzip_its_header_says_is_final() {
    let packed = gzip(DATA.as_bytes());
    let mut damaged = packed.clone();
    *damaged.last_mut().unwrap() ^= 1;
    for body in [DATA.as_bytes().to_vec(), damaged, packed[..packed.len() - 4].to_vec()] {
        let bytes = answer(200, "content-encoding: gzip\r\n", &body);
        let server = Server::start(move |_, _| Deed::Write(bytes.clone())).await;
        let error = builder(&server).build().unwrap().send(GetPlan {}).await.unwrap_err();
        assert_eq!((error.kind(), error.status(), server.count()), (ErrorKind::NotGraphQl, Some(200), 1));
        assert!(error.to_string().contains("not the gzip that its header says, or is damaged"), "{error}");
    }
    let unmarked = answer(200, "", &packed);
    let server = Server::start(move |_, _| Deed::Write(unmarked.clone())).await;
    let error = builder(&server).build().unwrap().send(GetPlan {}).await.unwrap_err();
    assert!(error.to_string().contains("compressed as `gzip`, which no header says"), "{error}");
}

#[tokio::test]
async fn of_a_refusal_only_the_beginning_is_read() {
    // It would go on for ever.
    let endless = |status: u16, headers: &str| {
        Deed::Stall([format!("HTTP/1.1 {status} X\r\n{headers}\r\n").into_bytes(), vec![b'<'; 1 << 20]].concat())
    };
    for headers in ["", "content-length: 200000000\r\n", "content-type: text/html\r\n"] {
        let deed = endless(500, headers);
        let server = Server::start(move |_, _| deed.clone()).await;
        let error = builder(&server).build().unwrap().send(GetPlan {}).await.unwrap_err();
        assert_eq!((error.kind(), error.status(), server.count()), (ErrorKind::Http, Some(500), 1));
        assert!(error.to_string().contains("HTTP 500: ") && error.to_string().contains("beginning \"<<<"), "{error}");
        server.given_up(1).await;
    }
}

#[tokio::test]
async fn gzip_is_decoded_and_its_size_counts_after_decoding() {
    let packed = gzip(DATA.as_bytes());
    let bytes = answer(200, "content-encoding: gzip\r\n", &packed);
    let server = Server::start(move |_, _| Deed::Write(bytes.clone())).await;
    assert_eq!(builder(&server).build().unwrap().send(GetPlan {}).await.unwrap().plan.name, "Pro");
    let error = builder(&server).max_body(DATA.len() - 1).build().unwrap().send(GetPlan {}).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::TooLarge);
}

/// The gzip format with the data left as it is.
fn gzip(data: &[u8]) -> Vec<u8> {
    let mut crc = u32::MAX;
    for byte in data {
        crc ^= u32::from(*byte);
        for _ in 0..8 {
            crc = (crc >> 1) ^ (0xEDB8_8320 & (crc & 1).wrapping_neg());
        }
    }
    let length = u16::try_from(data.len()).unwrap();
    let mut bytes = vec![0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 255, 1];
    bytes.extend(length.to_le_bytes());
    bytes.extend((!length).to_le_bytes());
    bytes.extend(data);
    bytes.extend((!crc).to_le_bytes());
    bytes.extend(u32::from(length).to_le_bytes());
    bytes
}

#[tokio::test]
async fn a_redirect_never_shows_the_key_to_another_place() {
    let other = Server::start(|_, _| json(DATA)).await;
    let target = other.url();
    let location = move |status: u16| answer(status, &format!("location: {target}\r\n"), b"");
    for status in [301, 302, 303, 307, 308] {
        let bytes = location(status);
        let server = Server::start(move |_, _| Deed::Write(bytes.clone())).await;
        let clients = [
            builder(&server).build().unwrap(),
            builder(&server).http_builder(reqwest::Client::builder()).build().unwrap(),
        ];
        for client in clients {
            let error = client.send(GetPlan {}).await.unwrap_err();
            assert_eq!((error.kind(), error.status()), (ErrorKind::Redirect, Some(status)));
        }
        assert_eq!((server.count(), other.count()), (2, 0));
    }
}

#[tokio::test]
async fn a_redirect_that_a_foreign_client_followed_is_an_error() {
    let other = Server::start(|_, _| json(DATA)).await;
    let bytes = answer(307, &format!("location: {}\r\n", other.url()), b"");
    let server = Server::start(move |_, _| Deed::Write(bytes.clone())).await;
    let client = builder(&server).http_client(reqwest::Client::new()).build().unwrap();
    let error = client.send(GetPlan {}).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Redirect);
    assert!(error.to_string().contains("Policy::none()"), "{error}");
}

#[tokio::test]
async fn a_client_of_ones_own_keeps_its_proxy_and_the_key_is_sent_once() {
    let proxy = Server::start(|_, _| json(DATA)).await;
    let mut headers = reqwest::header::HeaderMap::new();
    headers.insert("X-API-Key", "other-key".parse().unwrap());
    let through = reqwest::Client::builder()
        .proxy(reqwest::Proxy::all(format!("http://{}", proxy.address)).unwrap())
        .default_headers(headers);
    let target = Client::builder().key("server-secret-key").endpoint("http://localhost:9/graphql");
    target.http_client(through.build().unwrap()).build().unwrap().send(GetPlan {}).await.unwrap();
    for got in proxy.got() {
        assert!(got.head.starts_with("POST http://localhost:9/graphql"), "{}", got.head);
        assert_eq!(got.headers("x-api-key"), ["server-secret-key"]);
    }
    assert_eq!(proxy.count(), 1);
}
