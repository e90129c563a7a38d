//! `keys`: a life of a key, and that a secret is told once and to nobody else.

mod support;

use stigg_graphql_sandbox::Sandbox;
use support::{Desk, Ran};

#[test]
fn a_key_is_made_rotated_and_revoked() {
    let sandbox = Sandbox::spawn().unwrap();
    let desk = Desk::at(&sandbox);
    let keys = |arguments: &[&str]| desk.run(&[&["keys"], arguments].concat());

    let scopes = keys(&["scopes"]);
    assert_eq!((scopes.code, scopes.err.as_str()), (0, ""));
    assert!(scopes.out.lines().all(|line| line.split_once(':').is_some()) && !scopes.out.is_empty(), "{}", scopes.out);

    let made = keys(&["create", "reports", "--scope", "customer:read"]);
    assert_eq!(made.code, 0, "{made:?}");
    assert_eq!(made.out.lines().count(), 1, "{}", made.out);
    let token = made.out.trim_end();
    assert!(made.err.starts_with("note: made ") && !made.err.contains(token), "{}", made.err);
    let id = made.err.split_whitespace().nth(2).unwrap().to_owned();
    assert!(made.err.contains("reports"), "{}", made.err);

    let listed = keys(&["list"]);
    assert_eq!((listed.code, listed.err.as_str()), (0, ""));
    assert!(listed.out.lines().any(|line| line.starts_with(&id) && line.contains("reports")), "{}", listed.out);
    assert!(!listed.out.contains(token), "{}", listed.out);
    let listed = keys(&["list", "--format", "json"]).json();
    assert!(listed.as_array().unwrap().iter().any(|key| key["id"] == id.as_str() && key["name"] == "reports"));
    assert_eq!(keys(&["scopes", &id]).code, 0);

    let rotated = keys(&["rotate", &id, "--grace", "24h"]);
    assert_eq!(rotated.code, 0, "{rotated:?}");
    assert_eq!(rotated.out.lines().count(), 1, "{}", rotated.out);
    assert!(!rotated.err.contains(rotated.out.trim_end()), "{}", rotated.err);
    let sent = sandbox.requests_for("RotateApiKey");
    assert!(sent[0].variable("input.expirationDate").is_some_and(serde_json::Value::is_string));

    let revoked = keys(&["revoke", &id]);
    assert_eq!((revoked.code, revoked.err.as_str()), (0, ""));
    assert!(revoked.out.starts_with(&format!("revoked {id}")), "{}", revoked.out);
}

#[test]
fn a_key_that_nobody_read_is_not_made_in_silence() {
    let sandbox = Sandbox::spawn().unwrap();
    let desk = Desk::at(&sandbox);
    let (reader, writer) = std::io::pipe().unwrap();
    drop(reader);
    let mut command = desk.command(&["keys", "create", "reports", "--scope", "CUSTOMER:READ"]);
    let ran = Ran::of(command.stdout(writer).output().unwrap());
    assert_eq!(ran.code, 1);
    assert!(
        ran.err.ends_with("\nerror: nobody read the new key, and it is not told again: revoke it\n"),
        "{}",
        ran.err
    );
    assert_eq!(sandbox.requests_for("CreateScopedApiKey").len(), 1);
}

#[test]
fn what_cannot_be_meant_is_a_wrong_call() {
    let sandbox = Sandbox::spawn().unwrap();
    let desk = Desk::at(&sandbox);
    let id = "4bf0b6b4-0d9f-4c5e-a4f5-2f8a4a2f7f4b";
    for (arguments, told) in [
        (&["create", "x"][..], "--scope"),
        (&["create", "x", "--scope", "CUSTOMER"], "RESOURCE:ACTION"),
        (&["create", "x", "--scope", "CUSTOMER:re ad"], "`stigg-graphql keys scopes` has those that there are"),
        (&["rotate", id, "--grace", "soon"], "for example 24h or 90m"),
        (&["rotate", id, "--grace=-1h"], "for example 24h or 90m"),
        (&["revoke", "mine"], "invalid value 'mine'"),
    ] {
        let ran = desk.run(&[&["keys"], arguments].concat());
        assert_eq!((ran.code, ran.out.as_str()), (2, ""), "{arguments:?}");
        assert!(ran.err.contains(told), "{arguments:?}: {}", ran.err);
    }
    assert!(sandbox.requests().is_empty());
}
