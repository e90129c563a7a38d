//! What a user sees when something is wrong. A case is a folder under `tests/reject`, and its name says what it is
//! about:
//!
//! - `schema*` files are its schema, in the order of their names; without any, `reject/schema.graphql` is;
//! - `options`, if there, has a builder call per line, such as `scalar BigInt ::my::BigInt`; `shipped` stands for the schema
//!   that is shipped;
//! - all other files are the folder that `queries` is given;
//! - `report` is the whole report, or the warnings of a case that is accepted; in it `<here>` is the folder of this crate.
//!
//! Every code of a problem has a case that shows it, but for those that no folder can hold.
//!
//! `INSTA_UPDATE=always cargo test -p stigg-graphql-codegen --test reject` rewrites the reports, as it does all snapshots:
//! read the diff like code.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::{env, fs};

use stigg_graphql_codegen::{Builder, Code, DeprecatedPolicy, Diagnostic, Diagnostics, Generated};

#[test]
fn every_case_gives_its_report() {
    let bless = env::var_os("INSTA_UPDATE").is_some_and(|value| value == "always");
    let mut failures = String::new();
    let mut cases = 0;
    for case in sorted(Path::new("tests/reject")).into_iter().filter(|path| path.is_dir()) {
        cases += 1;
        let report = report(&outcome(&case));
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

/// Codes that no case can show, and the test that shows them instead.
const SHOWN_ELSEWHERE: &[(Code, &str, &str)] = &[
    (Code::UnreadableFile, "tests/compile.rs", "what_the_disk_refuses_is_reported"),
    (Code::UnwritableFile, "tests/compile.rs", "what_the_disk_refuses_is_reported"),
    (Code::NoOutputFolder, "tests/compile.rs", "what_the_disk_refuses_is_reported"),
    (Code::NoThread, "src/builder.rs", "a_system_without_threads_is_reported"),
    (Code::TextTooLarge, "src/source/parse.rs", "a_text_that_is_too_large_is_reported"),
    (Code::TooManyOverlaps, "tests/scale.rs", "too_many_overlaps"),
];

#[test]
fn every_code_is_shown_by_a_case() {
    let cases = sorted(Path::new("tests/reject")).into_iter().filter(|path| path.is_dir());
    let shown: BTreeSet<Code> = cases.flat_map(|case| codes(&outcome(&case))).collect();
    for (code, file, test) in SHOWN_ELSEWHERE {
        assert!(!shown.contains(code), "a case shows `{code}`, not only {file}");
        let text = fs::read_to_string(file).unwrap();
        assert!(
            text.contains(&format!("fn {test}()")) && text.contains(&format!("Code::{code:?}")),
            "{code} in {file}"
        );
    }
    let elsewhere = SHOWN_ELSEWHERE.iter().map(|(code, ..)| *code);
    let all: BTreeSet<Code> = shown.iter().copied().chain(elsewhere).collect();
    let missing: Vec<&str> = Code::ALL.iter().filter(|code| !all.contains(code)).map(|code| code.as_str()).collect();
    assert!(missing.is_empty(), "no case shows {missing:?}");
}

/// What generating says of a case.
type Outcome = Result<Generated, Diagnostics>;

fn codes(outcome: &Outcome) -> Vec<Code> {
    match outcome {
        Ok(generated) => generated.warnings.iter().map(Diagnostic::code).collect(),
        Err(problems) => problems.iter().map(Diagnostic::code).collect(),
    }
}

fn outcome(case: &Path) -> Outcome {
    let mut builder = Builder::new();
    let mut own_schema = false;
    for file in sorted(case) {
        let name = file.file_name().unwrap().to_string_lossy().into_owned();
        if name == "options" {
            for line in fs::read_to_string(&file).unwrap().lines() {
                own_schema |= line == "shipped";
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
    builder.generate()
}

fn report(outcome: &Outcome) -> String {
    let here = env::current_dir().unwrap().to_string_lossy().into_owned();
    match outcome {
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
        ["hints"] => builder.hints(),
        ["shipped"] => builder,
        ["own_types"] => builder.own_types(),
        ["stigg_fragments"] => builder.stigg_fragments(),
        ["own_fragment", name] => builder.own_fragment(*name),
        ["types_from", module, path] => builder.types_from(*module, *path),
        ["scalar", name, path] => builder.scalar(*name, *path),
        ["field_type", name, path] => builder.field_type(*name, *path),
        ["include_type", name] => builder.include_type(*name),
        ["rename_operation", name, rust] => builder.rename_operation(*name, *rust),
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
