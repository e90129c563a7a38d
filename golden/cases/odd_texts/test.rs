use stigg_graphql::Operation;
use stigg_graphql_golden::{encode, round_trip};

use super::stigg::types::{In, Kind};
use super::stigg::{Hashes, Odd, Raw, Returns, Spreads, Unquoted, odd};
use super::CODE;

#[test]
fn descriptions_become_documentation() {
    for text in ["/// ticket 🎟 and 価格", "/// the \"Pro\" plan", "/// write \"\"\" here", "/// a \\\\\"\"\" b"] {
        assert!(CODE.contains(text), "{text}");
    }
    // A code block would run as a test of the user's; there is none but ours, which rustdoc does not run.
    let mut is_block = false;
    let outside = CODE.lines().map(str::trim_start).filter(|line| {
        let is_fence = ["/// ```rs", "/// ```graphql", "/// ```"].contains(line);
        is_block ^= is_fence;
        !is_fence && !is_block
    });
    let outside: String = outside.map(|line| format!("{line}\n")).collect();
    assert!(!outside.contains("```") && !outside.contains("/// ~") && !outside.contains("///     "));
    assert!(CODE.contains("/// &#96;&#96;&#96;\n"), "split by letters that turn text around");
    assert!(CODE.contains("/// \\<script>alert(1)\\</script> \\[Foo\\] \\[`Bar`\\](baz) \\<b onerror=x>\n"));
    let note = r#"note = "&#96;&#96;&#96; broken(; &#96;&#96;&#96; \\<script> \\[Foo\\] `kept`""#;
    assert!(CODE.contains(note));
}

#[test]
fn it_works_as_any_other() {
    let data: odd::Data = round_trip(r#"{"a":1,"b":2,"c":"PRO","d":3,"e":null,"f":5,"g":7,"find":6}"#);
    assert_eq!((data.c, data.f), (Some(Kind::Pro), Some(5)));
    let odd = Odd { r#in: In { text: "t".into(), ..In::default() }.into(), ..Odd::default() };
    assert_eq!(encode(&odd), serde_json::json!({"in": {"text": "t"}}));
}

#[test]
fn literals_of_odd_letters_are_sent_as_they_are() {
    let document = Raw::INFO.document;
    let arguments_of = |document: &str, name: &str| -> Vec<String> {
        let schema = apollo_compiler::Schema::parse_and_validate(include_str!("schema.graphql"), "schema.graphql").unwrap();
        let document = apollo_compiler::ExecutableDocument::parse_and_validate(&schema, document, "q.graphql").unwrap();
        let operation = document.operations.get(Some(name)).unwrap();
        let texts = operation.selection_set.fields().map(|field| field.specified_argument_by_name("text").unwrap().as_str().unwrap().to_owned());
        texts.collect()
    };
    let arguments = |document: &str| arguments_of(document, "Raw");
    assert_eq!(arguments(document), ["a \"# b \"## c \u{202e} d 価 {} {{x}} \\ \u{202e}", "\"# \"##\n\\d {} \"\"\" end"]);
    assert_eq!(arguments(document), arguments(include_str!("query.graphql")));
    assert!(Odd::INFO.document.contains("no comment"));
    assert_eq!(arguments_of(Hashes::INFO.document, "Hashes"), [format!("\"{} end", "#".repeat(300))]);
    assert_eq!(arguments_of(Returns::INFO.document, "Returns"), ["a\r\0\u{1b}\u{2066} \u{200b}\u{9b}"]);
}

/// A document is escaped for JSON when it is generated, to what serde makes of it.
#[test]
fn documents_are_escaped_as_json_has_it() {
    fn check<O: Operation>() {
        let quoted = serde_json::to_string(O::DOCUMENT).unwrap();
        assert_eq!(O::ESCAPED, Some(&quoted[1..quoted.len() - 1]));
    }
    check::<Odd>();
    check::<Raw>();
    check::<Hashes>();
    check::<Returns>();
    check::<Spreads>();
    check::<Unquoted>();
    assert_eq!(Unquoted::DOCUMENT, "query Unquoted{...Plain}fragment Plain on Query{a b}");
    assert!(Spreads::DOCUMENT.contains("}fragment Deep on Query{third:find(text:\"\u{2066}\\t\")}fragment"));
}
