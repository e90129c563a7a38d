//! `snapshot`: the files of the regression test, without Cargo.

mod support;

use support::Desk;

const QUERY: &str = "query Name($id: String!) { getCustomerByRefId(input: {customerId: $id}) { name } }";

#[test]
fn the_test_and_the_command_have_the_same_files() {
    let example = concat!(env!("CARGO_MANIFEST_DIR"), "/../examples/tested_queries");
    let output = Desk::new().command(&["snapshot", "--verify"]).current_dir(example).output().unwrap();
    support::Ran::of(output).is(0, "", "");
}

#[test]
fn ends_of_lines_do_not_differ_and_their_order_does() {
    let desk = Desk::new().file("queries/name.graphql", &QUERY.replace(" name ", " name email "));
    assert_eq!(desk.run(&["snapshot"]).code, 0);
    let wire = "tests/regression/name.wire.snap";
    let text = desk.read(wire);
    desk.write(wire, &text.replace('\n', "\r\n"));
    desk.run(&["snapshot", "--verify"]).is(0, "", "");

    let other = text.replace("    name\n    email\n", "    email\n    name\n");
    assert_ne!(other, text);
    let said = "name.wire differs\n  the same lines in another order or number\n";
    desk.write(wire, &other);
    desk.run(&["snapshot", "--verify"]).is(1, said, "");
    desk.write(wire, &text.replace("    name\n", "    name\n    name\n"));
    desk.run(&["snapshot", "--verify"]).is(1, said, "");
}

#[test]
fn what_changed_and_what_is_left_over_is_said() {
    let desk = Desk::new().file("queries/name.graphql", QUERY);
    let files = ["name.wire", "name.variables", "name.rust", "schema"];
    let verify = desk.run(&["snapshot", "--verify"]);
    assert!(
        verify.code == 1 && verify.out.starts_with("name.wire differs\n  + # query Name, from queries/"),
        "{verify:?}"
    );
    let wrote: String = files.iter().map(|name| format!("wrote tests/regression/{name}.snap\n")).collect();
    desk.run(&["snapshot"]).is(0, &wrote, "");
    assert_eq!(
        desk.read("tests/regression/name.variables.snap"),
        "---\nsource: tests/regression.rs\n---\n$id: String!\n"
    );
    desk.run(&["snapshot"]).is(0, "", "");
    desk.run(&["snapshot", "--verify"]).is(0, "", "");

    desk.write("queries/name.graphql", &QUERY.replace(" name ", " name email "));
    let differs = "name.wire differs\n  +     email\nname.rust differs\n  + name::Data.get_customer_by_ref_id.email: Option<String>\n\
                   schema differs\n  + Customer.email: String\n";
    desk.run(&["snapshot", "--verify"]).is(1, differs, "");
    assert_eq!(desk.run(&["snapshot"]).code, 0);

    desk.write("queries/name.graphql", &QUERY.replace("query Name", "query Other").replace(" name ", " name email "));
    let left: String = ["rust", "variables", "wire"]
        .iter()
        .map(|name| format!("no operation has what is in tests/regression/name.{name}.snap\n"))
        .collect();
    let ran = desk.run(&["snapshot", "--verify"]);
    assert_eq!((ran.code, ran.err), (1, left));

    desk.write("queries/name.graphql", "query Name { nothing }");
    let ran = desk.run(&["snapshot"]);
    assert!(ran.code == 1 && ran.err.contains("unknown field `nothing`"), "{ran:?}");
}
