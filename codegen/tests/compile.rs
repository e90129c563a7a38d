//! What `compile` does to the disk and says to Cargo. Its output is read from a child process: this test, run again.

use std::path::Path;
use std::process::Command;
use std::time::SystemTime;
use std::{env, fs};

use stigg_graphql_codegen::Builder;

const SCHEMA: &str = "type Query { a: Int }";

/// Only does something when run by the other tests.
#[test]
fn child() {
    let Some(folder) = env::var_os("COMPILE_IN") else { return };
    env::set_current_dir(folder).unwrap();
    println!(); // the harness has begun a line
    match Builder::new().schema("schema.graphql").compile() {
        Ok(()) => println!("done"),
        Err(problems) => println!("refused: {problems}"),
    }
}

fn command(folder: &Path) -> Command {
    let mut command = Command::new(env::current_exe().unwrap());
    command
        .args(["--exact", "child", "--nocapture", "--test-threads=1"])
        .env("COMPILE_IN", folder)
        .env("OUT_DIR", folder.join("out"));
    command
}

fn compile_in(folder: &Path) -> Vec<String> {
    let output = command(folder).output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap().lines().map(str::to_owned).collect()
}

fn project() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    fs::create_dir_all(folder.path().join("out")).unwrap();
    fs::create_dir_all(folder.path().join("queries/deep/er")).unwrap();
    fs::write(folder.path().join("schema.graphql"), SCHEMA).unwrap();
    for (file, text) in [
        ("queries/b.graphql", "query B { a }"),
        ("queries/a.gql", "query A { a }"),
        ("queries/deep/er/c.graphql", "query C { a }\nfragment Unused on Query { a }"),
        ("queries/notes.txt", "not GraphQL"),
        ("queries/.#b.graphql", "an editor's lock"),
    ] {
        fs::write(folder.path().join(file), text).unwrap();
    }
    folder
}

#[test]
fn cargo_is_told_exactly_what_was_read() {
    let project = project();
    let output = compile_in(project.path());
    let watched: Vec<&str> = output.iter().filter_map(|line| line.strip_prefix("cargo:rerun-if-changed=")).collect();
    assert_eq!(
        watched,
        [
            "queries",
            "queries/a.gql",
            "queries/b.graphql",
            "queries/deep",
            "queries/deep/er",
            "queries/deep/er/c.graphql",
            "schema.graphql",
        ]
    );
    let warnings: Vec<&str> = output.iter().filter_map(|line| line.strip_prefix("cargo:warning=")).collect();
    assert_eq!(warnings.first(), Some(&"no operation uses the fragment `Unused`"), "{output:#?}");
    assert!(output.iter().any(|line| line == "done"), "{output:#?}");
}

#[test]
fn the_file_is_touched_only_when_its_bytes_change() {
    let project = project();
    let file = project.path().join("out/stigg_graphql.rs");
    compile_in(project.path());
    let long_ago = SystemTime::UNIX_EPOCH;
    let written = |time: Option<SystemTime>| {
        let open = fs::File::options().append(true).open(&file).unwrap();
        if let Some(time) = time {
            open.set_modified(time).unwrap();
        }
        open.metadata().unwrap().modified().unwrap()
    };
    written(Some(long_ago));
    compile_in(project.path());
    assert_eq!(written(None), long_ago);

    fs::write(project.path().join("queries/new.graphql"), "query New { a }").unwrap();
    compile_in(project.path());
    assert_ne!(written(None), long_ago);
}

#[test]
fn what_is_wrong_is_watched_too_and_nothing_is_written() {
    let project = project();
    fs::write(project.path().join("queries/bad.graphql"), "query Bad { b }").unwrap();
    let output = compile_in(project.path());
    assert!(output.iter().any(|line| line == "cargo:rerun-if-changed=queries/bad.graphql"), "{output:#?}");
    assert!(output.iter().any(|line| line.contains("queries/bad.graphql:1:13")), "{output:#?}");
    assert!(!project.path().join("out/stigg_graphql.rs").exists());
}

#[test]
fn the_order_of_files_does_not_matter() {
    let texts = [
        ("a.graphql", "query A { a }"),
        ("b.graphql", "query B { a }"),
        ("c.graphql", "query C { ...F }"),
        ("d.graphql", "fragment F on Query { a }"),
    ];
    let generate = |order: &[usize]| {
        let mut builder = Builder::new().schema_text("schema.graphql", SCHEMA);
        for &at in order {
            builder = builder.query_text(texts[at].0, texts[at].1);
        }
        builder.generate().unwrap().code
    };
    let expected = generate(&[0, 1, 2, 3]);
    for order in [[3, 2, 1, 0], [1, 3, 0, 2], [2, 0, 3, 1]] {
        assert_eq!(generate(&order), expected);
    }
}

#[test]
fn a_folder_that_leads_back_to_itself_is_read_once() {
    let project = project();
    #[cfg(unix)]
    std::os::unix::fs::symlink("..", project.path().join("queries/deep/back")).unwrap();
    let generated =
        Builder::new().schema_text("schema.graphql", SCHEMA).queries(project.path().join("queries")).generate();
    generated.unwrap();
}

#[test]
fn no_backtrace_follows_the_report() {
    let project = project();
    fs::write(project.path().join("queries/bad.graphql"), "query Bad { b }").unwrap();
    let build_script = [("HOST", "x"), ("TARGET", "x"), ("NUM_JOBS", "1"), ("RUST_BACKTRACE", "1")];
    let output = command(project.path()).envs(build_script).output().unwrap();
    assert_eq!(output.status.code(), Some(1));
    let report = String::from_utf8(output.stderr).unwrap();
    assert!(report.starts_with("1 error in 1 file"), "{report}");
    assert!(report.trim_end().ends_with("^ `Query` has no such field"), "{report}");
}

#[test]
fn the_schema_may_lie_among_the_operations() {
    let project = project();
    let queries = project.path().join("queries");
    fs::write(queries.join("schema.graphql"), SCHEMA).unwrap();
    Builder::new().schema(queries.join("schema.graphql")).queries(&queries).generate().unwrap();
}
