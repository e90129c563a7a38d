#![no_main]

#[path = "../../tests/either_way/target.rs"]
mod target;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| target::target(bytes));
