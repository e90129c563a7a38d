//! `ops` and `completions`.

mod support;

use serde_json::json;
use stigg_graphql::operations::OPERATIONS;
use support::Desk;

#[test]
fn operations_are_listed_by_area() {
    let desk = Desk::new();
    let all = desk.run(&["ops", "list"]);
    assert_eq!((all.code, all.out.lines().count(), all.err.as_str()), (0, OPERATIONS.len(), ""));
    let contracts = "GetContracts          query  contracts  always\nGetCustomerContracts  query  contracts  always\n";
    desk.run(&["ops", "list", "--area", "contracts"]).is(0, contracts, "");
    let ran = desk.run(&["ops", "list", "--area", "contract"]);
    ran.is(2, "", "error: there is no area `contract`; did you mean `contracts`?\n");
    let list = desk.run(&["ops", "list", "--format", "json"]).json();
    let consume = list.as_array().unwrap().iter().find(|one| one["name"] == "ConsumeCredits").unwrap();
    assert_eq!(consume["safeToSendTwice"], "with an idempotency key");
    assert_eq!((&consume["kind"], &consume["area"]), (&json!("mutation"), &json!("credits")));
}

#[test]
fn an_operation_is_shown_with_its_fragments() {
    let desk = Desk::new();
    let ran = desk.run(&["ops", "show", "GetContracts"]);
    assert_eq!((ran.code, ran.err.as_str()), (0, ""));
    let head = "# queries/contracts/get_contracts.graphql\n# Safe to send twice: always\nquery GetContracts(";
    assert!(ran.out.starts_with(head) && ran.out.contains("\nfragment ContractFragment on "), "{}", ran.out);
    let ran = desk.run(&["ops", "show", "GetContract"]);
    ran.is(2, "", "error: there is no operation `GetContract`; did you mean `GetContracts`?\n");
}

#[test]
fn a_shell_and_man_learn_every_command() {
    let desk = Desk::new();
    for reader in ["bash", "elvish", "fish", "powershell", "zsh", "man"] {
        let ran = desk.run(&["completions", reader]);
        assert_eq!((ran.code, ran.err.as_str()), (0, ""), "{reader}");
        for word in ["doctor", "sandbox", "page"] {
            assert!(ran.out.contains(word), "{reader} lacks {word}");
        }
    }
}
