//! The worked example of `docs/schema_changes.md` is what the program says.

use std::path::Path;
use std::process::Command;

#[test]
fn the_worked_example_is_what_the_program_says() {
    let docs = Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs");
    let blocks: Vec<&str> = include_str!("../../docs/schema_changes.md")
        .split("```console\n$ stigg-graphql ")
        .skip(1)
        .map(|rest| rest.split("```").next().unwrap())
        .collect();
    assert_eq!(blocks.len(), 2);
    for block in blocks {
        let (arguments, expected) = block.split_once('\n').unwrap();
        let mut program = Command::new(env!("CARGO_BIN_EXE_stigg-graphql"));
        let ran = program.args(arguments.split(' ')).current_dir(&docs).output().unwrap();
        assert_eq!(String::from_utf8(ran.stdout).unwrap(), expected, "{arguments}");
        assert_eq!((ran.status.code(), String::from_utf8(ran.stderr).unwrap().as_str()), (Some(1), ""));
    }
}
