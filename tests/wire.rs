//! What each shipped operation sends: a changed query, fragment or schema shows up here, for review, in lines.
//!
//! To bless a change: `INSTA_UPDATE=always cargo test --test wire`, then read `git diff`.

use std::panic::{AssertUnwindSafe, catch_unwind};

use stigg_graphql::operations::OPERATIONS;
use stigg_graphql_codegen::syntax::{FileId, parse};

#[test]
fn every_operation_sends_what_was_reviewed() {
    let mut settings = insta::Settings::clone_current();
    settings.set_snapshot_path("snapshots/wire");
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    let _bound = settings.bind_to_scope();
    // All changes are reported, not only the first.
    let changed = OPERATIONS.iter().filter(|operation| {
        let text = format!(
            "# {:?} {} ({}), from {}\n# Replay: {:?}\n{}",
            operation.kind,
            operation.name,
            operation.root_fields.join(", "),
            operation.source,
            operation.replay,
            parse(operation.document, FileId::BUILT_IN).document.executable_text(),
        );
        catch_unwind(AssertUnwindSafe(|| insta::assert_snapshot!(operation.name, text))).is_err()
    });
    let changed: Vec<_> = changed.map(|operation| operation.name).collect();
    assert!(changed.is_empty(), "changed on the wire: {changed:?}");
}

#[test]
fn no_snapshot_is_left_of_an_operation_that_is_gone() {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/snapshots/wire");
    let mut left = Vec::new();
    for entry in std::fs::read_dir(folder).expect("the folder of snapshots") {
        let name = entry.expect("a snapshot").file_name().into_string().expect("a name in Unicode");
        if let Some(operation) = name.strip_suffix(".snap")
            && !OPERATIONS.iter().any(|known| known.name == operation)
        {
            left.push(operation.to_owned());
        }
    }
    assert_eq!(left, Vec::<String>::new());
}
