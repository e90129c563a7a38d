//! The examples of the README work.
#![cfg(unix)]

mod support;

use std::env;
use std::path::Path;
use std::process::Command;

use stigg_graphql_sandbox::{DEFAULT_SCHEMA, Sandbox};
use support::{Desk, Ran};

const LIST: &str = "query List($paging: CursorPaging) { customers(paging: $paging) { edges { node { ...Name } } \
                    pageInfo { hasNextPage endCursor } } }";

#[test]
fn every_example_succeeds() {
    let sandbox = Sandbox::spawn().unwrap();
    let desk = Desk::at(&sandbox)
        .file("queries/customers/list_customers.graphql", LIST)
        .file("queries/fragments/name.graphql", "fragment Name on Customer { customerId name }")
        .file(
            "queries/customers/get_customer.graphql",
            "query Get($input: GetCustomerByRefIdInput!) { getCustomerByRefId(input: $input) { ...Name } }",
        )
        .file("schema/stigg.graphql", DEFAULT_SCHEMA)
        .file("schema/old.graphql", DEFAULT_SCHEMA)
        .file("src/lib.rs", "");
    let folder = Path::new(env!("CARGO_BIN_EXE_stigg-graphql")).parent().unwrap();
    let path = env::join_paths([folder.to_owned()].into_iter().chain(env::split_paths(&env::var_os("PATH").unwrap())));
    let path = path.unwrap();
    let examples: Vec<&str> = include_str!("../README.md")
        .split("```sh\n")
        .skip(1)
        .flat_map(|block| block.split("```").next().unwrap().lines())
        .filter(|line| !line.starts_with("stigg-graphql sandbox"))
        .collect();
    assert!(examples.len() > 10, "{examples:?}");
    for example in examples {
        // The desk's command brings folder and environment; the shell runs the line.
        let prepared = desk.command(&[]);
        let mut shell = Command::new("sh");
        shell.args(["-c", example]).current_dir(desk.path());
        for (name, value) in prepared.get_envs() {
            match value {
                Some(value) => shell.env(name, value),
                None => shell.env_remove(name),
            };
        }
        let ran = Ran::of(shell.env("PATH", &path).output().unwrap());
        assert_eq!((ran.code, ran.err.as_str()), (0, ""), "{example}\n{}", ran.out);
    }
}
