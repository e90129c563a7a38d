//! `run` against a sandbox.

mod support;

use std::io::Write;
use std::process::Stdio;

use serde_json::{Value, json};
use stigg_graphql_sandbox::{DEFAULT_SCHEMA, Fault, Sandbox};
use support::{Desk, Ran};

const LIST: &str = "query List($paging: CursorPaging) { customers(paging: $paging) { edges { node { customerId name } } \
                    pageInfo { hasNextPage endCursor } } }";

fn sandbox(customers: u32) -> Sandbox {
    Sandbox::builder().nodes("Customer", customers).null_one_in(0).spawn().unwrap()
}

fn fixed() -> Sandbox {
    let sandbox = sandbox(3);
    let nodes = json!([
        {"customerId": "a", "name": "Acme, Inc."},
        {"customerId": "b", "name": null},
        {"customerId": "c", "name": "Cee"},
    ]);
    sandbox.on("customers", nodes);
    sandbox
}

#[test]
fn the_data_is_printed() {
    let sandbox = sandbox(3);
    sandbox.on("getCustomerByRefId", json!({"name": "Acme"}));
    let desk = Desk::at(&sandbox)
        .file(
            "get.graphql",
            "query Get($input: GetCustomerByRefIdInput!) { getCustomerByRefId(input: $input) { name customerId } }",
        )
        .file("variables.json", r#"{"input": {"customerId": "customer-0002"}}"#);
    let expected =
        "{\n  \"getCustomerByRefId\": {\n    \"name\": \"Acme\",\n    \"customerId\": \"customer-0002\"\n  }\n}\n";
    desk.run(&["run", "get.graphql", "--variables", "@variables.json"]).is(0, expected, "");
    let inline = r#"{"input": {"customerId": "customer-0002"}}"#;
    desk.run(&["run", "get.graphql", "--variables", inline]).is(0, expected, "");
    let ran = desk.run(&["run", "get.graphql", "--variables", inline, "--format", "csv"]);
    ran.is(0, "name,customerId\nAcme,customer-0002\n", "");
    let sent = sandbox.requests_for("Get");
    assert_eq!(sent.len(), 3);
    assert_eq!(sent[0].variable("input.customerId"), Some(&json!("customer-0002")));
}

#[test]
fn all_pages_are_followed() {
    for (document, slot) in [
        (LIST, "paging.after"),
        (
            "query List($after: ConnectionCursor) { customers(paging: {first: 10, after: $after}) { edges { node { customerId } } \
          pageInfo { hasNextPage endCursor } } }",
            "after",
        ),
    ] {
        let sandbox = sandbox(25);
        let desk = Desk::at(&sandbox).file("list.graphql", document);
        let ran = desk.run(&["run", "list.graphql", "--all", "--format", "ndjson"]);
        assert_eq!((ran.code, ran.err.as_str()), (0, ""));
        let ids: Vec<String> = ran
            .out
            .lines()
            .map(|line| serde_json::from_str::<Value>(line).unwrap()["customerId"].as_str().unwrap().to_owned())
            .collect();
        let expected: Vec<String> = (1..=25).map(|number| format!("customer-{number:04}")).collect();
        assert_eq!(ids, expected);
        let sent = sandbox.requests_for("List");
        assert_eq!(sent.len(), 3);
        assert!(sent[0].variable(slot).is_none());
        assert!(sent[1].variable(slot).is_some_and(Value::is_string));
    }
}

#[test]
fn the_page_size_and_other_variables_stay() {
    let sandbox = sandbox(25);
    let desk = Desk::at(&sandbox).file("list.graphql", LIST);
    let ran = desk.run(&["run", "list.graphql", "--all", "--page-size", "20"]);
    assert_eq!(ran.code, 0);
    assert_eq!(ran.json().as_array().unwrap().len(), 25);
    let sent = sandbox.requests_for("List");
    assert_eq!(sent.len(), 2);
    assert!(sent.iter().all(|request| request.variable("paging.first") == Some(&json!(20))));
}

#[test]
fn an_input_with_paging_inside_is_followed() {
    let sandbox = Sandbox::builder().nodes("CreditGrant", 25).spawn().unwrap();
    let desk = Desk::at(&sandbox).file(
        "grants.graphql",
        "query Grants($input: GetCreditGrantsInput!) { creditGrants(input: $input) { edges { node { grantId } } \
         pageInfo { hasNextPage endCursor } } }",
    );
    let variables = r#"{"input": {"customerId": "customer-0001", "paging": {"first": 2}}}"#;
    let ran = desk.run(&["run", "grants.graphql", "--variables", variables, "--all"]);
    assert_eq!((ran.code, ran.err.as_str()), (0, ""));
    let sent = sandbox.requests_for("Grants");
    assert_eq!(ran.json().as_array().unwrap().len().div_ceil(2).max(1), sent.len());
    for (nth, request) in sent.iter().enumerate() {
        assert_eq!(request.variable("input.customerId"), Some(&json!("customer-0001")));
        assert_eq!(request.variable("input.paging.first"), Some(&json!(2)));
        assert_eq!(request.variable("input.paging.after").is_some(), nth > 0);
    }
}

#[test]
fn nodes_are_printed_as_csv_and_table() {
    let sandbox = fixed();
    let desk = Desk::at(&sandbox).file("list.graphql", LIST);
    let csv = "customerId,name\na,\"Acme, Inc.\"\nb,\nc,Cee\n";
    desk.run(&["run", "list.graphql", "--format", "csv"]).is(0, csv, "");
    desk.run(&["run", "list.graphql", "--format", "csv", "--all"]).is(0, csv, "");
    let table = "customerId  name\n----------  ----------\na           Acme, Inc.\nb\nc           Cee\n";
    desk.run(&["run", "list.graphql", "--format", "table"]).is(0, table, "");
    let lines = "{\"customerId\":\"a\",\"name\":\"Acme, Inc.\"}\n{\"customerId\":\"b\",\"name\":null}\n{\"customerId\":\"c\",\"name\":\"Cee\"}\n";
    desk.run(&["run", "list.graphql", "--format", "ndjson"]).is(0, lines, "");
}

#[test]
fn fragments_come_from_the_folder_named_queries() {
    let sandbox = fixed();
    let desk = Desk::at(&sandbox)
        .file(
            "queries/customers/list.graphql",
            "query List { customers { edges { node { ...A } } } }\nquery Other { currentEnvironment }",
        )
        .file("queries/fragments/a.graphql", "fragment A on Customer { customerId ...B }")
        .file("queries/fragments/b.graphql", "fragment B on Customer { name }")
        .file("queries/fragments/unused.graphql", "fragment Unused on Customer { id }");
    let ran = desk.run(&["run", "queries/customers/list.graphql", "--operation", "List", "--format", "csv"]);
    ran.is(0, "customerId,name\na,\"Acme, Inc.\"\nb,\nc,Cee\n", "");
    desk.write("elsewhere/list.graphql", "query List { customers { edges { node { ...A } } } }");
    let ran = desk.run(&["run", "elsewhere/list.graphql"]);
    ran.is(
        2,
        "",
        "error: the fragment `A` is not in elsewhere/list.graphql or in elsewhere; `--fragments PATH` says where it is\n",
    );
    let ran = desk.run(&["run", "elsewhere/list.graphql", "--fragments", "queries/fragments", "--format", "csv"]);
    assert_eq!((ran.code, ran.err.as_str()), (0, ""));
}

#[test]
fn a_shipped_fragment_is_sent_unless_the_folder_has_one_of_its_name() {
    let sandbox = fixed();
    let query = "query List { customers { edges { node { ...CustomerReferenceFragment } } } }";
    let desk = Desk::at(&sandbox).file("queries/list.graphql", query).file("schema.graphql", DEFAULT_SCHEMA);
    let first_key = || {
        let ran = desk.run(&["run", "queries/list.graphql", "--format", "csv"]);
        assert_eq!((ran.code, ran.err.as_str()), (0, ""));
        ran.out.lines().next().unwrap_or_default().to_owned()
    };
    assert_eq!(first_key(), "id,customerId,refId,name,email");
    assert!(sandbox.requests_for("List")[0].document.contains("fragment CustomerReferenceFragment on Customer {"));
    // Also with a schema that is not the one shipped.
    desk.write("schema.graphql", &format!("{DEFAULT_SCHEMA}\ntype More {{ id: ID }}\n"));
    assert_eq!(desk.run(&["run", "queries/list.graphql", "--schema", "schema.graphql"]).code, 0);
    desk.write("queries/own/a.graphql", "fragment CustomerReferenceFragment on Customer { name }");
    assert_eq!(first_key(), "name");
    desk.write("queries/typo.graphql", "query Typo { customers { edges { node { ...CustomerRefrenceFragment } } } }");
    let said = "error: the fragment `CustomerRefrenceFragment` is not in queries/typo.graphql or in queries; \
                did you mean `CustomerReferenceFragment`?\n";
    desk.run(&["run", "queries/typo.graphql"]).is(2, "", said);
}

#[test]
fn one_of_several_operations_is_chosen() {
    let sandbox = fixed();
    let desk = Desk::at(&sandbox).file("two.graphql", "query One { currentEnvironment } query Two { __typename }");
    desk.run(&["run", "two.graphql", "--operation", "Two"]).is(0, "{\n  \"__typename\": \"Query\"\n}\n", "");
    let ran = desk.run(&["run", "two.graphql"]);
    ran.is(2, "", "error: two.graphql has several operations: choose one with `--operation` (One, Two)\n");
    let ran = desk.run(&["run", "two.graphql", "--operation", "Three"]);
    ran.is(2, "", "error: two.graphql has no operation `Three`; it has: One, Two\n");
}

#[test]
fn an_operation_that_comes_with_the_program_is_run_by_name() {
    let sandbox = sandbox(25);
    let desk = Desk::at(&sandbox);
    let ran = desk.run(&["run", "ListCustomers", "--all", "--page-size", "10"]);
    assert_eq!((ran.code, ran.err.as_str()), (0, ""));
    assert_eq!(ran.json().as_array().unwrap().len(), 25);
    assert_eq!(sandbox.requests_for("ListCustomers").len(), 3);
}

#[test]
fn the_document_can_come_from_standard_input() {
    let sandbox = fixed();
    let desk = Desk::new().with("STIGG_SERVER_API_KEY", sandbox.key());
    let endpoint = sandbox.endpoint();
    let mut child = desk
        .command(&["run", "-", "--endpoint", &endpoint])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    child.stdin.take().unwrap().write_all(b"{ __typename }").unwrap();
    Ran::of(child.wait_with_output().unwrap()).is(0, "{\n  \"__typename\": \"Query\"\n}\n", "");
}

#[test]
fn what_cannot_be_sent_is_a_usage_error() {
    let sandbox = fixed();
    let desk = Desk::at(&sandbox)
        .file("list.graphql", LIST)
        .file("sub.graphql", "subscription S { usageUpdatedV2 { customerId } }")
        .file("bad.graphql", "query A {\n  x(")
        .file("none.graphql", "fragment F on Customer { id }")
        .file("circle.graphql", "{ ...A } fragment A on Query { ...B } fragment B on Query { ...A }");
    let ran = |arguments: &[&str]| desk.run(&[&["run"], arguments].concat());
    let gone = |name: &str| format!("{}: No such file or directory (os error 2)\n", desk.shown(name));
    let neither = "nor does an operation of this name come with the program\n";
    ran(&["gone.graphql"]).is(2, "", &format!("error: there is no file {}, {neither}", desk.shown("gone.graphql")));
    let fragments = ["list.graphql", "--fragments", "no/where"];
    desk.write("list.graphql", "query L { ...F }");
    ran(&fragments).is(2, "", &format!("error: there is no file or folder of operations {}\n", desk.shown("no/where")));
    desk.write("list.graphql", LIST);
    ran(&["bad.graphql"]).is(2, "", "error: syntax error: expected `)`, found the end of the file\n --> bad.graphql:2:5\n  |\n2 |   x(\n  |     ^\n");
    let nearly = ran(&["ListPlan"]);
    assert!(
        nearly.err.starts_with("error: there is no file `ListPlan` (`/")
            && nearly.err.contains("come with the program; did you mean `ListPlans`"),
        "{nearly:?}"
    );
    ran(&["circle.graphql"]).is(2, "", "error: the fragment `A` contains itself\n");
    ran(&["none.graphql"]).is(2, "", "error: none.graphql has no operation\n");
    ran(&["list.graphql", "--variables", "[1]"]).is(
        2,
        "",
        "error: --variables is JSON but no object: write it as {\"name\": value}\n",
    );
    ran(&["list.graphql", "--variables", "{"]).is(
        2,
        "",
        "error: --variables is not JSON: EOF while parsing an object at line 1 column 1\n",
    );
    ran(&["list.graphql", "--variables", "@gone.json"]).is(
        2,
        "",
        &format!("error: cannot read the variables {}", gone("gone.json")),
    );
    assert_eq!(ran(&["sub.graphql"]).code, 2);
    assert_eq!(ran(&["list.graphql", "--page-size", "5"]).code, 2);
    assert_eq!(ran(&["list.graphql", "--all", "--page-size", "0"]).code, 2);
    assert_eq!(ran(&["list.graphql", "--format", "xml"]).code, 2);
    assert!(sandbox.requests().is_empty());
    let ran = Desk::new().file("list.graphql", LIST).run(&["run", "list.graphql"]);
    assert_eq!(ran.code, 2);
    assert!(ran.err.starts_with("error: no API key: set the environment variable STIGG_SERVER_API_KEY"), "{}", ran.err);
}

/// What is sent means what was written, so a text that means nothing is not sent.
#[test]
fn a_syntax_error_is_reported_and_nothing_sent() {
    let sandbox = fixed();
    let desk = Desk::at(&sandbox)
        .file("drop.graphql", "mutation Drop {\n  drop(ids: [\"a\"], why null)\n}\n\nquery Q {\n  a(x: {y 1})\n}\n");
    let expected = "\
error: syntax error: expected `:`, found `null`
 --> drop.graphql:2:24
  |
2 |   drop(ids: [\"a\"], why null)
  |                        ^^^^

error: syntax error: expected `:`, found a whole number
 --> drop.graphql:6:11
  |
6 |   a(x: {y 1})
  |           ^
";
    desk.run(&["run", "drop.graphql", "--operation", "Drop"]).is(2, "", expected);
    assert!(sandbox.requests().is_empty());
}

#[test]
fn what_is_sent_is_the_operation_and_its_fragments() {
    let sandbox = fixed();
    let desk = Desk::at(&sandbox).file(
        "list.graphql",
        "\u{feff}\"\"\"Lists.\"\"\" query List(\"how many\" $first: Int = 2) { # some\n customers(paging: {first: $first,}) \
         { edges { node { ...A } } } } \"what one shows\" fragment A on Customer { customerId } fragment B on Customer { id }",
    );
    let ran = desk.run(&["run", "list.graphql", "--format", "csv"]);
    assert_eq!((ran.code, ran.err.as_str()), (0, ""));
    let sent = sandbox.requests_for("List");
    let expected = "query List($first: Int = 2) {
  customers(paging: {first: $first}) {
    edges {
      node {
        ...A
      }
    }
  }
}
fragment A on Customer {
  customerId
}";
    assert_eq!(sent.iter().map(|request| request.document.as_str()).collect::<Vec<_>>(), [expected]);
}

#[test]
fn what_cannot_be_followed_is_an_error() {
    let sandbox = sandbox(25);
    let desk = Desk::at(&sandbox)
        .file("plain.graphql", "query Plain { customers { totalCount } }")
        .file("first.graphql", "query First { customers(paging: {first: 2}) { edges { node { id } } pageInfo { hasNextPage endCursor } } }")
        .file("list.graphql", LIST);
    let message =
        "error: `--all` follows no pages here: `customers` does not select `pageInfo { hasNextPage endCursor }`\n";
    desk.run(&["run", "plain.graphql", "--all"]).is(2, "", message);
    let message = "error: `--all` follows no pages here: the cursor of `customers` does not come from a variable: \
                   pass `after`, or the input that holds it, as one\n";
    desk.run(&["run", "first.graphql", "--all"]).is(2, "", message);
    let mistaken = LIST.replace("name }", "nmae }");
    desk.write("mistaken.graphql", &mistaken);
    let ran = desk.run(&["run", "mistaken.graphql", "--all"]);
    assert_eq!((ran.code, ran.out.as_str()), (2, ""));
    assert!(ran.err.contains("error: unknown field `nmae` on `Customer`\n --> mistaken.graphql:1:92\n"), "{}", ran.err);
    assert!(sandbox.requests().is_empty());
    sandbox.fault(Fault::stuck_cursor().on("List"));
    let ran = desk.run(&["run", "list.graphql", "--all", "--format", "ndjson"]);
    assert_eq!(ran.code, 1);
    assert!(ran.err.ends_with("a second time: stopped\n"), "{}", ran.err);
    // The cursor that a run begins behind counts as followed.
    let asked = sandbox.requests_for("List").len();
    let cursor = ran.err.split('`').nth(1).unwrap();
    let ran = desk.run(&["run", "list.graphql", "--all", "--format", "ndjson", "--after", cursor]);
    assert_eq!((ran.code, sandbox.requests_for("List").len()), (1, asked + 1), "{}", ran.err);
}

#[test]
fn a_list_that_pages_by_number_is_followed() {
    let sandbox = Sandbox::builder().nodes("ContractDTO", 5).spawn().unwrap();
    let list =
        "query L($input: GetContractsInput!) { getContracts(input: $input) { contracts { contractId } totalCount } }";
    let desk = Desk::at(&sandbox).file("l.graphql", list);
    let ran = desk.run(&["run", "l.graphql", "--all", "--page-size", "2", "--format", "csv"]);
    ran.is(0, "contractId\ncontract-0001\ncontract-0002\ncontract-0003\ncontract-0004\ncontract-0005\n", "");
    let pages: Vec<_> = sandbox.requests_for("L").iter().map(|sent| sent.variable("input.page").cloned()).collect();
    assert_eq!(pages, [None, Some(json!(2)), Some(json!(3))]);
    let ran = desk.run(&[
        "run",
        "l.graphql",
        "--all",
        "--variables",
        r#"{"input": {"page": 2, "limit": 2}}"#,
        "--format",
        "csv",
    ]);
    ran.is(0, "contractId\ncontract-0003\ncontract-0004\ncontract-0005\n", "");
}

#[test]
fn pages_are_found_by_the_schema_that_is_named() {
    let schema = "type Query { all(after: Mark, first: Int): Things } scalar Mark type Thing { id: ID! } \
                  type Things { nodes: [Thing] pageInfo: Info } type Info { hasNextPage: Boolean endCursor: Mark }";
    let sandbox = Sandbox::builder().schema(schema).nodes("Thing", 3).null_one_in(0).spawn().unwrap();
    let list =
        "query L($m: Mark, $n: Int) { all(after: $m, first: $n) { nodes { id } pageInfo { hasNextPage endCursor } } }";
    let desk = Desk::at(&sandbox).file("l.graphql", list).file("s.graphql", schema);
    let arguments = ["run", "l.graphql", "--all", "--page-size", "2", "--format", "csv", "--schema", "s.graphql"];
    let ran = desk.run(&arguments);
    assert_eq!((ran.code, ran.err.as_str(), ran.out.lines().count()), (0, "", 4), "{}", ran.out);
    assert_eq!(sandbox.requests_for("L").len(), 2);
}

#[test]
fn a_failure_half_way_prints_what_arrived() {
    let sandbox = sandbox(25);
    let desk = Desk::at(&sandbox).file("list.graphql", LIST);
    sandbox.fault(Fault::status(500).on("List").after(1));
    let ran = desk.run(&["run", "list.graphql", "--all", "--format", "csv"]);
    assert_eq!((ran.code, ran.out.lines().count()), (1, 11));
    assert!(ran.err.starts_with("error: List: HTTP 500"), "{}", ran.err);
}

#[test]
fn an_export_that_stopped_goes_on_behind_its_cursor() {
    let sandbox = sandbox(25);
    let desk = Desk::at(&sandbox).file("list.graphql", LIST);
    let csv = ["run", "list.graphql", "--all", "--page-size", "10", "--format", "csv", "--columns", "customerId"];
    let whole = desk.run(&csv).out;
    assert_eq!(whole.lines().count(), 26);
    sandbox.fault(Fault::status(501).on("List").after(2).times(1));
    let begun = desk.run(&csv);
    assert_eq!((begun.code, begun.out.lines().count()), (1, 21));
    let (error, note) = begun.err.split_once('\n').unwrap();
    assert!(error.starts_with("error: List: HTTP 501"), "{error}");
    let cursor = note.strip_prefix("note: what was printed ends at a cursor, `--after ").unwrap();
    let cursor = cursor.strip_suffix("` goes on behind it\n").unwrap();
    let rest = desk.run(&[&csv[..], &["--after", cursor]].concat());
    assert_eq!((rest.code, rest.err.as_str()), (0, ""));
    let rest = rest.out.strip_prefix("customerId\n").unwrap();
    assert_eq!(begun.out + rest, whole);
}

#[test]
fn columns_are_those_of_the_selection_and_can_be_chosen() {
    let sandbox = sandbox(2);
    let nodes = json!([
        {"customerId": "a", "createdAt": null, "additionalMetaData": {"k": [1]}, "experimentInfo": null},
        {"customerId": "=b", "createdAt": null, "additionalMetaData": null, "experimentInfo": {"groupName": "x"}},
    ]);
    sandbox.on("customers", nodes);
    let list =
        "query List { customers { edges { node { experimentInfo { groupName } customerId additionalMetaData } } } }";
    let desk = Desk::at(&sandbox).file("list.graphql", list);
    let csv = ["run", "list.graphql", "--format", "csv"];
    let all = "experimentInfo.groupName,customerId,additionalMetaData\n,a,\"{\"\"k\"\":[1]}\"\nx,'=b,\n";
    desk.run(&csv).is(0, all, "");
    let chosen = [&csv[..], &["--columns", "customerId,experimentInfo.groupName"]].concat();
    desk.run(&chosen).is(0, "customerId,experimentInfo.groupName\na,\n'=b,x\n", "");
    let mistaken = [&csv[..], &["--columns", "customerid"]].concat();
    desk.run(&mistaken).is(2, "", "error: there is no column `customerid`; did you mean `customerId`?\n");
    let json = ["run", "list.graphql", "--columns", "customerId"];
    desk.run(&json).is(2, "", "error: `--columns` is for `--format csv` and `--format table`\n");
}

#[test]
fn errors_beside_data_are_told_after_the_data() {
    let sandbox = fixed();
    sandbox.fault(Fault::partial("customers.edges.0.node.name").on("List"));
    let desk = Desk::at(&sandbox).file("list.graphql", LIST);
    let ran = desk.run(&["run", "list.graphql", "--format", "csv"]);
    assert_eq!((ran.code, ran.out.as_str()), (1, "customerId,name\na,\nb,\nc,Cee\n"));
    assert!(ran.err.starts_with("error: ") && ran.err.contains("customers.edges[0].node.name"), "{}", ran.err);
}

#[test]
fn a_dry_run_shows_the_request_without_the_key_and_sends_nothing() {
    let sandbox = fixed();
    let desk =
        Desk::at(&sandbox).file("q.graphql", "query Q($p: CursorPaging) { customers(paging: $p) { totalCount } }");
    let ran = desk.run(&["run", "q.graphql", "--dry-run", "--variables", r#"{"p": {"first": 1}}"#]);
    assert_eq!((ran.code, ran.err.as_str()), (0, ""));
    let (head, body) = ran.out.split_once("\n\n").unwrap();
    let mut lines = head.lines();
    assert_eq!(lines.next(), Some(format!("POST {}", sandbox.endpoint()).as_str()));
    let headers: Vec<&str> = lines.collect();
    for header in ["content-type: application/json", "x-graphql-operation-name: Q", "x-api-key: ***"] {
        assert!(headers.contains(&header), "{header}: {headers:?}");
    }
    let body: Value = serde_json::from_str(body).unwrap();
    assert_eq!((&body["operationName"], &body["variables"]), (&json!("Q"), &json!({"p": {"first": 1}})));
    assert!(!ran.out.contains(sandbox.key()) && sandbox.requests().is_empty(), "{}", ran.out);
}

#[test]
fn a_refused_key_is_explained_and_not_shown() {
    let sandbox = fixed();
    let desk = Desk::at(&sandbox)
        .with("STIGG_SERVER_API_KEY", "server-secret-of-mine")
        .file("q.graphql", "query Q { currentEnvironment }");
    let ran = desk.run(&["run", "q.graphql"]);
    assert_eq!((ran.code, ran.out.as_str()), (1, ""));
    assert!(ran.err.starts_with("error: Q: HTTP 401: "), "{}", ran.err);
    assert!(!ran.err.contains("secret-of-mine"), "{}", ran.err);
}

const NOT_SENT: &str = "note: nothing was sent, for it does not fit Stigg's schema; `--schema FILE` names another, \
                        `--no-check` sends it all the same\n\n";

/// With or without a name, and in the fragments that it spreads.
#[test]
fn a_document_that_does_not_fit_is_not_sent() {
    let sandbox = fixed();
    let desk = Desk::at(&sandbox)
        .file("queries/anonymous.graphql", "{ currentEnviroment }")
        .file("queries/named.graphql", "query Named { customers { edges { node { ...F } } } }\nquery Other { nothing }")
        .file("queries/f.graphql", "fragment F on Customer { custmerId }");
    let expected = format!(
        "{NOT_SENT}error: unknown field `currentEnviroment` on `Query`\n --> queries/anonymous.graphql:1:3\n  |\n\
         1 | {{ currentEnviroment }}\n  |   ^^^^^^^^^^^^^^^^^ `Query` has no such field\n  |\n  = help: did you mean `currentEnvironment`?\n"
    );
    desk.run(&["run", "queries/anonymous.graphql"]).is(2, "", &expected);
    desk.run(&["run", "queries/anonymous.graphql", "--dry-run"]).is(2, "", &expected);
    let ran = desk.run(&["run", "queries/named.graphql", "--operation", "Named"]);
    assert_eq!((ran.code, ran.out.as_str()), (2, ""));
    assert!(ran.err.contains("\n --> queries/f.graphql:1:26\n") && !ran.err.contains("nothing`"), "{}", ran.err);
    assert!(sandbox.requests().is_empty());
    // Whoever knows better sends it.
    let ran = desk.run(&["run", "queries/anonymous.graphql", "--no-check"]);
    assert_eq!(ran.code, 1);
    assert_eq!(sandbox.requests().len(), 1);
}

#[test]
fn variables_that_do_not_fit_are_not_sent() {
    let sandbox = fixed();
    let list = "query List(\n  $paging: CursorPaging\n  $id: String!\n) { customers(paging: $paging, filter: {customerId: {eq: $id}}) \
                { totalCount } }";
    let desk = Desk::at(&sandbox).file("list.graphql", list);
    let run = |variables: &str| desk.run(&["run", "list.graphql", "--variables", variables]);
    let expected = "\
error: `$paging.aftr` is not there: `CursorPaging` has no such field; did you mean `after`? (declared at list.graphql:2:3)
error: `$paging.first` is \"ten\", and `Int` is expected (declared at list.graphql:2:3)
error: `$id` is missing, and `String!` is required (declared at list.graphql:3:3)
error: the operation has no variable `$pagin`; did you mean `paging`?
";
    run(r#"{"paging": {"first": "ten", "aftr": "x"}, "pagin": 1}"#).is(2, "", expected);
    assert!(sandbox.requests().is_empty());
    let ran = run(r#"{"paging": {"first": 10}, "id": "customer-0001"}"#);
    assert_eq!((ran.code, ran.err.as_str()), (0, ""));
}
