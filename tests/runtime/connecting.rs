//! What stands between the client and a connection: TLS, proxies, names.

use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use futures_util::StreamExt;
use stigg_graphql::client::ClientBuilder;
use stigg_graphql::error::ErrorKind;
use stigg_graphql::transport::{HttpBuilder, HttpClient};
use stigg_graphql::{Client, Error, RetryPolicy};
use tokio::net::TcpListener;
use tokio_rustls::rustls::ServerConfig;
use tokio_rustls::rustls::pki_types::{CertificateDer, PrivatePkcs8KeyDer};
use tokio_rustls::rustls::server::Acceptor;
use tokio_rustls::{LazyConfigAcceptor, TlsAcceptor};

use crate::support::listener::{accept, listen};
use crate::support::operations::{Archive, GetPlan};
use crate::support::server::{Deed, Server, answer, json};

const DATA: &str = r#"{"data":{"plan":{"name":"Pro"}}}"#;

fn builder(url: String) -> ClientBuilder {
    let soon = RetryPolicy::default().initial_backoff(Duration::from_millis(1));
    Client::builder().key("server-secret-key").endpoint(url).retry(soon)
}

/// Why there was no connection; trying again is no use.
fn final_reason(error: &Error) -> String {
    assert_eq!((error.kind(), error.attempts()), (ErrorKind::Connect, 1), "{error:?}");
    assert!(!error.is_retryable() && !error.may_have_executed());
    assert!(std::error::Error::source(error).is_some());
    error.to_string()
}

/// A server with a certificate that nobody has signed; returns it beside the address.
async fn with_certificate(names: &[&str]) -> (SocketAddr, CertificateDer<'static>) {
    let names: Vec<_> = names.iter().map(|name| (*name).to_owned()).collect();
    let made = rcgen::generate_simple_self_signed(names).unwrap();
    let certificate = made.cert.der().clone();
    let key = PrivatePkcs8KeyDer::from(made.signing_key.serialize_der());
    let config =
        ServerConfig::builder().with_no_client_auth().with_single_cert(vec![certificate.clone()], key.into()).unwrap();
    let acceptor = TlsAcceptor::from(Arc::new(config));
    let (listener, address) = listen().await;
    accept(listener, move |_, stream| {
        let accepting = acceptor.accept(stream);
        async move {
            if let Ok(mut stream) = accepting.await {
                let _ = tokio::io::AsyncReadExt::read(&mut stream, &mut [0; 4096]).await;
                let _ = tokio::io::AsyncWriteExt::write_all(&mut stream, &answer(200, "", DATA.as_bytes())).await;
                let _ = tokio::io::AsyncWriteExt::shutdown(&mut stream).await;
            }
        }
    });
    (address, certificate)
}

#[tokio::test]
async fn a_certificate_that_is_not_trusted_is_final_and_named() {
    let (address, certificate) = with_certificate(&["localhost"]).await;
    let url = format!("https://localhost:{}/graphql", address.port());
    let error = builder(url.clone()).build().unwrap().send(GetPlan {}).await.unwrap_err();
    let told = final_reason(&error);
    assert!(told.starts_with("GetPlan: no secure connection to the server: invalid peer certificate: "), "{told}");

    let mut events = builder(url.clone()).build().unwrap().subscribe(crate::subscriptions::OnUsage {});
    let told = final_reason(&events.next().await.unwrap().unwrap_err());
    assert!(told.starts_with("OnUsage: no WebSocket connection to the server: invalid peer certificate: "), "{told}");

    let root = || reqwest::Certificate::from_der(&certificate).unwrap();
    let trusting = || reqwest::Client::builder().tls_certs_only([root()]);
    let client = builder(url).http_builder(trusting()).build().unwrap();
    assert_eq!(client.send(Archive {}).await.unwrap().plan.name, "Pro");

    let other_name = builder(format!("https://{address}/graphql")).http_builder(trusting()).build().unwrap();
    let told = final_reason(&other_name.send(GetPlan {}).await.unwrap_err());
    assert!(told.contains("not valid for name"), "{told}");
}

#[tokio::test]
async fn the_standard_client_offers_http2_before_http1() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("https://{}/graphql", listener.local_addr().unwrap());
    let client = builder(url).retry(RetryPolicy::none()).build().unwrap();
    let call = tokio::spawn(client.send(GetPlan {}));
    let (stream, _) = listener.accept().await.unwrap();
    let hello = LazyConfigAcceptor::new(Acceptor::default(), stream).await.unwrap();
    let offered: Vec<_> = hello.client_hello().alpn().unwrap().map(<[u8]>::to_vec).collect();
    assert_eq!(offered, [b"h2".to_vec(), b"http/1.1".to_vec()]);
    drop(hello);
    assert!(call.await.unwrap().unwrap_err().is_connect());
}

#[tokio::test]
async fn a_server_without_tls_is_final() {
    // It has to speak for itself: a request is never read here.
    let (listener, address) = listen().await;
    accept(listener, |_, mut stream| async move {
        let _ = tokio::io::AsyncReadExt::read(&mut stream, &mut [0; 4096]).await;
        let _ = tokio::io::AsyncWriteExt::write_all(&mut stream, &answer(400, "", b"plain http here")).await;
    });
    let error = builder(format!("https://{address}/graphql")).build().unwrap().send(Archive {}).await.unwrap_err();
    assert!(final_reason(&error).contains("no secure connection to the server: "), "{error}");
}

#[tokio::test]
async fn a_refused_connection_tells_its_reason() {
    let free = TcpListener::bind("127.0.0.1:0").await.unwrap().local_addr().unwrap();
    let error = builder(format!("http://{free}")).build().unwrap().send(Archive {}).await.unwrap_err();
    assert_eq!((error.kind(), error.attempts()), (ErrorKind::Connect, 4));
    assert!(error.to_string().contains("no connection to the server: Connection refused"), "{error}");
}

#[tokio::test]
async fn a_proxy_that_refuses_is_final() {
    for (status, reason) in [(403, "unsuccessful"), (407, "proxy authorization required")] {
        let proxy = Server::start(move |_, _| Deed::Write(answer(status, "", b""))).await;
        let through = reqwest::Proxy::all(format!("http://{}", proxy.address)).unwrap();
        let client = builder("https://api.example/graphql".to_owned())
            .http_builder(reqwest::Client::builder().proxy(through))
            .build()
            .unwrap();
        let error = client.send(GetPlan {}).await.unwrap_err();
        let told = final_reason(&error);
        assert!(told.starts_with("GetPlan: the proxy refuses to connect to the server: "), "{told}");
        assert!(told.contains(reason), "{told}");
        assert_eq!(proxy.count(), 1);
        assert!(proxy.got()[0].head.starts_with("CONNECT api.example:443"));
    }
}

#[tokio::test]
async fn plain_http_goes_past_no_proxy_and_to_this_machine_alone() {
    let server = Server::start(|_, _| json(DATA)).await;
    let proxy = Server::start(|_, _| json(DATA)).await;
    let port = server.address.port();
    // A resolver and a table that know these names as another machine (RFC 5737).
    let elsewhere: SocketAddr = format!("192.0.2.1:{port}").parse().unwrap();
    for host in ["127.0.0.1", "localhost", "stigg.localhost"] {
        let misled = reqwest::Client::builder()
            .proxy(reqwest::Proxy::all(format!("http://{}", proxy.address)).unwrap())
            .resolve(host, elsewhere);
        let client = builder(format!("http://{host}:{port}")).http_builder(misled).build().unwrap();
        assert_eq!(client.send(Archive {}).await.unwrap().plan.name, "Pro", "{host}");
        let client = builder(format!("http://{host}:{port}")).build().unwrap();
        assert_eq!(client.send(Archive {}).await.unwrap().plan.name, "Pro", "{host}");
    }
    assert_eq!((server.count(), proxy.count()), (6, 0));
}

#[tokio::test]
async fn more_headers_than_the_http_client_reads_are_final() {
    let headers: String = (0..150).map(|number| format!("x-{number}: v\r\n")).collect();
    let server = Server::start(move |_, _| Deed::Write(answer(200, &headers, DATA.as_bytes()))).await;
    let error = builder(server.url()).build().unwrap().send(GetPlan {}).await.unwrap_err();
    assert_eq!((error.kind(), error.attempts(), server.count()), (ErrorKind::TooLarge, 1, 1), "{error:?}");
    assert!(error.may_have_executed() && !error.is_retryable());

    let roomy = reqwest::Client::builder().http1_max_headers(200);
    let client = builder(server.url()).http_builder(roomy).build().unwrap();
    assert_eq!(client.send(GetPlan {}).await.unwrap().plan.name, "Pro");
}

/// What a client of another major of reqwest is to the builder: another type, which becomes what it takes.
struct Other<T>(T);

impl From<Other<reqwest::Client>> for HttpClient {
    fn from(client: Other<reqwest::Client>) -> Self {
        client.0.into()
    }
}

impl From<Other<reqwest::ClientBuilder>> for HttpBuilder {
    fn from(builder: Other<reqwest::ClientBuilder>) -> Self {
        builder.0.into()
    }
}

#[tokio::test]
async fn the_builder_takes_whatever_becomes_an_http_client() {
    fn marked(name: &'static str) -> reqwest::ClientBuilder {
        let value = reqwest::header::HeaderValue::from_static(name);
        let headers = [(reqwest::header::HeaderName::from_static("x-http-client"), value)];
        reqwest::Client::builder().no_proxy().default_headers(headers.into_iter().collect())
    }
    let server = Server::start(|_, _| json(DATA)).await;
    let on = || builder(server.url());
    for client in [
        on().http_client(marked("client").build().unwrap()),
        on().http_client(Other(marked("other client").build().unwrap())),
        on().http_builder(marked("builder")),
        on().http_builder(Other(marked("other builder"))),
        on().http_builder_with(|| marked("builders")),
        on().http_builder_with(|| Other(marked("other builders"))),
    ] {
        client.build().unwrap().send(GetPlan {}).await.unwrap();
    }
    let carried: Vec<_> = server.got().iter().flat_map(|got| got.headers("x-http-client")).collect();
    assert_eq!(carried, ["client", "other client", "builder", "other builder", "builders", "other builders"]);
}
