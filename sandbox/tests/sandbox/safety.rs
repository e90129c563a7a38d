//! What the sandbox is safe from: pages from elsewhere, and requests that are slow, huge or many.

use std::time::Duration;

use reqwest::{Client, Method, RequestBuilder};
use serde_json::{Value, json};
use stigg_graphql_sandbox::Sandbox;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

use crate::support::data;

const WRITE: &str = r#"mutation { provisionCustomer(input: {customerId: "mallory"}) { customer { customerId } } }"#;
const READ: &str = r#"{ getCustomerByRefId(input: {customerId: "mallory"}) { customerId } }"#;

fn post(sandbox: &Sandbox, query: &str) -> RequestBuilder {
    let request = Client::new().post(sandbox.endpoint()).header("X-API-Key", sandbox.key());
    request.json(&json!({ "query": query }))
}

fn address(sandbox: &Sandbox) -> String {
    sandbox.endpoint().trim_start_matches("http://").trim_end_matches("/graphql").to_owned()
}

/// Sends raw bytes; returns what comes until the connection is closed.
async fn raw(sandbox: &Sandbox, request: &str) -> String {
    let mut stream = TcpStream::connect(address(sandbox)).await.expect("a connection");
    stream.write_all(request.as_bytes()).await.expect("sent");
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer).await.expect("an answer");
    String::from_utf8(answer).expect("text")
}

#[tokio::test]
async fn a_browser_gets_an_editor_that_needs_nothing_from_elsewhere() {
    let sandbox = Sandbox::builder().key("a<b>\"c&d").start().await.expect("start");
    let get = |path: &str, accept: &str| {
        Client::new().get(format!("http://{}{path}", address(&sandbox))).header("Accept", accept.to_owned())
    };
    let browser = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8";
    for (path, accept, content_type, part) in [
        ("/", browser, "text/html; charset=utf-8", "value=\"a&lt;b&gt;&quot;c&amp;d\""),
        ("/graphql", "application/xml, Text/HTML;q=0.9", "text/html; charset=utf-8", "<textarea id=\"operation\""),
        ("/editor.js", "*/*", "text/javascript; charset=utf-8", "fetch(\"/graphql\""),
        ("/editor.css", "text/css,*/*;q=0.1", "text/css; charset=utf-8", "color-scheme"),
    ] {
        let response = get(path, accept).send().await.expect("an answer");
        assert_eq!(response.status(), 200, "{path}");
        let headers = response.headers().clone();
        assert_eq!(headers["content-type"], content_type);
        let policy = headers["content-security-policy"].to_str().expect("text");
        assert!(policy.starts_with("default-src 'none'; ") && policy.ends_with("frame-ancestors 'none'"), "{policy}");
        let body = response.text().await.expect("text");
        assert!(body.contains(part), "{path}: {body}");
        assert!(!body.contains("//cdn") && !body.contains("https:") && !body.contains("http:"), "{path}: {body}");
        let elsewhere = get(path, accept).header("Origin", "https://evil.test").send().await.expect("an answer");
        assert_eq!(elsewhere.status(), 403, "{path}");
        let rebound = get(path, accept).header("Host", "evil.test").send().await.expect("an answer");
        assert_eq!(rebound.status(), 421, "{path}");
    }
    for accept in ["*/*", "application/json", "text/html+x"] {
        let greeting = get("/graphql", accept).send().await.expect("an answer").text().await.expect("text");
        assert!(greeting.starts_with("A sandbox for Stigg's GraphQL API."), "{greeting}");
    }
    for path in ["/", "/graphql"] {
        let response = get(path, browser).header("Origin", "http://localhost:3000").send().await.expect("an answer");
        assert_eq!(response.headers()["content-type"], "text/plain; charset=utf-8", "{path}");
        let body = response.text().await.expect("text");
        assert!(body.starts_with("A sandbox for Stigg's GraphQL API."), "no key for a page that fetches it: {body}");
        assert!(!body.contains("a<b>") && !body.contains("a&lt;b&gt;"), "{body}");
    }
    let asked = get("/graphql?query=%7B__typename%7D", browser).header("X-API-Key", sandbox.key());
    let body: Value = asked.send().await.expect("an answer").json().await.expect("JSON");
    assert_eq!(body, json!({"data": {"__typename": "Query"}}), "a query is a query, also from a browser");
}

#[tokio::test]
async fn a_page_from_elsewhere_neither_reads_nor_writes() {
    let sandbox = Sandbox::builder().allow_origin("https://app.test").start().await.expect("start");
    for origin in
        ["https://evil.test", "null", "http://localhost.evil.test", "http://127.0.0.1.evil.test:4000", "file://"]
    {
        let write = post(&sandbox, WRITE).header("Origin", origin);
        let get = Client::new().get(format!("{}?query=%7B__typename%7D", sandbox.endpoint()));
        let preflight = Client::new().request(Method::OPTIONS, sandbox.endpoint());
        let socket =
            Client::new().get(sandbox.endpoint()).header("connection", "upgrade").header("upgrade", "websocket");
        let socket = socket.header("sec-websocket-protocol", "graphql-transport-ws");
        let socket = socket.header("sec-websocket-key", "dGhlIHNhbXBsZSBub25jZQ==");
        for request in [write, get, preflight, socket] {
            let response = request.header("Origin", origin).send().await.expect("an answer");
            assert_eq!(response.status(), 403, "{origin}");
            assert_eq!(response.headers().get("access-control-allow-origin"), None, "{origin}");
            let body: Value = response.json().await.expect("JSON");
            assert_eq!(body.get("data"), None);
        }
    }
    for host in ["evil.test", "evil.test:4000", "localhost.evil.test", "127.0.0.1@evil.test"] {
        let response = post(&sandbox, WRITE).header("Host", host).send().await.expect("an answer");
        assert_eq!(response.status(), 421, "{host}");
    }
    let absolute = "GET http://evil.test/graphql HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n";
    assert!(raw(&sandbox, absolute).await.starts_with("HTTP/1.1 421 "));
    assert_eq!(sandbox.requests().len(), 0, "nothing came as far as being an operation");
    assert_eq!(data(&sandbox, READ, json!({})).await["getCustomerByRefId"], Value::Null, "nothing was written");

    for origin in ["https://app.test", "http://localhost:3000", "http://127.0.0.1:5173", "http://[::1]:8080"] {
        let response = post(&sandbox, "{ __typename }").header("Origin", origin).send().await.expect("an answer");
        assert_eq!(
            (response.status().as_u16(), &response.headers()["access-control-allow-origin"]),
            (200, &origin.parse().expect("a header"))
        );
        assert_eq!(response.headers()["vary"], "origin");
    }
    let url = sandbox.endpoint().replace("127.0.0.1", "localhost");
    let local = Client::new().post(url).header("X-API-Key", sandbox.key()).json(&json!({"query": "{ __typename }"}));
    assert_eq!(local.send().await.expect("an answer").status(), 200);
}

#[tokio::test]
async fn who_does_not_finish_a_request_is_not_waited_for() {
    let sandbox = Sandbox::builder().request_timeout(Duration::from_millis(50)).start().await.expect("start");
    // Each of these ends only because the server closes the connection.
    assert_eq!(raw(&sandbox, "POST /graphql HTTP/1.1\r\nHost: 127.0.0.1\r\nX-Slow").await, "");
    assert_eq!(raw(&sandbox, "").await, "");
    let body =
        "POST /graphql HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\n{";
    let answer = raw(&sandbox, body).await;
    assert!(answer.starts_with("HTTP/1.1 408 "), "{answer}");
    assert_eq!(data(&sandbox, "{ __typename }", json!({})).await["__typename"], "Query");
}

#[tokio::test]
async fn huge_operations_keep_nobody_out() {
    let sandbox = Sandbox::builder().nodes("Customer", 500).start().await.expect("start");
    let fields: String = (0..40).map(|alias| format!("a{alias}: subscriptions(filter: {{}}) {{ id }} ")).collect();
    let huge = format!("{{ customers(paging: {{first: 500}}) {{ edges {{ node {{ {fields} }} }} }} }}");
    // More of them than there are threads for connections.
    let all = futures_util::future::join_all((0..4).map(|_| post(&sandbox, &huge).send()));
    let small = async {
        sandbox.received(4).await;
        for _ in 0..20 {
            assert_eq!(data(&sandbox, "{ __typename }", json!({})).await["__typename"], "Query");
        }
    };
    tokio::pin!(all);
    tokio::select! {
        biased;
        _ = &mut all => panic!("the small ones had to wait"),
        () = small => {}
    }
    for response in all.await {
        assert_eq!(response.expect("an answer").status(), 200);
    }
}

#[tokio::test]
async fn graphql_over_http_is_kept() {
    let sandbox = Sandbox::start().await.expect("start");
    let json = "application/json; charset=utf-8";
    let newer = "application/graphql-response+json; charset=utf-8";
    let wrong_variable = json!({"query": "query($a: Int!) { __typename @skip(if: false) }", "variables": {"a": "x"}});
    for (body, well_formed) in [
        (json!({"query": "{"}), true),
        (json!({"query": "{ nope }"}), true),
        (json!({"query": "query A { __typename } query B { __typename }"}), true),
        (wrong_variable, true),
        (json!({}), false),
        (json!({"query": 1}), false),
        (json!({"query": "{ __typename }", "operationName": []}), false),
        (json!({"query": "{ __typename }", "variables": "x"}), false),
        (json!({"query": "{ __typename }", "extensions": "x"}), false),
    ] {
        for (accept, content_type, status) in [
            (None, json, 200),
            (Some("*/*"), json, 200),
            (Some("application/json"), json, 200),
            (Some("application/graphql-response+json"), newer, 400),
            (Some("application/graphql-response+json, application/json;q=0.9"), newer, 400),
            (Some("application/json, application/graphql-response+json;q=0.9"), json, 200),
        ] {
            let mut head = format!(
                "POST /graphql HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\nX-API-Key: {}\r\nContent-Type: application/json\r\n",
                sandbox.key()
            );
            if let Some(accept) = accept {
                head.push_str(&format!("Accept: {accept}\r\n"));
            }
            let text = body.to_string();
            let answer = raw(&sandbox, &format!("{head}Content-Length: {}\r\n\r\n{text}", text.len())).await;
            let status = if well_formed { status } else { 400 };
            assert!(answer.starts_with(&format!("HTTP/1.1 {status} ")), "{body} {accept:?} {answer}");
            assert!(answer.contains(&format!("content-type: {content_type}\r\n")), "{accept:?} {answer}");
            let (_, sent) = answer.split_once("\r\n\r\n").expect("a body");
            let sent: Value = serde_json::from_str(sent).expect("JSON");
            assert!(sent["errors"].is_array() && sent.get("data").is_none(), "{sent}");
        }
    }
    assert_eq!(sandbox.requests()[0].status, Some(200), "the record says what was sent");
    assert_eq!(sandbox.requests()[3].status, Some(400));
    let nulls = json!({"query": "{ __typename }", "operationName": null, "variables": null, "extensions": null});
    let response = Client::new().post(sandbox.endpoint()).header("X-API-Key", sandbox.key()).json(&nulls).send().await;
    assert_eq!(response.expect("an answer").status(), 200);
}
