#![no_main]

#[path = "../../tests/any_answer/target.rs"]
mod target;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| target::target(bytes));
