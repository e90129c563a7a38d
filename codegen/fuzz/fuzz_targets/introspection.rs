#![no_main]

#[path = "../../tests/any_text/introspection.rs"]
mod introspection;
#[path = "../../tests/any_text/outcome.rs"]
mod outcome;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| introspection::target(bytes));
