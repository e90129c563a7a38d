//! `new`: what it writes is valid, whatever the field.

mod support;

use stigg_graphql_codegen::Builder;
use stigg_graphql_codegen::syntax::OperationType;
use support::Desk;

#[test]
fn a_list_is_begun_with_its_nodes_and_paging() {
    let expected = "\
query Envs($filter: EnvironmentFilter, $paging: CursorPaging, $sorting: [EnvironmentSort!]) {
  environments(filter: $filter, paging: $paging, sorting: $sorting) {
    edges {
      node {
";
    let desk = Desk::new();
    let ran = desk.run(&["new", "environments", "--name", "Envs"]);
    assert_eq!((ran.code, ran.err.as_str()), (0, ""));
    assert!(ran.out.starts_with(expected), "{}", ran.out);
    let end = "      }\n    }\n    pageInfo {\n      hasNextPage\n      endCursor\n    }\n  }\n}\n";
    assert!(ran.out.ends_with(end), "{}", ran.out);
}

#[test]
fn every_field_of_stiggs_schema_gives_a_valid_operation() {
    let schema = Builder::new().read_schema().unwrap();
    let desk = Desk::new().file("queries/first.graphql", "query First { currentEnvironment }");
    let roots = OperationType::ALL.into_iter().filter_map(|kind| schema.root(kind));
    let all: Vec<(usize, &str)> = roots.flat_map(|root| schema.field_names(root)).enumerate().collect();
    let fields = all.len();
    let desk = &desk;
    std::thread::scope(|scope| {
        for some in all.chunks(fields.div_ceil(4)) {
            scope.spawn(move || {
                for (number, field) in some {
                    let file = format!("queries/{number}.graphql");
                    let ran = desk.run(&["new", field, "--name", &format!("N{number}"), "--out", &file]);
                    ran.is(0, &format!("wrote {file}\n"), "");
                }
            });
        }
    });
    assert!(fields > 290, "{fields}");
    let expected = format!("All operations are valid: {0} in {0} files.\n", fields + 1);
    desk.run(&["check"]).is(0, &expected, "");
}

#[test]
fn members_and_wrappers_are_looked_into_and_files_are_left_alone() {
    let schema = "type Query { any: Any wrapped: Wrapped other(id: ID!, n: Int = 1): Int }
        union Any = A | B type A { id: ID! x: Int gone: Int @deprecated } type B { id: ID! x: String needs(a: Int!): Int }
        type Wrapped { inner: Inner } type Inner { a: A }";
    let desk = Desk::new().file("s.graphql", schema);
    let new = |more: &[&str]| desk.run(&[&["new", "--schema", "s.graphql"][..], more].concat());
    let any = "query Any {\n  any {\n    __typename\n    ... on A {\n      id\n      x\n    }\n    ... on B {\n      id\n      \
               B_x: x\n    }\n  }\n}\n";
    new(&["any"]).is(0, any, "");
    new(&["wrapped"]).is(
        0,
        "query Wrapped {\n  wrapped {\n    inner {\n      a {\n        id\n        x\n      }\n    }\n  }\n}\n",
        "",
    );
    new(&["other"]).is(0, "query Other($id: ID!, $n: Int) {\n  other(id: $id, n: $n)\n}\n", "");
    let mistaken = new(&["anny"]);
    let question = "error: neither query nor mutation nor subscription has a field `anny`; did you mean `any`?\n";
    mistaken.is(2, "", question);
    new(&["any", "--out", "a.graphql"]).is(0, "wrote a.graphql\n", "");
    assert_eq!((new(&["other", "--out", "a.graphql"]).code, desk.read("a.graphql").as_str()), (1, any));
    assert_eq!(new(&["any", "--name", "2"]).code, 2);
}
