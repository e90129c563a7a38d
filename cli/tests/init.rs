//! `init`: what it writes, and what it leaves alone. That it builds, and that its test passes, is shown by `.ci/run`.

mod support;

use std::fs;

use stigg_graphql_codegen::Builder;
use support::Desk;

const FILES: [&str; 10] = [
    "Cargo.toml",
    "build.rs",
    "schema/stigg.graphql",
    "queries/plan_names.graphql",
    "src/stigg.rs",
    "src/lib.rs",
    "tests/plan_names.rs",
    ".graphqlrc.yml",
    ".github/workflows/stigg.yml",
    ".gitignore",
];

#[test]
fn a_crate_is_started_in_an_empty_place() {
    let desk = Desk::new();
    let ran = desk.run(&["init", "My Shop"]);
    assert_eq!((ran.code, ran.err.as_str()), (0, ""));
    let wrote: String = FILES.iter().map(|file| format!("wrote {file}\n")).collect();
    assert!(ran.out.starts_with(&wrote), "{}", ran.out);
    assert!(desk.read("My Shop/Cargo.toml").starts_with("[package]\nname = \"my-shop\"\n"));
    assert!(desk.read("My Shop/tests/plan_names.rs").contains("use my_shop::stigg::PlanNames;"));
    let shop = desk.path().join("My Shop");
    let generated = Builder::new()
        .queries(shop.join("queries"))
        .schema(shop.join("schema/stigg.graphql"))
        .stigg_field_types()
        .generate()
        .unwrap();
    assert_eq!(generated.operations.len(), 1);
    assert!(generated.operations[0].paging.is_ok());
    let check = ["check", "--queries", "My Shop/queries", "--schema", "My Shop/schema/stigg.graphql"];
    desk.run(&check).is(0, "All operations are valid: 1 in 1 file.\n", "");
    // Once more changes nothing.
    let again = desk.run(&["init", "My Shop"]);
    let kept: String = FILES.iter().map(|file| format!("kept  {file}\n")).collect();
    assert!(again.code == 0 && again.out.starts_with(&kept), "{again:?}");
}

#[test]
fn what_is_there_is_left_alone_and_told_what_it_lacks() {
    let manifest = "[package]\nname = \"billing\"\nversion = \"1.0.0\"\n";
    let desk = Desk::new().file("Cargo.toml", manifest).file("src/lib.rs", "// mine\n");
    let ran = desk.run(&["init"]);
    assert_eq!((ran.code, ran.err.as_str()), (0, ""));
    assert_eq!((desk.read("Cargo.toml").as_str(), desk.read("src/lib.rs").as_str()), (manifest, "// mine\n"));
    for told in ["kept  Cargo.toml\n", "Cargo.toml needs:\n\n[dependencies]\n", "src/lib.rs needs: pub mod stigg;\n"] {
        assert!(ran.out.contains(told), "{told}: {}", ran.out);
    }
    assert!(!ran.out.contains("build.rs needs"), "{}", ran.out);
    assert!(desk.read("tests/plan_names.rs").contains("use billing::stigg::PlanNames;"));
}

#[test]
fn no_crate_is_started_where_none_can_be() {
    let desk = Desk::new().file("Cargo.toml", "[workspace]\nmembers = []\n").file("a", "a file");
    let ran = desk.run(&["init"]);
    assert_eq!((ran.code, ran.out.as_str()), (2, ""));
    assert!(ran.err.ends_with("names no package: go into one of its members\n"), "{}", ran.err);
    let ran = desk.run(&["init", "123"]);
    assert!(ran.code == 2 && ran.err.ends_with("say another name with `--name`\n"), "{ran:?}");
    assert_eq!(desk.run(&["init", "123", "--name", "a b"]).code, 2);
    assert_eq!(desk.run(&["init", "a"]).code, 1);
    assert_eq!(fs::read_dir(desk.path()).unwrap().count(), 2);
}
