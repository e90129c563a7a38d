//! What `compile` does to the disk and says to Cargo. Its output is read from a child process: this test, run again.

use std::path::Path;
use std::process::Command;
use std::time::SystemTime;
use std::{env, fs};

use stigg_graphql_codegen::{Builder, Code, DeprecatedPolicy, Diagnostic};

const SCHEMA: &str = "type Query { a: Int }";

/// Only does something when run by the other tests.
#[test]
fn child() {
    let Some(folder) = env::var_os("COMPILE_IN") else { return };
    env::set_current_dir(folder).unwrap();
    println!(); // the harness has begun a line
    let mut builder = Builder::new().schema("schema.graphql").deprecated(DeprecatedPolicy::Warn);
    if Path::new("other").exists() {
        builder = builder.types_from("::other::stigg", "other");
    }
    match builder.compile() {
        Ok(()) => println!("done"),
        Err(problems) => {
            println!("refused: {problems}");
            let codes: Vec<&str> = problems.iter().map(|problem| problem.code().as_str()).collect();
            println!("codes: {}", codes.join(" "));
        }
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
fn the_files_of_another_crate_are_watched() {
    let project = project();
    fs::create_dir(project.path().join("other")).unwrap();
    fs::write(project.path().join("other/part.graphql"), "query O { ...Part } fragment Part on Query { a }").unwrap();
    fs::write(project.path().join("queries/b.graphql"), "query B { ...Part }").unwrap();
    let output = compile_in(project.path());
    for file in ["other", "other/part.graphql", "queries/b.graphql"] {
        assert!(output.contains(&format!("cargo:rerun-if-changed={file}")), "{output:#?}");
    }
    assert!(output.iter().any(|line| line == "done"), "{output:#?}");
    let code = fs::read_to_string(project.path().join("out/stigg_graphql/fragments/part.rs")).unwrap();
    assert!(code.contains("pub use ::other::stigg::fragments::Part;"), "{code}");
}

/// The files that were written, by their paths, and those that were written since they were made very old.
fn written(project: &Path) -> (Vec<String>, Vec<String>) {
    let (mut all, mut new) = (Vec::new(), Vec::new());
    let mut open = vec![project.join("out")];
    while let Some(folder) = open.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                open.push(path);
                continue;
            }
            let file = fs::File::options().append(true).open(&path).unwrap();
            let name = path.strip_prefix(project.join("out")).unwrap().to_string_lossy().replace('\\', "/");
            if file.metadata().unwrap().modified().unwrap() != SystemTime::UNIX_EPOCH {
                new.push(name.clone());
            }
            all.push(name);
            file.set_modified(SystemTime::UNIX_EPOCH).unwrap();
        }
    }
    all.sort();
    new.sort();
    (all, new)
}

#[test]
fn a_file_is_touched_only_when_its_bytes_change() {
    let project = project();
    fs::write(project.path().join("queries/part.graphql"), "query D { ...Part }\nfragment Part on Query { a }")
        .unwrap();
    compile_in(project.path());
    let all = [
        "stigg_graphql.rs",
        "stigg_graphql/enums.rs",
        "stigg_graphql/fragments/part.rs",
        "stigg_graphql/inputs.rs",
        "stigg_graphql/operations/a.rs",
        "stigg_graphql/operations/b.rs",
        "stigg_graphql/operations/c.rs",
        "stigg_graphql/operations/d.rs",
        "stigg_graphql_index.md",
        "stigg_graphql_review.json",
    ];
    let all = all.map(str::to_owned);
    assert_eq!(written(project.path()), (all.to_vec(), all.to_vec()));
    compile_in(project.path());
    assert_eq!(written(project.path()).1, [""; 0]);

    fs::write(project.path().join("queries/b.graphql"), "query B { a again: a }").unwrap();
    compile_in(project.path());
    let (_, touched) = written(project.path());
    assert_eq!(touched, ["stigg_graphql/operations/b.rs", "stigg_graphql_review.json"]);

    fs::write(project.path().join("queries/new.graphql"), "query New { a }").unwrap();
    compile_in(project.path());
    let (_, touched) = written(project.path());
    let expected =
        ["stigg_graphql.rs", "stigg_graphql/operations/new.rs", "stigg_graphql_index.md", "stigg_graphql_review.json"];
    assert_eq!(touched, expected);
}

#[test]
fn what_was_made_of_a_file_that_is_gone_is_removed() {
    let project = project();
    compile_in(project.path());
    for gone in ["queries/a.gql", "queries/b.graphql", "queries/deep/er/c.graphql"] {
        fs::remove_file(project.path().join(gone)).unwrap();
    }
    compile_in(project.path());
    let left = [
        "stigg_graphql.rs",
        "stigg_graphql/enums.rs",
        "stigg_graphql/inputs.rs",
        "stigg_graphql_index.md",
        "stigg_graphql_review.json",
    ];
    assert_eq!(written(project.path()).0, left);
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

/// The names, the folder they are in, and what is wrong with them.
#[cfg(unix)]
#[test]
fn a_name_that_cargo_cannot_be_told_is_refused() {
    use std::ffi::OsStr;
    use std::os::unix::ffi::OsStrExt as _;

    let cases: [(&[u8], &str); 11] = [
        (
            b"queries/b\ncargo:rustc-env=X=1\n.graphql",
            r"a name in `queries` has a line break: `b\u{a}cargo:rustc-env=X=1\u{a}.graphql`",
        ),
        (
            b"queries/d\rcargo:rustc-link-arg=-x/c.graphql",
            r"a name in `queries` has a line break: `d\u{d}cargo:rustc-link-arg=-x`",
        ),
        (b"queries/deep/x\ny/c.gql", r"a name in `queries/deep` has a line break: `x\u{a}y`"),
        ("queries/a\u{85}b.graphql".as_bytes(), r"a name in `queries` has a line break: `a\u{85}b.graphql`"),
        ("queries/a\u{2028}b.graphql".as_bytes(), r"a name in `queries` has a line break: `a\u{2028}b.graphql`"),
        (b"queries/a\x1b[2Jb.graphql", r"a name in `queries` has a control letter: `a\u{1b}[2Jb.graphql`"),
        ("queries/a\u{9b}b.graphql".as_bytes(), r"a name in `queries` has a control letter: `a\u{9b}b.graphql`"),
        (
            "queries/x\u{202e}y.graphql".as_bytes(),
            r"a name in `queries` has a letter that nobody sees: `x\u{202e}y.graphql`",
        ),
        ("queries/a\u{200b}/c.gql".as_bytes(), r"a name in `queries` has a letter that nobody sees: `a\u{200b}`"),
        (b"queries/a\xff.graphql", r"a name in `queries` is not UTF-8: `a\xff.graphql`"),
        (b"queries/more /c.graphql", "a name in `queries` ends with white space: `more `"),
    ];
    for (path, problem) in cases {
        let project = project();
        let file = project.path().join(OsStr::from_bytes(path));
        fs::create_dir_all(file.parent().unwrap()).unwrap();
        fs::write(file, "query More { a }").unwrap();
        let output = compile_in(project.path());
        assert!(output.contains(&format!("error: {problem}")), "{problem}: {output:#?}");
        let told: Vec<&str> = output.iter().filter_map(|line| line.strip_prefix("cargo:")).collect();
        assert_eq!(told.len(), 7, "{told:#?}");
        assert!(
            told.iter().all(|line| line.starts_with("rerun-if-changed=queries") || line.ends_with("=schema.graphql"))
        );
        assert!(!project.path().join("out/stigg_graphql.rs").exists());
    }
}

#[test]
fn what_the_disk_refuses_is_reported() {
    let project = project();
    let builder = || Builder::new().schema_text("schema.graphql", SCHEMA).query_text("q.graphql", "query Q { a }");
    let codes =
        |builder: Builder| -> Vec<Code> { builder.compile().unwrap_err().iter().map(Diagnostic::code).collect() };
    assert_eq!(codes(builder().out_file(project.path())), [Code::UnwritableFile]);
    let long = "a".repeat(5_000);
    let read = builder().out_file(project.path().join("out/a.rs")).queries(&long).schema(&long);
    assert_eq!(codes(read), [Code::UnreadableFile, Code::UnreadableFile]);
    let output = command(project.path()).env_remove("OUT_DIR").output().unwrap();
    let output = String::from_utf8(output.stdout).unwrap();
    assert!(output.contains("OUT_DIR is not set, so there is no place for the code"), "{output}");
    assert!(output.contains(&format!("\ncodes: {}\n", Code::NoOutputFolder)), "{output}");
}

#[test]
fn a_path_that_cargo_cannot_be_told_is_refused_wherever_it_is_given() {
    let refusal = |builder: Builder| builder.out_file("out\n.rs").compile().unwrap_err().to_string();
    let here = || Builder::new().schema_text("schema.graphql", SCHEMA).query_text("q.graphql", "query Q { a }");
    assert!(refusal(here()).contains(r"error: a name in `.` has a line break: `out\u{a}.rs`"), "{}", refusal(here()));
    for (builder, problem) in [
        (here().queries("a\nb/c"), r"error: a name in `.` has a line break: `a\u{a}b`"),
        (here().schema("/x/a\u{7f}.graphql"), r"error: a name in `/x` has a control letter: `a\u{7f}.graphql`"),
        (here().schema("../a.graphql\u{a0}"), "error: a name in `..` ends with white space: `a.graphql\u{a0}`"),
    ] {
        let report = builder.generate().unwrap_err().to_string();
        assert!(report.contains(problem), "{report}");
    }
}

/// Joiners and letters that only look odd are part of a name: Cargo is told of them as they are, and people see them.
#[test]
fn any_other_name_is_told_as_it_is() {
    let project = project();
    let names = ["価 格.graphql", "👩\u{200d}💻.graphql", "a = b.graphql"];
    for (nth, name) in names.iter().enumerate() {
        let text = format!("fragment F{nth} on Query {{ a }}");
        fs::write(project.path().join("queries").join(name), text).unwrap();
    }
    let output = compile_in(project.path());
    for name in names {
        assert!(output.contains(&format!("cargo:rerun-if-changed=queries/{name}")), "{output:#?}");
    }
    assert!(output.contains(&r"cargo:warning= --> queries/👩\u{200d}💻.graphql:1:10".to_owned()), "{output:#?}");
    assert!(output.iter().any(|line| line == "done"), "{output:#?}");
}

/// A reason of the schema's is a part of one warning.
#[test]
fn a_warning_is_lines_of_warnings() {
    let project = project();
    let schema = r#"type Query { a: Int @deprecated(reason: "b\ncargo:rustc-env=X=1\r\u0085cargo:c\u001b[2J") }"#;
    fs::write(project.path().join("schema.graphql"), schema).unwrap();
    let output = compile_in(project.path());
    let told: Vec<&String> = output.iter().filter(|line| line.starts_with("cargo:warning=`Query.a`")).collect();
    let expected = r"cargo:warning=`Query.a` is deprecated: b\u{a}cargo:rustc-env=X=1\u{d}\u{85}cargo:c\u{1b}[2J";
    assert_eq!(told, [expected; 4]);
    let is_known = |line: &str| line.starts_with("cargo:warning=") || line.starts_with("cargo:rerun-if-changed=");
    assert!(output.iter().filter(|line| line.starts_with("cargo:")).all(|line| is_known(line)), "{output:#?}");
}
