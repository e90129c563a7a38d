//! `listen`: events as lines, and its ends.
#![cfg(unix)]

mod support;

use std::io::{BufRead, BufReader, Read};
use std::process::{Child, Command, Stdio};
use std::thread;

use serde_json::json;
use stigg_graphql_sandbox::{Fault, Sandbox};
use support::Desk;

const USAGE: &str = "subscription Usage { usageUpdatedV2 { customerId } }";

fn start(desk: &Desk, arguments: &[&str]) -> Child {
    let mut command = desk.command(&[&["listen"], arguments].concat());
    command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap()
}

/// Sends an event as soon as somebody listens.
fn emit(sandbox: &Sandbox, customer: &str) {
    while sandbox.emit("usageUpdatedV2", json!({ "customerId": customer })) == 0 {
        thread::yield_now();
    }
}

/// The exit code, and what was said.
fn end(mut child: Child) -> (Option<i32>, String) {
    let mut said = String::new();
    child.stderr.take().unwrap().read_to_string(&mut said).unwrap();
    (child.wait().unwrap().code(), said)
}

#[test]
fn events_are_lines_until_ctrl_c() {
    let sandbox = Sandbox::spawn().unwrap();
    let desk = Desk::at(&sandbox).file("usage.graphql", USAGE);
    let mut child = start(&desk, &["usage.graphql"]);
    let mut out = BufReader::new(child.stdout.take().unwrap());
    for customer in ["a", "b"] {
        emit(&sandbox, customer);
        let mut line = String::new();
        out.read_line(&mut line).unwrap();
        assert_eq!(line, format!("{{\"usageUpdatedV2\":{{\"customerId\":\"{customer}\"}}}}\n"));
    }
    let interrupt = Command::new("kill").args(["-INT", &child.id().to_string()]).status().unwrap();
    assert!(interrupt.success());
    assert_eq!(end(child), (Some(0), String::new()));
}

#[test]
fn it_ends_after_as_many_events_as_are_wanted() {
    let sandbox = Sandbox::spawn().unwrap();
    let desk = Desk::at(&sandbox).file("usage.graphql", USAGE);
    let mut child = start(&desk, &["usage.graphql", "--count", "1"]);
    let mut out = BufReader::new(child.stdout.take().unwrap());
    emit(&sandbox, "a");
    let mut told = String::new();
    out.read_to_string(&mut told).unwrap();
    assert_eq!(told, "{\"usageUpdatedV2\":{\"customerId\":\"a\"}}\n");
    assert_eq!(end(child), (Some(0), String::new()));
}

#[test]
fn it_ends_when_nobody_reads() {
    let sandbox = Sandbox::spawn().unwrap();
    let desk = Desk::at(&sandbox).file("usage.graphql", USAGE);
    let mut child = start(&desk, &["usage.graphql"]);
    let mut out = BufReader::with_capacity(1, child.stdout.take().unwrap());
    emit(&sandbox, "a");
    out.read_line(&mut String::new()).unwrap();
    drop(out);
    // No event comes to tell it.
    assert_eq!(end(child), (Some(0), String::new()));
}

#[test]
fn what_cannot_be_listened_to_is_said() {
    let sandbox = Sandbox::spawn().unwrap();
    let desk = Desk::at(&sandbox)
        .file("usage.graphql", USAGE)
        .file("query.graphql", "query Q { currentEnvironment }")
        .file("mistaken.graphql", "subscription S { usageUpdatedV3 { customerId } }");
    let ran = desk.run(&["listen", "mistaken.graphql"]);
    assert!(ran.code == 2 && ran.err.contains("did you mean `usageUpdatedV2` or"), "{ran:?}");
    let ran = desk.run(&["listen", "query.graphql"]);
    assert_eq!((ran.code, ran.out.as_str()), (2, ""));
    assert!(ran.err.contains("only a subscription can be listened to"), "{}", ran.err);
    sandbox.fault(Fault::error("Unauthenticated", "who are you?"));
    let ran = desk.run(&["listen", "usage.graphql"]);
    assert_eq!((ran.code, ran.out.as_str()), (1, ""));
    assert!(ran.err.starts_with("error: ") && ran.err.contains("who are you?"), "{}", ran.err);
    assert!(sandbox.requests_for("Q").is_empty());
}
