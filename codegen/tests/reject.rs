//! What a user sees when something is wrong. A case is a folder under `tests/reject`, and its name says what it is
//! about:
//!
//! - `schema*` files are its schema, in the order of their names; without any, `reject/schema.graphql` is;
//! - `options`, if there, has a builder call per line, such as `scalar BigInt ::my::BigInt`;
//! - all other files are the folder that `queries` is given;
//! - `report` is the whole report, or the warnings of a case that is accepted; in it `<here>` is the folder of this crate.
//!
//! `INSTA_UPDATE=always cargo test -p stigg-graphql-codegen --test reject` rewrites the reports, as it does all snapshots:
//! read the diff like code.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::{env, fs};

use stigg_graphql_codegen::{Builder, DeprecatedPolicy};

#[test]
fn every_case_gives_its_report() {
    let bless = env::var_os("INSTA_UPDATE").is_some_and(|value| value == "always");
    let mut failures = String::new();
    let mut cases = 0;
    for case in sorted(Path::new("tests/reject")).into_iter().filter(|path| path.is_dir()) {
        cases += 1;
        let report = report(&case);
        let expected_file = case.join("report");
        let expected = fs::read_to_string(&expected_file).unwrap_or_default();
        if report != expected {
            if bless {
                fs::write(&expected_file, &report).unwrap();
            } else {
                let name = case.display();
                let _ = write!(failures, "\n--- {name}: expected\n{expected}\n--- {name}: got\n{report}\n");
            }
        }
    }
    assert!(cases > 50, "the cases have gone: only {cases} found");
    assert!(failures.is_empty(), "{failures}");
}

fn report(case: &Path) -> String {
    let mut builder = Builder::new();
    let mut own_schema = false;
    for file in sorted(case) {
        let name = file.file_name().unwrap().to_string_lossy().into_owned();
        if name == "options" {
            for line in fs::read_to_string(&file).unwrap().lines() {
                builder = option(builder, line);
            }
        } else if name.starts_with("schema") {
            builder = builder.schema(file);
            own_schema = true;
        } else if name != "report" {
            builder = builder.queries(file);
        }
    }
    if !own_schema {
        builder = builder.schema("tests/reject/schema.graphql");
    }
    let here = env::current_dir().unwrap().to_string_lossy().into_owned();
    match builder.generate() {
        Err(problems) => format!("{problems}\n").replace(&here, "<here>"),
        Ok(generated) => {
            let mut report = "accepted\n".to_owned();
            for warning in &generated.warnings {
                let _ = writeln!(report, "\n{warning}");
            }
            report
        }
    }
}

fn option(builder: Builder, line: &str) -> Builder {
    let words: Vec<&str> = line.split(' ').collect();
    match words.as_slice() {
        ["deprecated", "warn"] => builder.deprecated(DeprecatedPolicy::Warn),
        ["deprecated", "deny"] => builder.deprecated(DeprecatedPolicy::Deny),
        ["scalar", name, path] => builder.scalar(*name, *path),
        ["field_type", name, path] => builder.field_type(*name, *path),
        ["include_type", name] => builder.include_type(*name),
        ["queries", path] => builder.queries(*path),
        ["schema", path] => builder.schema(*path),
        _ => panic!("what is the option `{line}`?"),
    }
}

fn sorted(folder: &Path) -> Vec<PathBuf> {
    let mut paths: Vec<PathBuf> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    paths
}
