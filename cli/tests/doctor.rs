//! `doctor`: each thing that can be wrong, and that the key is never shown.

mod support;

use serde_json::json;
use stigg_graphql_sandbox::{Fault, Sandbox, Scope};
use support::{Desk, Ran};

const ADVICE: &str = "\n                -> ";

/// The first failure's line and its advice.
fn failure(ran: &Ran) -> (&str, &str) {
    assert_eq!((ran.code, ran.err.as_str()), (1, ""), "{ran:?}");
    let at = ran.out.find("FAIL  ").unwrap_or_else(|| panic!("{ran:?}"));
    ran.out[at..].trim_end().split_once(ADVICE).unwrap_or_else(|| panic!("{ran:?}"))
}

fn port(sandbox: &Sandbox) -> String {
    sandbox.endpoint().split([':', '/']).nth(4).unwrap().to_owned()
}

#[test]
fn a_key_that_works() {
    let sandbox = Sandbox::spawn().unwrap();
    sandbox.on("currentEnvironment", json!("production"));
    let (endpoint, port) = (sandbox.endpoint(), port(&sandbox));
    let expected = |origin: &str| {
        format!(
            "ok    key       STIGG_SERVER_API_KEY holds a server key (it begins with `server-`)\n\
             ok    endpoint  {endpoint} ({origin})\n\
             ok    network   127.0.0.1 takes connections on port {port}\n\
             ok    query     accepted; the key belongs to the environment `production`\n\nEverything works.\n"
        )
    };
    Desk::at(&sandbox).run(&["doctor"]).is(0, &expected("STIGG_API_URL"), "");
    let desk = Desk::new().with("STIGG_SERVER_API_KEY", sandbox.key());
    desk.run(&["doctor", "--endpoint", &endpoint]).is(0, &expected("--endpoint"), "");
    assert_eq!(sandbox.requests_for("Doctor").len(), 2);
}

#[test]
fn no_key() {
    let (line, advice) = (
        "FAIL  key       the environment variable STIGG_SERVER_API_KEY is not set",
        "export STIGG_SERVER_API_KEY=... with a server key, from Integrations > API keys in Stigg's app; \
         a variable of the shell alone (without `export`) is not passed on",
    );
    assert_eq!(failure(&Desk::new().run(&["doctor"])), (line, advice));
    let ran = Desk::new().with("STIGG_SERVER_API_KEY", " ").run(&["doctor"]);
    assert_eq!(failure(&ran), (line.replace("not set", "empty").as_str(), advice));
}

#[test]
fn a_key_that_cannot_be_one() {
    for (key, told) in [
        ("\"server-hidden\"", "begins with a quotation mark"),
        ("Bearer server-hidden", "begins with `Bearer`"),
        ("server-hidden and more", "has a character at byte 13"),
    ] {
        let ran = Desk::new().with("STIGG_SERVER_API_KEY", key).run(&["doctor"]);
        assert!(failure(&ran).0.contains(told), "{ran:?}");
        assert!(!ran.out.contains("hidden"), "{ran:?}");
    }
}

#[test]
fn a_key_that_is_not_accepted() {
    let sandbox = Sandbox::spawn().unwrap();
    for (key, note) in [("server-hidden", "ok    key  "), ("hidden", "note  key  "), ("client-hidden\n", "note  key  ")]
    {
        let ran = Desk::at(&sandbox).with("STIGG_SERVER_API_KEY", key).run(&["doctor"]);
        assert!(ran.out.starts_with(note), "{ran:?}");
        let (line, advice) = failure(&ran);
        assert!(line.starts_with("FAIL  query     Doctor: HTTP 401: "), "{line}");
        assert!(advice.starts_with("401: the server does not know the key."), "{advice}");
        assert!(!ran.out.contains("hidden"), "{ran:?}");
    }
}

#[test]
fn a_key_that_may_not() {
    let sandbox =
        Sandbox::builder().scoped_key("server-scoped", Scope::Fields(vec!["customers".into()])).spawn().unwrap();
    let ran = Desk::at(&sandbox).with("STIGG_SERVER_API_KEY", "server-scoped").run(&["doctor"]);
    let (line, advice) = failure(&ran);
    assert!(line.starts_with("FAIL  query     Doctor: HTTP 403: "), "{line}");
    assert!(advice.starts_with("403: the server knows the key, but it may not do this."), "{advice}");
}

#[test]
fn an_endpoint_that_is_none() {
    let sandbox = Sandbox::spawn().unwrap();
    for (endpoint, step, told) in [
        ("api.stigg.io", "endpoint", "correct --endpoint"),
        ("http://example.com/graphql", "endpoint", "correct --endpoint"),
        (&sandbox.endpoint().replace("http", "https"), "tls", "is the endpoint really https?"),
        (&sandbox.endpoint().replace("graphql", "elsewhere"), "query", "there is no GraphQL at this path"),
    ] {
        let ran = Desk::at(&sandbox).run(&["doctor", "--endpoint", endpoint]);
        let (line, advice) = failure(&ran);
        assert!(line.starts_with(&format!("FAIL  {step:<9} ")), "{line}");
        assert!(advice.starts_with(told), "{advice}");
        assert!(!ran.out.contains(sandbox.key()), "{ran:?}");
    }
}

#[test]
fn nobody_at_the_port() {
    let sandbox = Sandbox::spawn().unwrap();
    let (endpoint, port) = (sandbox.endpoint(), port(&sandbox));
    drop(sandbox);
    let ran = Desk::new().with("STIGG_SERVER_API_KEY", "server-1").run(&["doctor", "--endpoint", &endpoint]);
    let (line, advice) = failure(&ran);
    assert!(line.starts_with(&format!("FAIL  network   127.0.0.1 takes no connections on port {port}: ")), "{line}");
    assert!(advice.starts_with("check the port of the endpoint"), "{advice}");
}

#[test]
fn answers_that_are_none() {
    for (fault, told) in [
        (Fault::rate_limited(), "429: too many calls"),
        (Fault::status(503), "the server has a problem"),
        (Fault::html(), "is this a GraphQL endpoint?"),
        (Fault::redirect("https://example.com/"), "the endpoint is somewhere else"),
        (Fault::error("BadUserInput", "no such field"), "the server answers, but does not know this query"),
    ] {
        let sandbox = Sandbox::builder().fault(fault).spawn().unwrap();
        let ran = Desk::at(&sandbox).run(&["doctor"]);
        let (_, advice) = failure(&ran);
        assert!(advice.starts_with(told), "{advice}");
        assert_eq!(sandbox.requests().len(), 1, "it asks once");
    }
}

#[test]
fn a_publishable_key_is_not_everything_and_json_has_all_steps() {
    let sandbox =
        Sandbox::builder().scoped_key("client-reads", Scope::Fields(vec!["currentEnvironment".into()])).spawn();
    let sandbox = sandbox.unwrap();
    let desk = Desk::at(&sandbox).with("STIGG_SERVER_API_KEY", "client-reads");
    let ran = desk.run(&["doctor"]);
    assert_eq!((ran.code, ran.err.as_str()), (0, ""));
    assert!(ran.out.ends_with("\nThe key is accepted, but not for everything: see the notes above.\n"), "{}", ran.out);
    // A note on something else does not hide that.
    let desk = desk.with("STIGG_SERVER_API_KEY", "client-reads\n");
    let ran = desk.run(&["doctor", "--format", "json"]);
    assert_eq!((ran.code, ran.err.as_str()), (0, ""));
    let report = ran.json();
    assert_eq!(report["verdict"], "works-in-part");
    let steps: Vec<_> =
        report["steps"].as_array().unwrap().iter().map(|step| (&step["step"], &step["outcome"])).collect();
    let expected = [("key", "note"), ("key", "note"), ("endpoint", "ok"), ("network", "ok"), ("query", "ok")];
    assert_eq!(
        steps,
        expected.map(|(step, outcome)| (json!(step), json!(outcome))).iter().map(|(a, b)| (a, b)).collect::<Vec<_>>()
    );
    let ran = Desk::at(&sandbox).with("STIGG_SERVER_API_KEY", "").run(&["doctor", "--format", "json"]);
    assert_eq!(ran.code, 1);
    let report = ran.json();
    assert_eq!((&report["verdict"], &report["steps"][0]["outcome"]), (&json!("fails"), &json!("failed")));
    assert!(report["steps"][0]["advice"].as_str().unwrap().starts_with("export STIGG_SERVER_API_KEY="), "{report}");
}
