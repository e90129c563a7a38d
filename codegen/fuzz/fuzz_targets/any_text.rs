//! Any bytes, as operations and as a schema: a report or code, never a crash.
//!
//! The input is split at the first zero byte; a half that is missing is a good text.

#![no_main]

use libfuzzer_sys::fuzz_target;
use stigg_graphql_codegen::Builder;

const SCHEMA: &str = include_str!("../../tests/reject/schema.graphql");
const QUERY: &str = "query Q($id: ID) { plan(id: $id) { ...P } } fragment P on Plan { id addons { price } }";

fuzz_target!(|bytes: &[u8]| {
    let text = String::from_utf8_lossy(bytes);
    let (query, schema) = text.split_once('\0').unwrap_or((&text, SCHEMA));
    for (query, schema) in [(query, schema), (QUERY, query)] {
        let generated = Builder::new()
            .scalar("BigInt", "::std::string::String")
            .schema_text("schema.graphql", schema)
            .query_text("query.graphql", query)
            .generate();
        if let Err(problems) = generated {
            assert!(!problems.to_string().is_empty());
        }
    }
});
