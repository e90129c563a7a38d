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
    assert_eq!(desk.run(&[&schema[..], &["allow"]].concat()).out, "All operations are valid: 1 in 1 file.\n");
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
        .file("queries/a.graphql", "query A { customer(id: 1) { name } }\n")
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

#[test]
fn what_is_valid_and_seldom_meant_is_a_warning() {
    let desk = Desk::new()
        .file("queries/a.graphql", "query Ten { customers(paging: {first: 10}) { edges { node { id } } } }\n")
        .file("queries/b.graphql", "query Page { customers { edges { node { id } } } }\n")
        .file("shared/f.graphql", "fragment F on Customer { name }\n");
    let codes = |more: &[&str]| {
        let ran =
            desk.run(&[&["check", "--queries", "queries", "--queries", "shared", "--format", "json"], more].concat());
        let codes = ran.json().as_array().unwrap().iter().map(|it| it["code"].as_str().unwrap().to_owned()).collect();
        (ran.code, codes)
    };
    let all = ["literal-page-size", "connection-without-page-info", "unused-fragment"];
    let is = |codes: (i32, Vec<String>), code: i32, expected: &[&str]| {
        assert_eq!((codes.0, codes.1.iter().map(String::as_str).collect::<Vec<_>>()), (code, expected.to_vec()));
    };
    is(codes(&[]), 0, &all);
    is(codes(&["--shared", "shared"]), 0, &all[..2]);
    is(codes(&["--shared", "queries"]), 0, &all);
    is(codes(&["--allow", all[0], "--deny", all[1]]), 1, &all[1..]);
}

#[test]
fn a_fragment_that_the_library_has_otherwise_is_a_warning() {
    let query = "query A($filter: CustomerFilter) { customers(filter: $filter) { edges { node { ...CustomerFragment } }
        pageInfo { hasNextPage endCursor } } } fragment CustomerFragment on Customer { name }";
    let desk = Desk::new().file("queries/a.graphql", query);
    let ran = desk.run(&["check"]);
    let said = "warning: `stigg-graphql` has another fragment `CustomerFragment`\n --> queries/a.graphql:2:57\n";
    assert!(ran.code == 0 && ran.out.contains(said), "{ran:?}");
    assert_eq!(desk.run(&["check", "--deny", "ambiguous-fragment"]).code, 1);
    let fine = "All operations are valid: 1 in 1 file.\n";
    for option in [&["--own-fragment", "CustomerFragment"][..], &["--own-types"], &["--allow", "ambiguous-fragment"]] {
        desk.run(&[&["check"], option].concat()).is(0, fine, "");
    }
    let ran = desk.run(&["check", "--explain", "ambiguous-fragment"]);
    assert!(ran.out.starts_with("ambiguous-fragment: A fragment has the name of one that"), "{ran:?}");
}

#[test]
fn types_come_from_another_crate() {
    let desk = desk()
        .file("billing/a.graphql", "query A { customer(id: 1) { ...Part } } fragment Part on Customer { name }")
        .file("queries/b.graphql", "query B { customer(id: 1) { ...Part customerId } }");
    let from = ["--schema", "schema.graphql", "--types-from", "::billing_api::stigg=billing"];
    desk.run(&[&["check"][..], &from].concat()).is(0, "All operations are valid: 1 in 1 file.\n", "");
    let ran = desk.run(&[&["generate", "--out", "b.rs"][..], &from].concat());
    let code = std::fs::read_to_string(desk.path().join("b.rs")).unwrap();
    assert!(ran.code == 0 && code.contains("pub use ::billing_api::stigg::fragments::Part;"), "{ran:?}\n{code}");
    assert!(!code.contains("struct A "), "{code}");
    let rename = [&["generate", "--out", "b.rs", "--rename-operation", "B=Again"][..], &from].concat();
    assert_eq!(desk.run(&rename).code, 0);
    assert!(std::fs::read_to_string(desk.path().join("b.rs")).unwrap().contains("pub mod again {"));
}

#[test]
fn what_is_deprecated_is_a_warning() {
    let desk = desk().file("queries/a.graphql", "query A { old }\n");
    let ran = desk.run(&["check", "--schema", "schema.graphql"]);
    assert!(ran.code == 0 && ran.out.contains("`Query.old` is deprecated: gone soon"), "{ran:?}");
}

/// The keys of what `cargo check --message-format json` writes.
#[test]
fn problems_are_messages_as_those_of_cargo() {
    let text = "query A {\n  # é\n  customer(id: 1) { é: customerID }\n}\n".replace("é:", "e:");
    let desk = desk().file("queries/a.graphql", &text);
    let ran = desk.run(&["check", "--schema", "schema.graphql", "--format", "cargo"]);
    assert_eq!((ran.code, ran.err.as_str()), (1, ""));
    let lines: Vec<serde_json::Value> = ran.out.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!(lines.len(), 2);
    assert_eq!(lines[1], json!({"reason": "build-finished", "success": false}));
    assert_eq!(lines[0]["reason"], "compiler-message");
    let message = &lines[0]["message"];
    assert_eq!((&message["level"], &message["code"]["code"]), (&json!("error"), &json!("unknown-field")));
    assert_eq!(message["message"], "unknown field `customerID` on `Customer`");
    assert!(message["rendered"].as_str().unwrap().starts_with("error: unknown field `customerID` on `Customer`\n"));
    assert_eq!(message["children"][0]["message"], "did you mean `customerId`?");
    let span = &message["spans"][0];
    let file = desk.path().canonicalize().unwrap().join("queries/a.graphql");
    assert_eq!(span["file_name"], file.to_str().unwrap());
    assert_eq!((&span["line_start"], &span["column_start"], &span["column_end"]), (&json!(3), &json!(24), &json!(34)));
    let offset = |key: &str| serde_json::from_value::<usize>(span[key].clone()).unwrap();
    assert_eq!(&text[offset("byte_start")..offset("byte_end")], "customerID");
    let shown = &span["text"][0];
    assert_eq!((&shown["highlight_start"], &shown["highlight_end"]), (&json!(24), &json!(34)));
    assert_eq!(shown["text"], "  customer(id: 1) { e: customerID }");
    for key in ["package_id", "manifest_path"] {
        assert!(lines[0][key].is_string());
    }
    for key in ["name", "kind", "crate_types", "src_path", "edition"] {
        assert!(!lines[0]["target"][key].is_null(), "{key}");
    }
    desk.write("queries/a.graphql", "query A { customer(id: 1) { name } }\n");
    let ran = desk.run(&["check", "--schema", "schema.graphql", "--format", "cargo"]);
    ran.is(0, "{\"reason\":\"build-finished\",\"success\":true}\n", "");
}

#[test]
fn a_change_is_checked_when_it_happens() {
    let desk = desk().file("queries/a.graphql", "query A { nothing }\n");
    let mut command = desk.command(&["check", "--schema", "schema.graphql", "--watch"]);
    let mut child = command.stdout(std::process::Stdio::piped()).spawn().unwrap();
    let mut out = std::io::BufReader::new(child.stdout.take().unwrap());
    let mut until = |last: &str| {
        let mut told = String::new();
        while !told.ends_with(last) {
            assert_ne!(std::io::BufRead::read_line(&mut out, &mut told).unwrap(), 0, "{told}");
        }
        told
    };
    assert!(until("1 error in 1 file\n\n").contains("unknown field `nothing`"));
    desk.write("queries/a.graphql", "query A { customer(id: 1) { name } }\n");
    until("All operations are valid: 1 in 1 file.\n\n");
    desk.write("queries/sub/b.graphql", "query B { customer(id: 1) { name } }\n");
    until("All operations are valid: 2 in 2 files.\n\n");
    desk.write("schema.graphql", "type Query { other: Int }");
    until("2 errors in 2 files\n\n");
    child.kill().unwrap();
    child.wait().unwrap();
}
