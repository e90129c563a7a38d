//! `pull`: what a server tells is the schema it serves.

mod support;

use serde_json::json;
use stigg_graphql_sandbox::{DEFAULT_SCHEMA, Fault, Sandbox};
use support::Desk;

#[test]
fn the_shipped_schema_comes_back_as_it_is() {
    let sandbox = Sandbox::spawn().unwrap();
    let ran = Desk::at(&sandbox).run(&["pull"]);
    assert_eq!((ran.code, ran.err.as_str()), (0, ""));
    // All but the comments at its head.
    let start = DEFAULT_SCHEMA.find("schema {").unwrap();
    assert!(ran.out == DEFAULT_SCHEMA[start..], "{}", &ran.out[..500]);
}

#[test]
fn everything_a_schema_can_say_is_kept_and_sorted() {
    let schema = r#"
        "of the schema" schema { query: Root mutation: Changes }
        """
        First line.

          Indented "quotes" and a \ backslash.
        """
        type Root { b(z: Int = 3, "why" a: [In!]! = [{k: A}]): U @deprecated n: Node a: String @deprecated(reason: "use \"b\"") }
        type Changes { do(by: Int): Kind }
        interface Node { id: ID! }
        interface Aged implements Node { id: ID! age: Int }
        type T implements Node & Aged { id: ID! age: Int }
        type V { v: [[Float!]]! }
        union U = V | T
        enum Kind { B "the first" A @deprecated C }
        input In { s: String = "", k: Kind = A, old: Int @deprecated }
        scalar Day @specifiedBy(url: "https://example.com/day")
        directive @mark("when" on: Boolean! = true) repeatable on QUERY | FIELD
    "#;
    let expected = r#""of the schema"
schema {
  query: Root
  mutation: Changes
}

directive @mark(
  "when"
  on: Boolean! = true
) repeatable on QUERY | FIELD

interface Aged implements Node {
  age: Int
  id: ID!
}

type Changes {
  do(by: Int): Kind
}

scalar Day @specifiedBy(url: "https://example.com/day")

input In {
  k: Kind = A
  old: Int @deprecated
  s: String = ""
}

enum Kind {
  "the first"
  A @deprecated
  B
  C
}

interface Node {
  id: ID!
}

"""
First line.

  Indented "quotes" and a \ backslash.
"""
type Root {
  a: String @deprecated(reason: "use \"b\"")
  b(
    "why"
    a: [In!]! = [{k: A}]
    z: Int = 3
  ): U @deprecated
  n: Node
}

type T implements Aged & Node {
  age: Int
  id: ID!
}

union U = T | V

type V {
  v: [[Float!]]!
}
"#;
    let sandbox = Sandbox::builder().schema(schema).spawn().unwrap();
    Desk::at(&sandbox).run(&["pull"]).is(0, expected, "");
    // What was pulled is served and pulled again without a difference.
    let again = Sandbox::builder().schema(expected).spawn().unwrap();
    Desk::at(&again).run(&["pull"]).is(0, expected, "");
}

#[test]
fn the_file_is_touched_only_when_the_schema_changed() {
    let sandbox = Sandbox::builder().schema("type Query { a: Int }").spawn().unwrap();
    let desk = Desk::at(&sandbox);
    let ran = desk.run(&["pull", "--out", "schema.graphql"]);
    assert_eq!((ran.code, ran.err.as_str()), (0, ""));
    assert!(ran.out.starts_with("wrote schema.graphql: "), "{}", ran.out);
    assert_eq!(desk.read("schema.graphql"), "schema {\n  query: Query\n}\n\ntype Query {\n  a: Int\n}\n");
    desk.run(&["pull", "--out", "schema.graphql"]).is(0, "schema.graphql is up to date\n", "");
    let ran = desk.run(&["pull", "--out", "no/such/folder.graphql"]);
    assert_eq!(ran.code, 1);
    assert!(
        ran.err.starts_with(&format!("error: cannot write {}\n  because: ", desk.shown("no/such/folder.graphql"))),
        "{}",
        ran.err
    );
}

#[test]
fn refusals_are_told() {
    let sandbox = Sandbox::spawn().unwrap();
    let ran = Desk::new().run(&["pull", "--endpoint", &sandbox.endpoint()]);
    assert_eq!((ran.code, ran.out.as_str()), (2, ""));
    assert!(ran.err.starts_with("error: no API key: "), "{}", ran.err);
    let desk = Desk::at(&sandbox).file("schema.graphql", "old");
    sandbox.fault(Fault::error("IntrospectionOff", "introspection is not allowed"));
    let ran = desk.run(&["pull", "--out", "schema.graphql"]);
    assert_eq!((ran.code, ran.out.as_str()), (1, ""));
    assert!(ran.err.contains("introspection is not allowed"), "{}", ran.err);
    assert_eq!(desk.read("schema.graphql"), "old");
    let ran = desk.run(&["pull", "--endpoint", "http://example.com"]);
    assert_eq!(ran.code, 2);
    assert!(ran.err.contains("not encrypted"), "{}", ran.err);
}

#[test]
fn what_a_server_cannot_be_asked_is_left_out() {
    // A server of an older specification: no `isRepeatable`, no `specifiedByURL`, no deprecated arguments.
    let sandbox = Sandbox::spawn().unwrap();
    let fields = |names: &[&str]| json!({"fields": names.iter().map(|name| json!({"name": name, "args": []})).collect::<Vec<_>>()});
    let abilities = json!({
        "schema": fields(&["types"]),
        "type": {"fields": [{"name": "fields", "args": [{"name": "includeDeprecated"}]}, {"name": "inputFields", "args": []}]},
        "field": fields(&["args", "isDeprecated", "deprecationReason"]),
        "value": fields(&["name"]),
        "directive": fields(&["args"]),
    });
    let answer = json!({"data": abilities}).to_string();
    sandbox.fault(Fault::respond(200, "application/json", answer).on("IntrospectionAbilities"));
    let ran = Desk::at(&sandbox).run(&["pull"]);
    assert_eq!((ran.code, ran.err.as_str()), (0, ""));
    let asked = sandbox.requests_for("IntrospectionQuery");
    let query = &asked[0].document;
    assert!(query.contains("fields(includeDeprecated: true)"), "{query}");
    for missing in ["isRepeatable", "specifiedByURL", "isOneOf", "inputFields(", "args("] {
        assert!(!query.contains(missing), "{missing}: {query}");
    }
}
