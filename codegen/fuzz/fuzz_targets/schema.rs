#![no_main]

#[path = "../../tests/any_text/schema.rs"]
mod schema;
#[path = "../../tests/any_text/outcome.rs"]
mod outcome;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| schema::target(bytes));
