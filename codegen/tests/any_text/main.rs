//! Whatever text comes in, a report or code comes out, and what is sent of it means the same. But for the last, the targets
//! of `fuzz/` are the same.

mod document;
mod introspection;
mod minified;
mod outcome;
mod schema;

use proptest::prelude::*;
use stigg_graphql_codegen::Builder;

const DOCUMENTS: &[&str] = &[
    include_str!("../../differential/kitchen_sink/changes.graphql"),
    include_str!("../../differential/kitchen_sink/everything.graphql"),
    include_str!("../../differential/kitchen_sink/names.graphql"),
    include_str!("../../differential/kitchen_sink/overlaps.graphql"),
    include_str!("../../differential/kitchen_sink/subscriptions.graphql"),
];
const SCHEMAS: &[&str] = &[
    include_str!("../../differential/kitchen_sink/schema.graphql"),
    include_str!("../../differential/type_systems/built_in.graphql"),
    include_str!("../../differential/type_systems/directives.graphql"),
    include_str!("../../differential/type_systems/extensions.graphql"),
    include_str!("../../differential/type_systems/inputs.graphql"),
    include_str!("../../differential/type_systems/interfaces.graphql"),
    include_str!("../../differential/type_systems/small.graphql"),
    include_str!("../reject/schema.graphql"),
];
const ANSWERS: &[&str] = &[include_str!("introspection.json")];

/// Words and signs of the language, so that more than the lexer gets something to do.
fn tokens() -> impl Strategy<Value = String> {
    let words = [
        "query",
        "mutation",
        "subscription",
        "fragment",
        "on",
        "type",
        "input",
        "enum",
        "interface",
        "union",
        "scalar",
        "extend",
        "schema",
        "directive",
        "implements",
        "Q",
        "Plan",
        "Query",
        "id",
        "plan",
        "base",
        "name",
        "P",
        "ID",
        "Int",
        "PlanFilter",
        "true",
        "null",
        "$id",
        "$f",
        "@skip",
        "@oneOf",
        "{",
        "}",
        "(",
        ")",
        "[",
        "]",
        ":",
        "!",
        "...",
        "=",
        "|",
        "&",
        "1",
        "-1.5e9",
        "\"text\"",
        "\"\"\"block\"\"\"",
        "\"",
        "#",
        "\n",
        "\u{feff}",
        "価",
        "🎟",
    ];
    prop::collection::vec(prop::sample::select(words.to_vec()), 0..40).prop_map(|words| words.join(" "))
}

/// A good text with a few pieces replaced.
fn broken(texts: &'static [&'static str]) -> impl Strategy<Value = String> {
    let piece = (any::<prop::sample::Index>(), 0..12_usize, prop_oneof![tokens(), any::<String>()]);
    (prop::sample::select(texts), prop::collection::vec(piece, 1..4)).prop_map(|(text, pieces)| {
        let mut text = text.to_owned();
        for (start, length, new) in pieces {
            let boundary = |mut at: usize| {
                while !text.is_char_boundary(at) {
                    at -= 1;
                }
                at
            };
            let start = start.index(text.len() + 1);
            let (start, end) = (boundary(start), boundary((start + length).min(text.len())));
            text.replace_range(start..end, &new);
        }
        text
    })
}

fn text(texts: &'static [&'static str]) -> impl Strategy<Value = String> {
    prop_oneof![any::<String>(), tokens(), broken(texts)]
}

/// A few at each run; `PROPTEST_CASES=10000` looks longer.
fn cases() -> u32 {
    std::env::var("PROPTEST_CASES").ok().and_then(|cases| cases.parse().ok()).unwrap_or(96)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: cases(), failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_document(text in text(DOCUMENTS)) {
        document::target(text.as_bytes());
    }

    #[test]
    fn any_document_minified(text in text(DOCUMENTS)) {
        minified::check(&text);
    }

    #[test]
    fn any_schema(text in text(SCHEMAS)) {
        schema::target(text.as_bytes());
    }

    #[test]
    fn any_introspection(text in text(ANSWERS)) {
        introspection::target(text.as_bytes());
    }

    #[test]
    fn any_bytes_in_a_file(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
        let folder = tempfile::tempdir().unwrap();
        let (schema, query) = (folder.path().join("schema.graphql"), folder.path().join("query.graphql"));
        std::fs::write(&schema, SCHEMAS[0]).unwrap();
        std::fs::write(&query, &bytes).unwrap();
        let _ = Builder::new().schema(&schema).queries(folder.path()).generate();
        let _ = Builder::new().schema(&query).queries(&query).generate();
    }
}
