use std::sync::{Arc, Mutex};
use std::time::Duration;

use stigg_graphql::{ApiKey, Client, CustomerToken};

use crate::support::fake::{Answer, Fake, ok, reply};
use crate::support::operations::GetPlan;

const DATA: &str = r#"{"data":{"plan":{"name":"Pro"}}}"#;

#[test]
fn mistakes_come_out_of_build_and_show_no_key() {
    let errors = [
        Client::builder().build().unwrap_err(),
        Client::builder().key("").build().unwrap_err(),
        Client::builder().key("secret\nkey").build().unwrap_err(),
        Client::builder().key("k").endpoint("http://api.stigg.io/graphql").build().unwrap_err(),
        Client::builder().key("k").header("X-API-KEY", "secret").build().unwrap_err(),
        Client::builder().key("k").header("bad name", "v").build().unwrap_err(),
        Client::builder().key("k").header("x-a", "secret\n").build().unwrap_err(),
        Client::builder().key("k").user_agent("a\0b").build().unwrap_err(),
    ];
    for error in errors {
        assert!(error.is_config() && !error.may_have_executed(), "{error}");
        assert!(!format!("{error} {error:?}").contains("secret"), "{error:?}");
    }
    assert!(Client::builder().build().unwrap_err().to_string().contains("no API key"));
}

#[tokio::test(start_paused = true)]
async fn the_key_can_be_swapped_for_all_clones_while_requests_fly() {
    let fake = Fake::new(|number, _| match number {
        0 => Answer::After(Duration::from_secs(5), Box::new(reply(401, ""))),
        1 => reply(401, ""),
        _ => ok(DATA),
    });
    let client = fake.client();
    let clone = client.clone();
    let (old, new) = tokio::join!(client.send(GetPlan {}), async {
        tokio::time::sleep(Duration::from_secs(1)).await;
        clone.set_key(ApiKey::new("server-second").unwrap());
        client.send(GetPlan {}).await
    });
    let sent: Vec<_> = fake.seen().iter().map(|seen| seen.header("x-api-key").to_owned()).collect();
    assert_eq!(sent, ["server-secret-key", "server-second"]);
    let (old, new) = (old.unwrap_err(), new.unwrap_err());
    assert!(old.hint().unwrap().contains("sent with the old key, replaced 4 s ago"), "{old}");
    assert!(new.hint().unwrap().contains("sent with the new key"), "{new}");
}

#[tokio::test(start_paused = true)]
async fn a_provider_is_asked_before_every_attempt() {
    let keys = Arc::new(Mutex::new(vec!["server-3", "server-2", "server-1", "server-1"]));
    let source = keys.clone();
    let fake = Fake::script([reply(503, ""), ok(DATA)]);
    let client = fake
        .builder()
        .key_provider(move || Ok(ApiKey::new(source.lock().unwrap().pop().ok_or("no key left")?)?))
        .build()
        .unwrap();
    client.send(GetPlan {}).await.unwrap();
    let sent: Vec<_> = fake.seen().iter().map(|seen| seen.header("x-api-key").to_owned()).collect();
    assert_eq!(sent, ["server-1", "server-2"]);
    client.send(GetPlan {}).await.unwrap();
    let error = client.send(GetPlan {}).await.unwrap_err();
    assert!(error.is_config() && fake.count() == 3, "{error}");
    assert_eq!(std::error::Error::source(&error).unwrap().to_string(), "no key left");
}

#[tokio::test]
async fn a_client_can_act_for_a_customer() {
    let fake = Fake::script([ok(DATA)]);
    let client = fake.client();
    let token = CustomerToken::sign("signing-secret", "customer-1").unwrap();
    client.with_customer_token(token.clone()).send(GetPlan {}).await.unwrap();
    client.send(GetPlan {}).await.unwrap();
    assert_eq!(fake.seen()[0].header("x-customer-key"), token.expose());
    assert_eq!(fake.seen()[1].header("x-customer-key"), "");
}

#[tokio::test]
async fn a_server_that_repeats_the_key_does_not_get_it_into_errors() {
    let echo = r#"{"errors":[{"message":"Invalid key server-secret-key","extensions":{"key":"server-secret-key"}}]}"#;
    let plain = "denied: server-secret-key";
    for (status, body) in [(401, echo), (200, echo), (403, plain), (500, plain), (200, plain)] {
        let error = Fake::script([reply(status, body)]).client().send(GetPlan {}).await.unwrap_err();
        let all = format!("{error} {error:?} {:?} {:?}", error.body_excerpt(), error.graphql_errors());
        assert!(!all.contains("server-secret-key"), "{all}");
        assert!(all.contains("[API key]"), "{all}");
    }
}

/// All that an error shows: its texts, its parts and its causes.
fn shown(error: &stigg_graphql::Error) -> String {
    let mut shown = format!("{error} {error:?} {error:#?} {:?} {:?}", error.graphql_errors(), error.data());
    shown.push_str(&format!("{:?} {:?} {:?}", error.body_excerpt(), error.content_type(), error.trace_id()));
    shown.push_str(&format!("{:?} {:?} {:?}", error.path(), error.raw_code(), error.hint()));
    for entry in error.graphql_errors() {
        shown.push_str(&format!("{entry} {:?} {}", entry.path, serde_json::Value::Object(entry.extensions.clone())));
    }
    let mut source = std::error::Error::source(error);
    while let Some(cause) = source {
        shown.push_str(&format!("{cause} {cause:?}"));
        source = cause.source();
    }
    shown
}

#[tokio::test]
async fn no_secret_comes_back_in_any_spelling() {
    let token = "HMAC-SHA256 customer-1:0123456789abcdef0123456789abcdef";
    let secrets = [
        "server-secret-key-1",
        "server-secret-key-2",
        token,
        "0123456789abcdef0123456789abcdef",
        "Bearer eyJ-own-token",
        "eyJ-own-token",
        "p4ss/w0rd-of-proxy",
    ];
    let escaped = |text: &str| text.chars().map(|letter| format!("\\u{:04x}", u32::from(letter))).collect::<String>();
    let percent = |text: &str| text.bytes().map(|byte| format!("%{byte:02X}")).collect::<String>();
    let html = |text: &str| text.bytes().map(|byte| format!("&#{byte};")).collect::<String>();
    let client = |answer: Answer| {
        let client = Fake::script([answer])
            .builder()
            .key("server-secret-key-1")
            .header("Authorization", "Bearer eyJ-own-token")
            .secret_header("x-proxy-pass", "p4ss/w0rd-of-proxy")
            .customer_token(CustomerToken::from_header(token).unwrap())
            .retry(stigg_graphql::RetryPolicy::none())
            .build()
            .unwrap();
        client.set_key(ApiKey::new("server-secret-key-2").unwrap());
        client
    };
    for secret in secrets {
        let spellings = [
            secret.to_owned(),
            secret.to_ascii_uppercase(),
            escaped(secret),
            escaped(&secret.to_uppercase()),
            secret.replace('-', "\\u002D").replace('/', "\\/"),
            percent(secret),
            secret.replace('-', "%2d").replace('/', "%2F"),
            html(secret),
            escaped(&percent(secret)),
        ];
        for told in spellings {
            let entry = format!(
                r#"{{"message":"no {told}!","path":["{told}"],"extensions":{{"code":"C{told}","traceId":"{told}","{told}":[{{"a":"{told}"}}]}}}}"#
            );
            let mut headed = stigg_graphql::transport::Reply::new(200, told.clone());
            for name in ["content-type", "x-trace-id"] {
                headed.headers.insert(name, told.parse().unwrap());
            }
            let answers = [
                ok(format!(r#"{{"errors":[{entry}]}}"#)),
                reply(401, format!(r#"{{"data":{{"x":"{told}"}},"errors":[{entry}]}}"#)),
                ok(format!(r#"{{"data":{{"plan":{{"name":"x"}},"{told}":"{told}"}},"errors":[{entry}]}}"#)),
                ok(format!(r#"{{"data":{{"plan":"{told}"}}}}"#)),
                reply(400, format!(r#"{{"error":"E{told}","message":["{told}"]}}"#)),
                reply(500, format!("<p>{told}</p>")),
                ok(format!("{}{told}", " ".repeat(150))),
                Answer::Reply(headed),
            ];
            for answer in answers {
                let error = client(answer).send(GetPlan {}).await.unwrap_err();
                let shown = shown(&error).to_ascii_lowercase();
                for part in [secret, &percent(secret), &html(secret), &escaped(secret)] {
                    assert!(!shown.contains(&part.to_ascii_lowercase()), "{part} in {shown}");
                }
                let label =
                    ["[api key]", "[customer token]", "[secret header]"].iter().any(|label| shown.contains(label));
                assert!(label, "{shown}");
            }
        }
    }
    // A success shows nothing but its data either, and what is no secret stays.
    let mut answer =
        stigg_graphql::transport::Reply::new(200, r#"{"data":{"plan":{"name":"x"}},"extensions":{"team":"billing"}}"#);
    answer.headers.insert("x-echo", "key=server-secret-key-1; team=billing".parse().unwrap());
    let response = client(Answer::Reply(answer)).execute(GetPlan {}).await.unwrap();
    assert_eq!(response.headers["x-echo"], "key=[API key]; team=billing");
}

#[tokio::test]
async fn headers_whose_names_say_so_are_sensitive() {
    let fake = Fake::script([ok(DATA)]);
    let names = [
        ("authorization", true),
        ("Cookie", true),
        ("x-auth-token", true),
        ("proxy_password", true),
        ("x-team", false),
        ("idempotency-key", false),
        ("x-monkey", false),
        ("x-own", false),
    ];
    let builder = names.iter().fold(fake.builder(), |builder, (name, _)| builder.header(*name, "value-of-it"));
    builder.secret_header("x-vault", "value").build().unwrap().send(GetPlan {}).await.unwrap();
    let request = &fake.seen()[0].request;
    for (name, sensitive) in names {
        assert_eq!(request.headers[name].is_sensitive(), sensitive, "{name}");
    }
    assert!(request.headers["x-vault"].is_sensitive());
}

/// Fails with a cause that repeats the key.
struct Telling;

impl stigg_graphql::Transport for Telling {
    fn send(&self, request: stigg_graphql::transport::Request) -> stigg_graphql::transport::Sending<'_> {
        let key = request.headers["x-api-key"].to_str().unwrap().to_uppercase();
        let inner = std::io::Error::other(format!("closed: {key}"));
        let outer = std::io::Error::other(inner);
        let error = stigg_graphql::transport::TransportError::new(stigg_graphql::transport::Fault::Interrupted)
            .caused_by(outer);
        Box::pin(async { Err(error) })
    }
}

#[tokio::test]
async fn causes_show_no_secret_either() {
    let builder = Client::builder().key("server-secret-key").transport(Telling);
    let client = builder.retry(stigg_graphql::RetryPolicy::none()).build().unwrap();
    let error = client.send(GetPlan {}).await.unwrap_err();
    assert!(!shown(&error).to_lowercase().contains("secret-key"), "{}", shown(&error));
    assert!(error.to_string().ends_with("closed: [API key]"), "{error}");
    assert_eq!(std::error::Error::source(&error).unwrap().to_string(), "closed: [API key]");
}
