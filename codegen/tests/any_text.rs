//! Whatever text comes in, a report or code comes out.

use proptest::prelude::*;
use stigg_graphql_codegen::Builder;

const SCHEMA: &str = include_str!("reject/schema.graphql");
const QUERY: &str = "query Q($id: ID, $f: PlanFilter) { plan(id: $id) { ...P } find(filter: $f) { name } ents { __typename ... on Addon { price } } } fragment P on Plan { id addons { id } }";

fn run(schema: &str, query: &str) {
    let generated = Builder::new()
        .scalar("BigInt", "::my::BigInt")
        .schema_text("schema.graphql", schema)
        .query_text("query.graphql", query)
        .generate();
    // The report is text for people: it must come out, too.
    if let Err(problems) = generated {
        assert!(problems.iter().count() > 0);
        assert!(!problems.to_string().is_empty());
    }
}

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

/// A good text with one piece replaced.
fn broken(text: &'static str) -> impl Strategy<Value = String> {
    (0..text.len(), 0..12_usize, prop_oneof![tokens(), any::<String>()]).prop_map(move |(start, length, new)| {
        let boundary = |mut at: usize| {
            while !text.is_char_boundary(at) {
                at -= 1;
            }
            at
        };
        let (start, end) = (boundary(start), boundary((start + length).min(text.len())));
        format!("{}{new}{}", &text[..start], &text[end.max(start)..])
    })
}

/// A few at each run; `PROPTEST_CASES=10000` looks longer.
fn cases() -> u32 {
    std::env::var("PROPTEST_CASES").ok().and_then(|cases| cases.parse().ok()).unwrap_or(96)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: cases(), failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_query(text in any::<String>()) {
        run(SCHEMA, &text);
    }

    #[test]
    fn any_tokens_as_a_query(text in tokens()) {
        run(SCHEMA, &text);
    }

    #[test]
    fn a_broken_query(text in broken(QUERY)) {
        run(SCHEMA, &text);
    }

    #[test]
    fn any_schema(text in any::<String>()) {
        run(&text, QUERY);
    }

    #[test]
    fn any_tokens_as_a_schema(text in tokens()) {
        run(&text, QUERY);
    }

    #[test]
    fn a_broken_schema(text in broken(SCHEMA)) {
        run(&text, QUERY);
    }

    #[test]
    fn json_of_any_shape_as_a_schema(text in any::<String>(), number in any::<f64>()) {
        run(&format!("{{\"__schema\": {{\"types\": [{{\"kind\": {text:?}, \"name\": {number}}}]}}}}"), QUERY);
        run(&format!("{{\"data\": {text:?}}}"), QUERY);
    }

    #[test]
    fn any_bytes_in_a_file(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
        let folder = tempfile::tempdir().unwrap();
        let (schema, query) = (folder.path().join("schema.graphql"), folder.path().join("query.graphql"));
        std::fs::write(&schema, SCHEMA).unwrap();
        std::fs::write(&query, &bytes).unwrap();
        let _ = Builder::new().schema(&schema).queries(folder.path()).generate();
        let _ = Builder::new().schema(&query).queries(&query).generate();
    }
}
