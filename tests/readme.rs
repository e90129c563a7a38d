//! The README says what is true: its files are those of the crate it names, its version is that of the manifest.

const README: &str = include_str!("../README.md");

/// A text as a list item shows it.
fn indented(text: &str) -> String {
    text.lines().map(|line| if line.is_empty() { "\n".to_owned() } else { format!("   {line}\n") }).collect()
}

#[test]
fn the_first_query_is_the_crate_in_examples() {
    for file in [
        include_str!("../examples/first_query/queries/plan_names.graphql"),
        include_str!("../examples/first_query/build.rs"),
        include_str!("../examples/first_query/src/main.rs"),
    ] {
        assert!(README.contains(&indented(file)), "the README does not have:\n{file}");
    }
}

#[test]
fn versions_are_those_of_the_manifest() {
    let texts = [README, include_str!("../codegen/README.md"), include_str!("../sandbox/README.md")];
    let dependencies: Vec<&str> = texts
        .iter()
        .flat_map(|text| text.lines())
        .map(str::trim)
        .filter(|line| line.starts_with("stigg-graphql"))
        .collect();
    let version = concat!(" = \"=", env!("CARGO_PKG_VERSION"), "\"");
    let named = |name: &str| dependencies.iter().filter(|line| **line == format!("{name}{version}")).count();
    let crates = ["stigg-graphql", "stigg-graphql-codegen", "stigg-graphql-sandbox"].map(named);
    assert_eq!((crates, dependencies.len()), ([2, 2, 2], 6), "{dependencies:?}");
    let rust_version = env!("CARGO_PKG_RUST_VERSION");
    assert!(README.contains(&format!("minimum Rust is {rust_version}.")));
}

#[test]
fn the_number_of_operations_is_the_number_shipped() {
    let count = stigg_graphql::operations::OPERATIONS.len();
    assert!(README.contains(&format!("{count} operations are compiled in")));
}

/// Name and text of each guide.
fn guides() -> Vec<(String, String)> {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/guide");
    let files = std::fs::read_dir(folder).unwrap().map(|file| file.unwrap().path());
    let guide = |path: std::path::PathBuf| {
        let name = path.file_stem().unwrap().to_str().unwrap().to_owned();
        (name, std::fs::read_to_string(path).unwrap())
    };
    files.map(guide).collect()
}

#[test]
fn every_guide_is_linked_and_in_the_documentation() {
    let (root, table) = (include_str!("../src/lib.rs"), include_str!("../src/guide.rs"));
    for (name, _) in guides() {
        let link = format!("[guide-{}]: ", name.replace('_', "-"));
        assert!(README.contains(&format!("{link}docs/guide/{name}.md\n")), "{name} is not linked by the README");
        assert!(root.contains(&format!("{link}guide::{name}\n")), "the link to {name} is dead in rustdoc");
        assert!(table.contains(&format!("[`{name}`]")), "{name} is not in the table of the guides");
    }
    assert_eq!(guides().len(), 12);
}

#[test]
fn operations_in_the_guides_are_valid() {
    let mut names = Vec::new();
    for (name, text) in guides() {
        for block in text.split("```graphql\n").skip(1).filter_map(|rest| rest.split("```").next()) {
            let generated = stigg_graphql_codegen::Builder::new().query_text(&name, block).generate();
            names.extend(generated.unwrap().operations.into_iter().map(|operation| operation.name));
        }
    }
    names.sort();
    assert_eq!(names, ["CustomersOfPlan", "GetCustomer", "NewCustomers"]);
}

#[test]
fn rooms_that_the_architecture_names_are_there() {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR"));
    let text = include_str!("../docs/ARCHITECTURE.md");
    let table = text.split("## Where to add X").nth(1).unwrap().split("\n## ").next().unwrap();
    let paths: Vec<&str> = table.split('`').skip(1).step_by(2).filter(|path| path.contains('/')).collect();
    let gone: Vec<&&str> = paths.iter().filter(|path| !path.contains('<') && !folder.join(path).exists()).collect();
    assert!(paths.len() > 30 && gone.is_empty(), "{} paths, not there: {gone:?}", paths.len());
}
