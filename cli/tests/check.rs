//! `check` and `generate`.

mod support;

use serde_json::json;
use support::Desk;

const SCHEMA: &str = "type Query { customer(id: ID!): Customer old: Int @deprecated(reason: \"gone soon\") } \
                      type Customer { customerId: ID! name: String }";

fn desk() -> Desk {
    Desk::new().file("schema.graphql", SCHEMA)
}

#[test]
fn valid_operations_are_fine() {
    let desk = desk().file("queries/a.graphql", "query A { customer(id: 1) { name } }\n");
    desk.run(&["check", "--schema", "schema.graphql"]).is(0, "All operations are valid: 1 in 1 file.\n", "");
    desk.run(&["check", "--schema", "schema.graphql", "--format", "json"]).is(0, "[]\n", "");
}

#[test]
fn the_shipped_schema_is_the_default() {
    let desk = Desk::new().file("q/a.graphql", "query A { customers { totalCount } }\n");
    desk.run(&["check", "--queries", "q"]).is(0, "All operations are valid: 1 in 1 file.\n", "");
}

#[test]
fn every_mistake_is_reported() {
    let desk = desk()
        .file("queries/a.graphql", "query A {\n  customer(id: 1) { customerID }\n}\n")
        .file("queries/b.graphql", "query B { custmer(id: 1) { name } }\n");
    let ran = desk.run(&["check", "--schema", "schema.graphql"]);
    assert_eq!((ran.code, ran.err.as_str()), (1, ""));
    for part in
        ["queries/a.graphql:2:21", "did you mean `customerId`?", "queries/b.graphql:1:11", "did you mean `customer`?"]
    {
        assert!(ran.out.contains(part), "{part}: {}", ran.out);
    }
    assert!(ran.out.ends_with("\n\n2 errors in 2 files\n"), "{}", ran.out);
}

#[test]
fn json_lists_the_problems() {
    let desk = desk().file("queries/a.graphql", "query A {\n  customer(id: 1) { customerID }\n}\n");
    let ran = desk.run(&["check", "--schema", "schema.graphql", "--format", "json"]);
    assert_eq!((ran.code, ran.err.as_str()), (1, ""));
    let list = ran.json();
    assert_eq!(list.as_array().unwrap().len(), 1);
    assert_eq!(list[0]["severity"], "error");
    assert_eq!(list[0]["place"]["file"], "queries/a.graphql");
    assert_eq!((&list[0]["place"]["line"], &list[0]["place"]["column"]), (&json!(2), &json!(21)));
    assert_eq!(list[0]["place"]["length"], "customerID".len());
    assert!(list[0]["message"].as_str().unwrap().contains("customerID"));
    assert_eq!(list[0]["code"], "unknown-field");
    assert!(list[0]["help"][0].as_str().unwrap().contains("customerId"));
}

#[test]
fn warnings_alone_are_fine() {
    let desk = desk().file("queries/a.graphql", "query A { old }\n");
    let schema = ["check", "--schema", "schema.graphql", "--deprecated"];
    let ran = desk.run(&[&schema[..], &["warn"]].concat());
    assert_eq!(ran.code, 0);
    assert!(ran.out.starts_with("warning: ") && ran.out.contains("gone soon"), "{}", ran.out);
    assert!(ran.out.ends_with("\n\n1 warning in 1 file\n"), "{}", ran.out);
    assert_eq!(desk.run(&[&schema[..], &["deny"]].concat()).code, 1);
    assert_eq!(desk.run(&[&schema[..], &["allow"]].concat()).code, 0);
    assert_eq!(desk.run(&[&schema[..], &["perhaps"]].concat()).code, 2);
}

#[test]
fn nothing_to_check_is_not_fine() {
    let desk = desk().file("queries/a.graphql", "# nothing yet\n");
    desk.run(&["check", "--schema", "schema.graphql"]).is(1, "There are no operations to check.\n", "");
    desk.write("queries/f.graphql", "fragment F on Customer { name }\n");
    let ran = desk.run(&["check", "--schema", "schema.graphql"]);
    assert_eq!(ran.code, 1);
    assert!(ran.out.ends_with("\n\n1 warning in 1 file. There are no operations to check.\n"), "{}", ran.out);
}

#[test]
fn a_code_is_explained_allowed_and_denied() {
    let desk = desk()
        .file("queries/a.graphql", "query A { old }\n")
        .file("queries/f.graphql", "fragment F on Customer { name }\n");
    let check = |more: &[&str]| desk.run(&[&["check", "--schema", "schema.graphql"][..], more].concat());
    check(&["--allow", "unused-fragment"]).is(0, "All operations are valid: 1 in 1 file.\n", "");
    let denied = check(&["--deny", "unused-fragment"]);
    assert_eq!(denied.code, 1);
    assert!(denied.out.starts_with("error: ") && denied.out.ends_with("\n\n1 error in 1 file\n"), "{}", denied.out);
    check(&["--explain", "unknown-field"]).is(0, "unknown-field: A type has no such field.\n", "");
    let mistaken = check(&["--deny", "unused-fragmnt"]);
    assert_eq!(mistaken.code, 2);
    assert!(mistaken.err.contains("did you mean `unused-fragment`?"), "{}", mistaken.err);
}

#[test]
fn annotations_of_a_workflow_are_one_line_each() {
    let desk = desk().file("queries/a, 100%: b.graphql", "query A {\n  customer(id: 1) { customerID }\n}\n");
    let ran = desk.run(&["check", "--schema", "schema.graphql", "--format", "github"]);
    let expected = "::error file=queries/a%2C 100%25%3A b.graphql,line=2,col=21,endColumn=31,title=unknown-field\
                    ::unknown field `customerID` on `Customer`; did you mean `customerId`?\n1 error in 1 file\n";
    ran.is(1, expected, "");
}

#[test]
fn sarif_names_rule_place_and_level() {
    let desk = desk().file("queries/a b.graphql", "query A {\n  customer(id: 1, id: 2) { name }\n}\n");
    let ran = desk.run(&["check", "--schema", "schema.graphql", "--format", "sarif"]);
    assert_eq!(ran.code, 1);
    let sarif = ran.json();
    assert_eq!(sarif["version"], "2.1.0");
    let run = &sarif["runs"][0];
    assert_eq!(run["tool"]["driver"]["name"], "stigg-graphql");
    assert_eq!(run["tool"]["driver"]["rules"][0]["id"], "duplicate-argument");
    let result = &run["results"][0];
    assert_eq!((&result["ruleId"], &result["level"]), (&json!("duplicate-argument"), &json!("error")));
    let place = &result["locations"][0]["physicalLocation"];
    assert_eq!(place["artifactLocation"]["uri"], "queries/a%20b.graphql");
    assert_eq!(place["region"], json!({"startLine": 2, "startColumn": 19, "endColumn": 21}));
    let related = &result["relatedLocations"][0]["physicalLocation"]["region"];
    assert_eq!(related, &json!({"startLine": 2, "startColumn": 12, "endColumn": 14}));
}

#[test]
fn a_missing_folder_is_an_error() {
    let ran = desk().run(&["check", "--schema", "schema.graphql"]);
    assert_eq!(ran.code, 1);
    assert!(ran.out.contains("queries"), "{}", ran.out);
    assert!(ran.out.ends_with("\n\n1 error\n"), "{}", ran.out);
}

#[test]
fn generate_writes_the_rust_of_the_builder() {
    let query = "query A { customer(id: 1) { name } }\n";
    let desk = desk().file("queries/a.graphql", query);
    let expected = stigg_graphql_codegen::Builder::new()
        .schema_text("schema.graphql", SCHEMA)
        .query_text("queries/a.graphql", query)
        .derive("::std::hash::Hash")
        .generate()
        .unwrap()
        .code;
    let options = ["generate", "--schema", "schema.graphql", "--derive", "::std::hash::Hash"];
    desk.run(&options).is(0, &expected, "");
    let to_file = [&options[..], &["--out", "ops.rs"]].concat();
    let verified = [&to_file[..], &["--verify"]].concat();
    let advice = "run `stigg-graphql generate` with the same options\n";
    desk.run(&verified).is(1, "", &format!("{} cannot be read: {advice}", desk.shown("ops.rs")));
    desk.run(&to_file).is(0, "", "");
    assert_eq!(desk.read("ops.rs"), expected);
    desk.run(&verified).is(0, "", "");
    desk.write("ops.rs", "// mine");
    desk.run(&verified).is(1, "", &format!("ops.rs is out of date: {advice}"));
    assert_eq!(desk.read("ops.rs"), "// mine");
}

#[test]
fn generate_reports_mistakes_and_writes_nothing() {
    let desk = desk().file("queries/a.graphql", "query A { nothing }\n");
    let ran = desk.run(&["generate", "--schema", "schema.graphql", "--out", "ops.rs"]);
    assert_eq!((ran.code, ran.out.as_str()), (1, ""));
    assert!(ran.err.starts_with("1 error in 1 file; no code was generated\n"), "{}", ran.err);
    assert!(!desk.path().join("ops.rs").exists());
    let ran = desk.run(&["generate", "--verify"]);
    assert_eq!(ran.code, 2);
}
