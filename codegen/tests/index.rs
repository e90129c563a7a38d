//! The list of operations by folder.

use stigg_graphql_codegen::Builder;

fn headings(files: &[&str]) -> Vec<String> {
    let schema = Builder::new().schema_text("schema.graphql", "type Query { a: Int }");
    let builder = files
        .iter()
        .zip('A'..)
        .fold(schema, |builder, (file, name)| builder.query_text(*file, format!("query {name} {{ a }}")));
    let index = builder.generate().unwrap().index;
    let lines = index.lines().filter(|line| !line.is_empty());
    lines.map(|line| line.split(']').next().unwrap().to_owned()).collect()
}

#[test]
fn each_folder_has_one_heading() {
    let files = ["queries/a.graphql", "queries/b/x.graphql", "queries/c.graphql"];
    assert_eq!(headings(&files), ["## `queries`", "- [`A`", "- [`C`", "## `b`", "- [`B`"]);
    assert_eq!(headings(&files[..1]), ["- [`A`"]);
}

#[test]
fn folders_of_the_same_name_are_told_apart() {
    let files = ["one/plans/a.graphql", "two/plans/b.graphql", "two/rest/c.graphql", "d.graphql"];
    let titles = headings(&files).into_iter().filter(|line| line.starts_with('#')).collect::<Vec<_>>();
    assert_eq!(titles, ["## `.`", "## `one/plans`", "## `two/plans`", "## `rest`"]);
}
