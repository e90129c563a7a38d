//! A reader that goes away early, as `head` does.
#![cfg(unix)]

mod support;

use std::io::{BufRead, BufReader, Read};
use std::process::{Child, Stdio};

use stigg_graphql_sandbox::Sandbox;
use support::Desk;

/// Reads one line and closes the pipe.
fn head(child: &mut Child) -> String {
    let mut line = String::new();
    BufReader::with_capacity(1, child.stdout.take().unwrap()).read_line(&mut line).unwrap();
    line
}

fn piped(desk: &Desk, arguments: &[&str]) -> (i32, String, String) {
    let mut child = desk.command(arguments).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    let line = head(&mut child);
    let mut errors = String::new();
    child.stderr.take().unwrap().read_to_string(&mut errors).unwrap();
    (child.wait().unwrap().code().unwrap(), line, errors)
}

#[test]
fn a_verdict_is_not_lost() {
    // More than a pipe holds, so that the program is still writing when its reader goes away.
    let mistakes: String = (0..2_000).map(|nth| format!("query Q{nth} {{ nothing{nth} }}\n")).collect();
    let desk = Desk::new().file("queries/a.graphql", &mistakes);
    let (code, line, errors) = piped(&desk, &["check"]);
    assert_eq!((code, line.as_str(), errors.as_str()), (1, "error: unknown field `nothing0` on `Query`\n", ""));
}

#[test]
fn pages_that_nobody_reads_are_not_asked_for() {
    let sandbox = Sandbox::builder().nodes("Customer", 5_000).null_one_in(0).spawn().unwrap();
    let desk = Desk::at(&sandbox);
    let all = ["run", "ListCustomers", "--all", "--page-size", "10", "--format", "ndjson"];
    let (code, line, errors) = piped(&desk, &all);
    assert!(line.contains("customer-0001"), "{line}");
    assert_eq!((code, errors.as_str()), (0, ""));
    let pages = sandbox.requests_for("ListCustomers").len();
    assert!(pages < 250, "{pages} of 500 pages were asked for");
}
