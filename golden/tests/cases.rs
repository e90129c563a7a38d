//! The generated code of each case, compiled, and what its `test.rs` asserts.

include!(concat!(env!("OUT_DIR"), "/cases.rs"));
