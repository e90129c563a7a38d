//! Generated code in a crate of edition 2024 that has no prelude and denies whatever it can: that it compiles is most of
//! the test.

#![no_implicit_prelude]
#![deny(
    warnings,
    absolute_paths_not_starting_with_crate,
    deprecated,
    deprecated_in_future,
    elided_lifetimes_in_paths,
    explicit_outlives_requirements,
    future_incompatible,
    keyword_idents,
    let_underscore,
    let_underscore_drop,
    meta_variable_misuse,
    missing_copy_implementations,
    missing_debug_implementations,
    missing_docs,
    non_ascii_idents,
    nonstandard_style,
    redundant_imports,
    redundant_lifetimes,
    rust_2018_idioms,
    rust_2021_compatibility,
    rust_2024_compatibility,
    single_use_lifetimes,
    trivial_casts,
    trivial_numeric_casts,
    unit_bindings,
    unnameable_types,
    unreachable_pub,
    unsafe_code,
    unused,
    unused_extern_crates,
    unused_import_braces,
    unused_lifetimes,
    unused_qualifications,
    unused_results,
    variant_size_differences,
    clippy::all,
    clippy::pedantic,
    clippy::nursery
)]

extern crate std;

::std::include!(::std::concat!(::std::env!("OUT_DIR"), "/hygiene.rs"));

#[test]
fn the_operations_of_each_case_are_listed() {
    for (case, count) in COUNTS {
        ::std::assert!(*count > 0, "{case} has no operations");
    }
    ::std::assert!(COUNTS.len() > 5);
}
