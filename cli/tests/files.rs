//! `check`, `run` and `diff` read the files that a build reads.
#![cfg(unix)]

mod support;

use std::os::unix::fs::symlink;

use stigg_graphql_sandbox::Sandbox;
use support::Desk;

const SCHEMA: &str = "type Query { a: Int f: Int g: Int }";

/// An operation whose fragments are in sub-folders, behind a link and in a `.gql` file, beside what no build reads.
fn desk(sandbox: &Sandbox) -> Desk {
    let desk = Desk::at(sandbox)
        .file("schema.graphql", SCHEMA)
        .file("new.graphql", "type Query { a: Int }")
        .file("elsewhere/g.graphql", "fragment G on Query { g }")
        .file("queries/a.graphql", "query A { a ...F ...G }")
        .file("queries/sub/deep/f.gql", "\u{feff}fragment F on Query { f }")
        .file("queries/.#a.graphql", "query A {{")
        .file("queries/.hidden/a.graphql", "query A {{")
        .file("queries/notes.txt", "query A {{")
        .file("queries/a.graphql.orig", "query A {{");
    symlink("../elsewhere", desk.path().join("queries/linked")).unwrap();
    symlink("..", desk.path().join("queries/sub/back")).unwrap();
    desk
}

const CHECK: [&str; 3] = ["check", "--schema", "schema.graphql"];
const RUN: [&str; 4] = ["run", "queries/a.graphql", "--schema", "schema.graphql"];
const DIFF: [&str; 5] = ["diff", "schema.graphql", "new.graphql", "--queries", "queries"];

#[test]
fn the_same_files_are_read() {
    let sandbox = Sandbox::builder().schema(SCHEMA).null_one_in(0).spawn().unwrap();
    let desk = desk(&sandbox);
    desk.run(&CHECK).is(0, "All operations are valid: 1 in 1 file.\n", "");
    let ran = desk.run(&RUN);
    assert_eq!((ran.code, ran.err.as_str()), (0, ""));
    let keys: Vec<String> = ran.json().as_object().unwrap().keys().cloned().collect();
    assert_eq!(keys, ["a", "f", "g"]);
    let expected = "\
breaking
  Query.f was removed  [FIELD_REMOVED]
    used by A (queries/a.graphql)
  Query.g was removed  [FIELD_REMOVED]
    used by A (queries/a.graphql)

does not generate
  A (queries/a.graphql)
    error: unknown field `g` on `Query`
     --> queries/linked/g.graphql:1:23
      |
    1 | fragment G on Query { g }
      |                       ^ `Query` has no such field
    error: unknown field `f` on `Query`
     --> queries/sub/deep/f.gql:1:23
      |
    1 | fragment F on Query { f }
      |                       ^ `Query` has no such field

2 breaking, 0 dangerous, 0 safe
operations: 1 does-not-generate, 0 types-change, 0 other-meaning, 0 untouched
";
    desk.run(&DIFF).is(1, expected, "");
}

#[test]
fn the_same_problems_are_reported() {
    let sandbox = Sandbox::builder().schema(SCHEMA).spawn().unwrap();
    let desk = desk(&sandbox);
    desk.write("queries/sub/deep/f.gql", "fragment F on Query { f(x 1) }");
    desk.write("elsewhere/g.graphql", "type G { g: Int }");
    let report = "\
error: the definition of `G` belongs in a schema, not among the operations
 --> queries/linked/g.graphql:1:6
  |
1 | type G { g: Int }
  |      ^ not an operation or fragment
  |
  = help: the schema is what the server defines; add a file to it with `.schema(..)`

error: syntax error: expected `:`, found a whole number
 --> queries/sub/deep/f.gql:1:27
  |
1 | fragment F on Query { f(x 1) }
  |                           ^
";
    desk.run(&CHECK).is(1, &format!("{report}\n2 errors in 2 files\n"), "");
    desk.run(&RUN).is(2, "", report);
    desk.run(&DIFF).is(2, "", report);
    assert!(sandbox.requests().is_empty());
}

/// A schema that lies among the operations is none of them.
#[test]
fn schemas_may_lie_among_the_operations() {
    let desk = Desk::new()
        .file("old.graphql", SCHEMA)
        .file("new.graphql", "type Query { f: Int g: Int }")
        .file("a.graphql", "query A { a }");
    let expected = "\
breaking
  Query.a was removed  [FIELD_REMOVED]
    used by A (a.graphql)

does not generate
  A (a.graphql)
    error: unknown field `a` on `Query`
     --> a.graphql:1:11
      |
    1 | query A { a }
      |           ^ `Query` has no such field

1 breaking, 0 dangerous, 0 safe
operations: 1 does-not-generate, 0 types-change, 0 other-meaning, 0 untouched
";
    desk.run(&["diff", "old.graphql", "new.graphql", "--queries", "."]).is(1, expected, "");
    let schemas = ["check", "--queries", ".", "--schema", "old.graphql"];
    let ran = desk.run(&schemas);
    assert!(ran.out.contains("belongs in a schema") && ran.out.contains("new.graphql:1:6"), "{}", ran.out);
}
