//! What a schema, a file name or a server says reaches the terminal as letters that it only shows, and cannot forge a line.

mod support;

use serde_json::{Value, json};
use stigg_graphql_codegen::terminal;
use stigg_graphql_sandbox::{Fault, Sandbox};
use support::{Desk, Ran};

/// Clears the screen, rings, begins a line, colours, turns around.
const SAID: &str = "a\u{1b}[2J\u{7}\r\n\u{9b}31mb\u{7f}\u{202e}c\u{2066}d\u{200b}e";
/// The same, shown.
const SHOWN: &str = r"a\u{1b}[2J\u{7}\u{d}\u{a}\u{9b}31mb\u{7f}\u{202e}c\u{2066}d\u{200b}e";
/// The same in an error of the client, which escapes by itself.
const ESCAPED: &str = r"a\u{1b}[2J\u{7}\r\n\u{9b}31mb\u{7f}\u{202e}c\u{2066}d\u{200b}e";

/// Asserts that nothing of what was printed does more than show itself.
#[track_caller]
fn is_shown(ran: &Ran) {
    for line in ran.out.split('\n').chain(ran.err.split('\n')) {
        assert_eq!(terminal::line(line), line);
    }
}

/// A schema that says it wherever one can.
fn schema() -> String {
    let said = Value::from(SAID).to_string();
    format!(
        "type Query {{ {said} a({said} x: String = {said}): Int @deprecated(reason: {said}) }}
        {said} enum E {{ {said} A @deprecated(reason: {said}) }}"
    )
}

#[test]
fn a_name_of_an_environment_forges_no_step() {
    let sandbox = Sandbox::spawn().unwrap();
    sandbox.on("currentEnvironment", json!(format!("x`\nok    tls       {SAID}")));
    let ran = Desk::at(&sandbox).run(&["doctor"]);
    is_shown(&ran);
    let expected =
        format!(r"ok    query     accepted; the key belongs to the environment `x`\u{{a}}ok    tls       {SHOWN}`");
    assert_eq!(ran.out.lines().filter(|line| line.starts_with("ok ")).count(), 4, "{}", ran.out);
    assert!(ran.out.lines().any(|line| line == expected), "{}", ran.out);
}

#[test]
fn a_refusal_forges_no_step() {
    let sandbox = Sandbox::spawn().unwrap();
    sandbox.fault(Fault::error("Unknown", SAID));
    let ran = Desk::at(&sandbox).run(&["doctor"]);
    is_shown(&ran);
    assert!(ran.out.contains(ESCAPED), "{}", ran.out);
    assert_eq!(ran.out.lines().filter(|line| line.starts_with("FAIL  ")).count(), 1, "{}", ran.out);
}

#[test]
fn data_is_told_and_not_obeyed() {
    let sandbox = Sandbox::spawn().unwrap();
    sandbox.on("currentEnvironment", json!(SAID));
    let desk = Desk::at(&sandbox).file("q.graphql", "query Q { currentEnvironment }");
    let ran = desk.run(&["run", "q.graphql", "--format", "table"]);
    is_shown(&ran);
    let cut: String = SHOWN.chars().take(37).collect();
    ran.is(0, &format!("currentEnvironment\n{}\n{cut}...\n", "-".repeat(40)), "");
    for format in ["json", "ndjson"] {
        let ran = desk.run(&["run", "q.graphql", "--format", format]);
        is_shown(&ran);
        assert_eq!(ran.json(), json!({ "currentEnvironment": SAID }));
    }
    // Other programs read it; the standard has no way to write a letter but as it is.
    let ran = desk.run(&["run", "q.graphql", "--format", "csv"]);
    assert_eq!(ran.out, format!("currentEnvironment\n\"{SAID}\"\n"));
}

#[test]
fn refusals_are_one_line() {
    let sandbox = Sandbox::spawn().unwrap();
    let desk = Desk::at(&sandbox).file("q.graphql", "query Q { currentEnvironment }");
    sandbox.fault(Fault::error("Unknown", SAID));
    for command in [&["run", "q.graphql"][..], &["pull"]] {
        let ran = desk.run(command);
        is_shown(&ran);
        assert!(ran.err.contains(ESCAPED), "{}", ran.err);
        assert_eq!((ran.code, ran.err.lines().count()), (1, 1), "{}", ran.err);
    }
}

#[test]
fn a_schema_is_pulled_as_it_is() {
    let sandbox = Sandbox::builder().schema(schema()).spawn().unwrap();
    let ran = Desk::at(&sandbox).run(&["pull"]);
    is_shown(&ran);
    assert_eq!((ran.code, ran.err.as_str()), (0, ""));
    assert!(ran.out.contains(r"a\u001b[2J\u0007\r\n\u009b31mb\u007f\u202ec\u2066d\u200be"), "{}", ran.out);
    let again = Sandbox::builder().schema(&ran.out).spawn().unwrap();
    Desk::at(&again).run(&["pull"]).is(0, &ran.out, "");
    // It means what it meant: nothing is different.
    let desk = Desk::new().file("told.graphql", &schema()).file("pulled.graphql", &ran.out);
    desk.run(&["diff", "told.graphql", "pulled.graphql"]).is(0, "0 breaking, 0 dangerous, 0 safe\n", "");
}

#[test]
fn reports_show_what_they_report() {
    let name = "queries/👩\u{200d}💻.graphql";
    let shown = r"queries/👩\u{200d}💻.graphql";
    let desk = Desk::new()
        .file("old.graphql", &schema())
        .file("new.graphql", &schema().replace("a[2J", "b").replace(r"a\u001b", r"b\u001b"))
        .file(name, "query Q { a }");
    let check = ["check", "--schema", "old.graphql", "--deprecated", "warn"];
    let ran = desk.run(&check);
    is_shown(&ran);
    assert!(
        ran.out.starts_with(&format!("warning: `Query.a` is deprecated: {SHOWN}\n --> {shown}:1:11\n")),
        "{}",
        ran.out
    );
    let ran = desk.run(&[&check[..], &["--format", "json"]].concat());
    is_shown(&ran);
    assert_eq!(ran.json()[0]["message"], format!("`Query.a` is deprecated: {SAID}"));

    let ran = desk.run(&["diff", "old.graphql", "new.graphql", "--queries", "queries"]);
    is_shown(&ran);
    assert!(ran.out.contains(&format!("    used by Q ({shown})\n")), "{}", ran.out);
    assert!(ran.out.contains(r"2J\u0007\r\n\u009B31mb\u007F\u{202e}c\u{2066}d\u{200b}e"), "{}", ran.out);
    let ran = desk.run(&["diff", "old.graphql", "new.graphql", "--queries", "queries", "--format", "json"]);
    is_shown(&ran);
    assert_eq!(ran.json()["changes"][0]["operations"][0]["file"], name);

    let ran = desk.run(&["generate", "--schema", "old.graphql"]);
    is_shown(&ran);
    assert_eq!((ran.code, ran.err.as_str()), (0, ""));
}

#[test]
fn a_name_of_a_file_forges_no_line() {
    let name = "x\nerror: forged\u{1b}[2J.graphql";
    let desk = Desk::new().file("ok.graphql", "type Query { a: Int }");
    for arguments in [
        &["run", name][..],
        &["diff", "ok.graphql", name],
        &["diff", "ok.graphql", "ok.graphql", "--queries", name],
        &["check", "--queries", name],
        &["check", "--schema", name],
    ] {
        let ran = desk.run(arguments);
        is_shown(&ran);
        let all = ran.out + &ran.err;
        assert!(all.contains(r"`x\u{a}error: forged\u{1b}[2J.graphql`"), "{all}");
        assert!(!all.contains("\nerror: forged"), "{all}");
    }
}

/// The report on a schema has the lines that it had.
#[test]
fn a_sandbox_shows_the_schema_that_it_refuses() {
    let desk = Desk::new().file("bad.graphql", "type Query {\n  a: Gone # \u{1b}[2J\u{9b}\u{202e}\n}\n");
    let ran = desk.run(&["sandbox", "--port", "0", "--schema", "bad.graphql"]);
    is_shown(&ran);
    assert_eq!(ran.code, 1);
    assert!(
        ran.err.starts_with("error: the sandbox did not start\n  because: the schema is not valid\n"),
        "{}",
        ran.err
    );
    assert!(ran.err.contains(r"  a: Gone # \u{1b}[2J\u{9b}\u{202e}"), "{}", ran.err);
}
