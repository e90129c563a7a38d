#![no_main]

#[path = "../../tests/any_text/document.rs"]
mod document;
#[path = "../../tests/any_text/outcome.rs"]
mod outcome;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| document::target(bytes));
