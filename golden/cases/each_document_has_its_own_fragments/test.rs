use stigg_graphql::{Operation, Replay};
use stigg_graphql_golden::round_trip;

use super::stigg::{A, B, Chain, Directives, Literals, OPERATIONS, Watch, directives, watch};
use super::CODE;

/// The text of a literal after the spec's rules for strings.
fn argument(document: &str, field: &str) -> String {
    let schema = apollo_compiler::Schema::parse_and_validate(
        concat!(include_str!("../../base.graphql"), include_str!("schema.extend.graphql"), include_str!("schema.extend.directives.graphql")),
        "schema.graphql",
    )
    .unwrap();
    let document = apollo_compiler::ExecutableDocument::parse_and_validate(&schema, document, "query.graphql").unwrap();
    let operation = document.operations.get(None).unwrap();
    let fields: Vec<_> = operation.selection_set.fields().collect();
    let field = fields.into_iter().find(|known| known.response_key() == field).unwrap();
    field.specified_argument_by_name("text").unwrap().as_str().unwrap().to_owned()
}

#[test]
fn no_more_and_no_less_than_what_it_spreads() {
    assert_eq!(A::INFO.document, "query A{plan{...F}}fragment F on Plan{id}");
    let fragments = |document: &str| -> Vec<String> {
        document.split("fragment ").skip(1).map(|text| text[..1].to_owned()).collect()
    };
    assert_eq!(fragments(B::INFO.document), ["G", "H"]);
    let mut chain = fragments(Chain::INFO.document);
    chain.sort();
    assert_eq!(chain, ["C", "D", "E", "F"]);
    assert_eq!(fragments(Watch::INFO.document), ["F"]);
}

#[test]
fn several_operations_of_one_file() {
    let names: Vec<_> = OPERATIONS.iter().map(|operation| (operation.name, operation.source)).collect();
    assert_eq!(
        names,
        [("A", "one.graphql"), ("B", "one.graphql"), ("Chain", "one.graphql"), ("Directives", "three.graphql"), ("Watch", "three.graphql"), ("Literals", "two.graphql")]
    );
    assert!(OPERATIONS.iter().all(|operation| operation.document.contains(operation.name)));
    assert_eq!((A::INFO.replay, Watch::INFO.replay), (Replay::Safe, Replay::Never));
    assert_eq!(Literals::INFO.root_fields, ["find"]);
}

#[test]
fn literals_mean_the_same() {
    let document = Literals::INFO.document;
    assert!(!document.contains('#') && !document.contains('\u{feff}'), "{document}");
    assert_eq!(argument(document, "block"), "two\n  lines \\d+ \"quoted\" \"\"\"");
    assert_eq!(argument(document, "escaped"), "tab\t quote\" back\\ unicodeé 🎟 価格");
    for text in ["list:find(list:[1 2 3]object:{text:\"a\" nested:{text:null nested:{}}})@include(if:$x)", "number:find(number:-1.5e10 flag:true)"] {
        assert!(document.contains(text), "{document}");
    }
}

/// What a fragment says stands once in the code, however many documents have it.
#[test]
fn the_text_of_a_fragment_is_written_once() {
    assert_eq!(CODE.matches("fragment F on Plan").count(), 1);
    assert!(OPERATIONS.iter().filter(|operation| operation.document.contains("fragment F on Plan")).count() > 1);
}

#[test]
fn directives_are_sent() {
    let document = Directives::INFO.document;
    for text in ["query Directives($s:Boolean!)@live{", "env@skip(if:$s)", "...@include(if:$s){", "...Root@include(if:$s)"] {
        assert!(document.contains(text), "{document}");
    }
    let data: directives::Data = round_trip("{}");
    assert_eq!((data.env, data.plan, data.root), (None, None, None));
    let data: directives::Data = round_trip(r#"{"env":"e","plan":{"id":"p"}}"#);
    assert_eq!(data.plan.unwrap().id, "p");
    round_trip::<watch::Data>(r#"{"planChanged":{"id":"p"}}"#);
}
