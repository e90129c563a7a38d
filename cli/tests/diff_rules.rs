//! What `diff` says of one difference. A folder of `diff_rules` is a rule, named after its file in `src/diff/compare`, and a
//! folder in it is a case:
//!
//! - `before.graphql` and `after.graphql` are the schemas;
//! - `query.graphql`, if there, has operations that were written for the first;
//! - `verdict` is what is printed with `--safe`, and below it the exit code.
//!
//! `INSTA_UPDATE=always cargo test -p stigg-graphql-cli --test diff_rules` rewrites the verdicts: read the diff like code.

mod support;

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::{env, fs};

use support::Desk;

/// What in the folder of the rules is none.
const NO_RULES: [&str; 2] = ["referenced", "type_reference"];

#[test]
fn every_case_gives_its_verdict() {
    let bless = env::var_os("INSTA_UPDATE").is_some_and(|value| value == "always");
    let mut failures = String::new();
    for case in cases() {
        let read = |name: &str| fs::read_to_string(case.join(name)).ok();
        let desk = Desk::new();
        for name in ["before.graphql", "after.graphql", "query.graphql"] {
            if let Some(text) = read(name) {
                desk.write(name, &text);
            }
        }
        let schemas = ["diff", "before.graphql", "after.graphql", "--safe"];
        let queries: &[&str] = if case.join("query.graphql").exists() { &["--queries", "query.graphql"] } else { &[] };
        let ran = desk.run(&[&schemas[..], queries].concat());
        let verdict = format!("{}{}exit code {}\n", ran.out, ran.err, ran.code);
        let expected = read("verdict").unwrap_or_default();
        if verdict != expected {
            if bless {
                fs::write(case.join("verdict"), &verdict).unwrap();
            } else {
                let name = case.display();
                let _ = write!(failures, "\n--- {name}: expected\n{expected}\n--- {name}: got\n{verdict}\n");
            }
        }
    }
    assert!(failures.is_empty(), "{failures}");
}

#[test]
fn each_rule_has_cases_and_each_kind_of_change_is_shown() {
    let files = sorted(Path::new("src/diff/compare"));
    let rules = files.iter().map(|path| path.file_stem().unwrap().to_string_lossy().into_owned());
    let rules: BTreeSet<String> = rules.filter(|name| !NO_RULES.contains(&name.as_str())).collect();
    let folders = sorted(Path::new("tests/diff_rules"));
    let folders: BTreeSet<String> =
        folders.iter().map(|path| path.file_name().unwrap().to_string_lossy().into_owned()).collect();
    assert_eq!(rules, folders);

    let kinds = fs::read_to_string("src/diff/change.rs").unwrap();
    let kinds = kinds.split_once("\nkinds! {\n").unwrap().1.split_once("\n}").unwrap().0;
    let verdicts: String = cases().iter().map(|case| fs::read_to_string(case.join("verdict")).unwrap()).collect();
    for kind in kinds.lines().map(|line| line.split('"').nth(1).unwrap()) {
        assert!(verdicts.contains(&format!("[{kind}]\n")), "no case shows {kind}");
    }
}

fn cases() -> Vec<PathBuf> {
    sorted(Path::new("tests/diff_rules")).iter().flat_map(|rule| sorted(rule)).collect()
}

fn sorted(folder: &Path) -> Vec<PathBuf> {
    let mut paths: Vec<PathBuf> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    paths
}
