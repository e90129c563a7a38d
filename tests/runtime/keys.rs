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
