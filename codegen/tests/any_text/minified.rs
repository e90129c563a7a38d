//! What is sent means what was written, to our parser and to apollo's.

use apollo_compiler::ast;
use stigg_graphql_codegen::syntax::{FileId, FragmentDefinition, OperationDefinition, parse};

/// Checks the operations and fragments that can be read of a text.
pub(crate) fn check(text: &str) {
    let document = parse(text, FileId::BUILT_IN).document;
    let pretty = document.executable_text();
    let operations = document.operations().map(OperationDefinition::minified);
    let sent: String = operations.chain(document.fragments().map(FragmentDefinition::minified)).collect();

    let again = parse(&sent, FileId::BUILT_IN);
    assert_eq!(again.errors, [], "{sent}");
    assert_eq!(again.document.executable_text(), pretty, "{sent}");
    assert!(sent.len() <= pretty.len() && !sent.contains(char::is_control), "{sent:?}");

    // Its bounds are others than ours; what it reads of the one text, it has to read of the other.
    if let Ok(pretty) = ast::Document::parse(pretty, "pretty.graphql") {
        let sent = ast::Document::parse(sent, "sent.graphql").unwrap_or_else(|error| panic!("{error}"));
        assert_eq!(sent.to_string(), pretty.to_string());
    }
}

#[test]
fn the_corpus_minified() {
    for text in super::DOCUMENTS {
        check(text);
    }
}
