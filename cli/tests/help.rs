//! What the program says about itself.

mod support;

use support::Desk;

const COMMANDS: [&str; 13] = [
    "sandbox",
    "check",
    "generate",
    "run",
    "listen",
    "init",
    "new",
    "ops",
    "keys",
    "pull",
    "diff",
    "doctor",
    "completions",
];

#[test]
fn every_command_explains_itself() {
    let desk = Desk::new();
    let ran = desk.run(&["--help"]);
    assert_eq!((ran.code, ran.err.as_str()), (0, ""));
    for command in COMMANDS {
        assert!(ran.out.lines().any(|line| line.starts_with(&format!("  {command} "))), "{}", ran.out);
        let ran = desk.run(&[command, "--help"]);
        assert_eq!((ran.code, ran.err.as_str()), (0, ""));
        assert!(ran.out.contains(&format!("Usage: stigg-graphql {command}")), "{}", ran.out);
        assert!(ran.out.contains("Examples:\n  "), "{}", ran.out);
    }
    let ran = desk.run(&["--version"]);
    ran.is(0, concat!("stigg-graphql ", env!("CARGO_PKG_VERSION"), "\n"), "");
}

#[test]
fn a_wrong_call_is_exit_code_2() {
    let desk = Desk::new();
    for arguments in [&[][..], &["no-such-command"], &["run"], &["check", "--no-such-option"]] {
        let ran = desk.run(arguments);
        assert_eq!((ran.code, ran.out.as_str()), (2, ""), "{arguments:?}");
        assert!(ran.err.contains("Usage: stigg-graphql"), "{}", ran.err);
    }
}
