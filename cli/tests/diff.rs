//! `diff` as a user sees it: reports, exit codes, and which operations meet a change. What it says of each kind of change is in
//! `diff_rules`.

mod support;

use stigg_graphql_sandbox::DEFAULT_SCHEMA;
use support::Desk;

const OLD: &str = "
    type Query { plan(id: ID, size: Int = 10): Plan customers(filter: Filter): [Customer] thing: Thing node: Node }
    interface Node { id: ID }
    type Plan implements Node { id: ID name: String status: Status }
    type Customer { id: ID plan: Plan }
    union Thing = Plan
    enum Status { DRAFT LIVE }
    enum Order { ASC DESC }
    input Filter { name: String order: Order nested: Nested }
    input Nested { deep: Int }
    directive @hot(a: Int) on FIELD
";

/// Which operations meet the change from `was` to `is` in the old schema.
fn touched(was: &str, is: &str, operations: &str) -> Vec<String> {
    assert!(OLD.contains(was), "{was}");
    let desk = Desk::new()
        .file("old.graphql", OLD)
        .file("new.graphql", &OLD.replacen(was, is, 1))
        .file("queries/all.graphql", operations);
    let ran = desk.run(&["diff", "old.graphql", "new.graphql", "--queries", "queries", "--format", "json"]);
    let report = ran.json();
    let changes = report["changes"].as_array().unwrap();
    assert_eq!(changes.len(), 1, "{ran:?}");
    let operations = changes[0]["operations"].as_array().unwrap();
    assert!(operations.iter().all(|operation| operation["file"] == "queries/all.graphql"));
    operations.iter().map(|operation| operation["name"].as_str().unwrap().to_owned()).collect()
}

#[test]
fn a_shipped_fragment_meets_changes_too() {
    let (before, after) = DEFAULT_SCHEMA.split_once("type Customer {\n").unwrap();
    let changed = after.replacen("  name: String\n", "  name: String!\n", 1);
    let desk = Desk::new()
        .file("old.graphql", DEFAULT_SCHEMA)
        .file("new.graphql", &format!("{before}type Customer {{\n{changed}"))
        .file("queries/a.graphql", "query A { customers { edges { node { ...CustomerReferenceFragment } } } }")
        .file("queries/b.graphql", "query B { customers { edges { node { id } } } }");
    let ran = desk.run(&["diff", "old.graphql", "new.graphql", "--queries", "queries", "--format", "json"]);
    let report = ran.json();
    assert_eq!(report["changes"].as_array().map(Vec::len), Some(1), "{ran:?}");
    assert_eq!(report["changes"][0]["operations"][0]["name"], "A");
    let text = desk.run(&["diff", "old.graphql", "new.graphql", "--queries", "queries"]).out;
    let path = "fragments::CustomerReferenceFragment.name";
    assert!(text.contains(&format!("{path}: Option<String> -> String")), "{text}");
}

#[test]
fn fields_and_arguments_touch_what_selects_and_passes_them() {
    let operations = "
        query Name { plan { ...P } } fragment P on Plan { name }
        query Id { plan(id: 1) { id } }
        query Size($size: Int) { a: plan(size: $size) { id } b: plan(size: 5) { id } }
        query Five { plan(size: 5) { id } }
        query Inline { customers { plan { ... on Plan { name } } } }
        query Interface { node { ... on Plan { name } } }
    ";
    let all = ["Name", "Id", "Size", "Five"];
    assert_eq!(touched("name: String status", "status", operations), ["Name", "Inline", "Interface"]);
    assert_eq!(touched("name: String status", "name: Int status", operations), ["Name", "Inline", "Interface"]);
    assert_eq!(touched("name: String status", "name: String! status", operations), ["Name", "Inline", "Interface"]);
    assert_eq!(touched("(id: ID, size", "(size", operations), ["Id"]);
    assert_eq!(touched("(id: ID, size", "(id: Int, size", operations), ["Id"]);
    assert_eq!(touched("(id: ID, size", "(more: ID!, id: ID, size", operations), all);
    assert_eq!(touched("(id: ID, size", "(more: ID, id: ID, size", operations), all);
    // Whoever passes a value does not notice its default; whoever passes a variable may.
    assert_eq!(touched("Int = 10", "Int = 20", operations), ["Name", "Id", "Size"]);
    assert_eq!(touched("name: String status", "name: String more: Int status", operations), [""; 0]);
}

#[test]
fn inputs_touch_what_may_send_them() {
    let operations = "
        query Variable($filter: Filter) { customers(filter: $filter) { id } }
        query Literal { customers(filter: {name: \"x\", order: ASC}) { id } }
        query Deep { customers(filter: {nested: {deep: 1}}) { id } }
        query None { customers { id } }
    ";
    assert_eq!(touched("{ name: String order", "{ order", operations), ["Variable", "Literal"]);
    assert_eq!(
        touched("{ name: String order", "{ more: Int name: String order", operations),
        ["Variable", "Literal", "Deep"]
    );
    assert_eq!(
        touched("{ name: String order", "{ more: Int! name: String order", operations),
        ["Variable", "Literal", "Deep"]
    );
    assert_eq!(touched("deep: Int", "deep: Int!", operations), ["Variable", "Deep"]);
    assert_eq!(touched("ASC DESC", "ASC", operations), ["Variable"]);
    assert_eq!(touched("ASC DESC", "DESC", operations), ["Variable", "Literal"]);
    // Nobody receives it, so nobody meets a value that is new.
    assert_eq!(touched("ASC DESC", "ASC DESC RANDOM", operations), [""; 0]);
}

/// Whoever always sends a value does not notice that its default is gone.
#[test]
fn lost_defaults_touch_what_leaves_them_out() {
    let old = "type Query { a(x: Int! = 1, in: In): Int } input In { y: Int! = 1 z: Int }
        directive @d(on: Boolean! = true) on FIELD";
    let operations = "
        query None { a }
        query Literal { a(x: 2, in: {y: 2}) }
        query Optional($x: Int, $y: Int) { a(x: $x, in: {y: $y}) @d }
        query Required($x: Int!, $in: In!) { a(x: $x, in: $in) @d(on: false) }
        query Default($x: Int = 3, $y: Int! = 3) { ...F }
        fragment F on Query { a(x: $x, in: {y: $y}) }
        query Empty { a(x: 2, in: {z: 1}) }
    ";
    for (was, is, touched) in [
        ("x: Int! = 1", "x: Int!", &["None", "Optional"][..]),
        ("x: Int! = 1", "x: Int! = 2", &["None", "Optional"]),
        ("y: Int! = 1", "y: Int!", &["Optional", "Required", "Empty"]),
        ("y: Int! = 1", "y: Int! = 2", &["Optional", "Required", "Empty"]),
        ("on: Boolean! = true", "on: Boolean!", &["Optional"]),
    ] {
        let desk = Desk::new()
            .file("old.graphql", old)
            .file("new.graphql", &old.replace(was, is))
            .file("queries/all.graphql", operations);
        let ran = desk.run(&["diff", "old.graphql", "new.graphql", "--queries", "queries", "--format", "json"]);
        let report = ran.json();
        let names: Vec<&str> = report["changes"][0]["operations"]
            .as_array()
            .unwrap()
            .iter()
            .map(|operation| operation["name"].as_str().unwrap())
            .collect();
        assert_eq!((names.as_slice(), report["changes"].as_array().unwrap().len()), (touched, 1), "{was} -> {is}");
        assert_eq!(ran.code, i32::from(!is.contains('=')));
    }
}

#[test]
fn types_touch_what_receives_them() {
    let operations = "
        query Status { plan { status } }
        query Thing { thing { __typename } }
        query Node { node { id } }
        query Hot { plan { id @hot(a: 1) } }
    ";
    assert_eq!(touched("DRAFT LIVE", "DRAFT LIVE GONE", operations), ["Status"]);
    assert_eq!(touched("DRAFT LIVE", "LIVE", operations), ["Status"]);
    assert_eq!(touched("Thing = Plan", "Thing = Plan | Customer", operations), ["Thing"]);
    assert_eq!(touched("Plan implements Node", "Plan", operations), ["Node"]);
    assert_eq!(touched("union Thing = Plan", "interface Thing { id: ID }", operations), ["Thing"]);
    assert_eq!(touched("@hot(a: Int)", "@hot", operations), ["Hot"]);
    assert_eq!(touched("@hot(a: Int) on FIELD", "@hot(a: Int) on QUERY | FIELD", operations), [""; 0]);
    assert_eq!(touched("directive @hot(a: Int) on FIELD", "", operations), ["Hot"]);
}

#[test]
fn the_report_says_what_breaks_and_for_whom() {
    let desk = Desk::new()
        .file("old.graphql", "type Query { a: Int b: E c: Int } enum E { X }")
        .file("new.graphql", "type Query { b: E c: Int! d: Int } enum E { X Y }")
        .file("q/one.graphql", "query One { a c }")
        .file("q/sub/two.gql", "query Two { b } query Three { b }");
    let ran = desk.run(&["diff", "old.graphql", "new.graphql", "--queries", "q"]);
    let expected = "\
breaking
  Query.a was removed  [FIELD_REMOVED]
    used by One (q/one.graphql)

dangerous
  E.Y was added  [VALUE_ADDED_TO_ENUM]
    used by Two (q/sub/two.gql)
    used by Three (q/sub/two.gql)

does not generate
  One (q/one.graphql)
    error: unknown field `a` on `Query`
     --> q/one.graphql:1:13
      |
    1 | query One { a c }
      |             ^ `Query` has no such field

Rust types change
  Two (q/sub/two.gql)
    types::E::Y: added; what is built already has it in the catch-all
  Three (q/sub/two.gql)
    types::E::Y: added; what is built already has it in the catch-all

1 breaking, 1 dangerous, 2 safe (`--safe` lists them)
operations: 1 does-not-generate, 2 types-change, 0 other-meaning, 0 untouched
";
    ran.is(1, expected, "");
    let ran = desk.run(&["diff", "old.graphql", "new.graphql", "--queries", "q/sub/two.gql", "--touching", "--safe"]);
    let expected = "\
dangerous
  E.Y was added  [VALUE_ADDED_TO_ENUM]
    used by Two (q/sub/two.gql)
    used by Three (q/sub/two.gql)

Rust types change
  Two (q/sub/two.gql)
    types::E::Y: added; what is built already has it in the catch-all
  Three (q/sub/two.gql)
    types::E::Y: added; what is built already has it in the catch-all

0 breaking, 1 dangerous, 0 safe
operations: 0 does-not-generate, 2 types-change, 0 other-meaning, 0 untouched
";
    ran.is(0, expected, "");
    desk.run(&["diff", "old.graphql", "old.graphql"]).is(0, "0 breaking, 0 dangerous, 0 safe\n", "");
}

#[test]
fn the_json_report_has_counts_and_changes() {
    let desk = Desk::new()
        .file("old.graphql", "type Query { a: Int b: Int }")
        .file("new.graphql", "type Query { b: Int }")
        .file("a.graphql", "query A { a }");
    let ran = desk.run(&["diff", "old.graphql", "new.graphql", "--queries", "a.graphql", "--format", "json"]);
    let expected = r#"{
  "breaking": 1,
  "changes": [
    {
      "coordinate": "Query.a",
      "kind": "FIELD_REMOVED",
      "level": "breaking",
      "message": "was removed",
      "operations": [
        {
          "file": "a.graphql",
          "name": "A"
        }
      ]
    }
  ],
  "dangerous": 0,
  "operations": [
    {
      "consequence": "does-not-generate",
      "meets": [
        {
          "coordinate": "Query.a",
          "kind": "FIELD_REMOVED"
        }
      ],
      "name": "A",
      "place": {
        "column": 1,
        "file": "a.graphql",
        "label": "",
        "length": 7,
        "line": 1
      },
      "problems": [
        {
          "code": "unknown-field",
          "help": [],
          "message": "unknown field `a` on `Query`",
          "place": {
            "column": 11,
            "file": "a.graphql",
            "label": "`Query` has no such field",
            "length": 1,
            "line": 1
          },
          "related": [],
          "severity": "error"
        }
      ],
      "types": []
    }
  ],
  "safe": 0
}
"#;
    ran.is(1, expected, "");
}

#[test]
fn introspection_json_is_a_schema_too() {
    let json = r#"{"data": {"__schema": {"queryType": {"name": "Query"}, "types": [{"kind": "OBJECT", "name": "Query",
        "fields": [{"name": "a", "args": [], "type": {"kind": "SCALAR", "name": "Int"}}]}]}}}"#;
    let desk = Desk::new().file("old.json", json).file("new.graphql", "type Query { a: Int! }");
    desk.run(&["diff", "old.json", "new.graphql", "--safe"]).is(
        0,
        "safe\n  Query.a changed from `Int` to `Int!`  [FIELD_CHANGED_KIND_SAFE]\n\n0 breaking, 0 dangerous, 1 safe\n",
        "",
    );
}

#[test]
fn what_cannot_be_compared_is_a_usage_error() {
    let desk = Desk::new()
        .file("ok.graphql", "type Query { a: Int }")
        .file("bad.graphql", "type Query {")
        .file("j.json", "{\"a\": 1}");
    let ran = desk.run(&["diff", "gone.graphql", "ok.graphql"]);
    ran.is(2, "", &format!("error: there is no schema {}\n", desk.shown("gone.graphql")));
    let ran = desk.run(&["diff", "ok.graphql", "bad.graphql"]);
    let report = "\
error: syntax error: expected `}`, found the end of the file
 --> bad.graphql:1:13
  |
1 | type Query {
  |             ^
";
    ran.is(2, "", report);
    let ran = desk.run(&["diff", "ok.graphql", "j.json"]);
    let report = "\
error: `j.json` is JSON but not the answer to an introspection query
 --> j.json:1:1
  |
1 | {\"a\": 1}
  | ^ there is no `__schema` in here
  |
  = help: a schema is SDL, or JSON with `__schema` at the top or in `data`
";
    ran.is(2, "", report);
    // What it says twice cannot be compared; what it does not say at all can.
    desk.write("twice.graphql", "type Query { a: Int a: Gone }");
    let report = "\
error: the field `Query.a` is defined twice
 --> twice.graphql:1:21
  |
1 | type Query { a: Int a: Gone }
  |                     ^ the second
 ::: twice.graphql:1:14
  |
1 | type Query { a: Int a: Gone }
  |              - the first
";
    desk.run(&["diff", "ok.graphql", "twice.graphql"]).is(2, "", report);
    desk.write("gone.graphql", "type Query { a: Gone }");
    desk.run(&["diff", "gone.graphql", "gone.graphql"]).is(0, "0 breaking, 0 dangerous, 0 safe\n", "");
    let ran = desk.run(&["diff", "ok.graphql", "ok.graphql", "--queries", "ok.graphql"]);
    ran.is(2, "", "error: there are no operations in ok.graphql\n");
    assert_eq!(desk.run(&["diff", "ok.graphql", "ok.graphql", "--touching"]).code, 2);
    assert_eq!(desk.run(&["diff", "ok.graphql"]).code, 2);
}
