//! Snapshots of all operations of a crate, in one call: a changed query, variable, schema or Rust type shows up in review.
//! Needs the feature `regression`.
//!
//! A test of the crate whose build script compiles the operations, `tests/regression.rs`, is this:
//!
//! ```no_run
//! #[test]
//! fn operations_are_what_was_reviewed() {
//!     stigg_graphql::regression!();
//! }
//! ```
//!
//! The snapshots are in `tests/regression`, for [`insta`] to write and to compare. Of an operation `GetPlan` there are
//! `get_plan.wire`, what is sent and whether it may be sent twice; `get_plan.variables`, its variables as GraphQL has them; and
//! `get_plan.rust`, what code can name of it. Of all operations together there are `fragments.rust`, `types.rust` and
//! `schema`, what they use of the schema. What each of them says is made by the generator, when it makes the code.
//!
//! All that changed is reported, and so are snapshots of operations that are gone. To accept a change:
//! `INSTA_UPDATE=always cargo test --test regression`, or `cargo insta review`; then read the difference like code.

use std::fs;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;

use serde::Deserialize;

#[doc(hidden)]
pub use insta;

/// Where the snapshots are, in the folder of the crate.
const FOLDER: &str = "tests/regression";

#[derive(Deserialize)]
struct Reviewed {
    name: String,
    text: String,
}

/// Compares each text with its snapshot.
///
/// # Panics
///
/// When one differs, or a snapshot is left of an operation that is gone.
#[doc(hidden)]
pub fn verify(review: &str, manifest: &str, assert: impl Fn(&str, &str)) {
    let reviewed: Vec<Reviewed> = serde_json::from_str(review).expect("the build script has written the texts");
    let folder = Path::new(manifest).join(FOLDER);
    let mut settings = insta::Settings::clone_current();
    settings.set_snapshot_path(&folder);
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    let file = |Reviewed { name, .. }: &Reviewed| folder.join(format!("{name}.snap"));
    // All changes are reported, not only the first.
    let differs = |Reviewed { name, text }: &Reviewed| catch_unwind(AssertUnwindSafe(|| assert(name, text))).is_err();
    let (mut changed, mut new) = (Vec::new(), Vec::new());
    settings.bind(|| {
        for reviewed in &reviewed {
            let is_new = !file(reviewed).exists();
            if differs(reviewed) {
                let names = if is_new { &mut new } else { &mut changed };
                names.push(&*reviewed.name);
            } else {
                // What an earlier run proposed was accepted since; insta leaves it until the next run.
                let _ = fs::remove_file(file(reviewed).with_extension("snap.new"));
            }
        }
    });
    let left = left_over(&folder, &reviewed);
    let left: Vec<_> = left.iter().map(String::as_str).collect();
    let accept = "; to accept: `INSTA_UPDATE=always cargo test`";
    let lines = [
        line(&new, "is not there yet", "are not there yet", accept),
        line(&changed, "differs from what was reviewed", "differ from what was reviewed", accept),
        line(&left, "is of an operation that is gone", "are of operations that are gone", "; delete them"),
    ];
    let lines: Vec<_> = lines.into_iter().flatten().collect();
    assert!(lines.is_empty(), "in {FOLDER}:\n{}", lines.join("\n"));
}

/// What is wrong with some snapshots.
fn line(names: &[&str], one: &str, more: &str, advice: &str) -> Option<String> {
    match names {
        [] => None,
        [name] => Some(format!("1 snapshot {one}: {name}{advice}")),
        names => Some(format!("{} snapshots {more}: {}{advice}", names.len(), names.join(", "))),
    }
}

/// The snapshots that are there and belong to nothing, sorted.
fn left_over(folder: &Path, reviewed: &[Reviewed]) -> Vec<String> {
    let Ok(files) = fs::read_dir(folder) else { return Vec::new() };
    let files = files.filter_map(|file| file.ok()?.file_name().into_string().ok());
    let is_left_over = |file: &String| {
        let name = file.strip_suffix(".snap");
        name.is_some_and(|name| !reviewed.iter().any(|reviewed| reviewed.name == name))
    };
    let mut left: Vec<_> = files.filter(is_left_over).collect();
    left.sort();
    left
}

/// Compares all operations that this crate's build script compiled with the snapshots that were reviewed; the module
/// [`regression`](mod@crate::regression) says which there are. Needs the feature `regression`.
///
/// # Panics
///
/// When one differs, or is left of an operation that is gone.
#[macro_export]
macro_rules! regression {
    () => {
        $crate::regression::verify(
            ::core::include_str!(::core::concat!(::core::env!("OUT_DIR"), "/stigg_graphql_review.json")),
            ::core::env!("CARGO_MANIFEST_DIR"),
            |name, text| $crate::regression::insta::assert_snapshot!(name, text),
        )
    };
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_that_differs_and_all_that_is_left_over_is_named() {
        let crate_folder = std::env::temp_dir().join(format!("stigg-graphql-regression-{}", std::process::id()));
        let folder = crate_folder.join(FOLDER);
        fs::create_dir_all(&folder).unwrap();
        for file in
            ["same.wire.snap", "same.wire.snap.new", "one.wire.snap", "gone.rust.snap", "gone.wire.snap", "notes.md"]
        {
            fs::write(folder.join(file), "").unwrap();
        }
        let review = r#"[{"name": "same.wire", "text": "a"}, {"name": "one.wire", "text": "b"}, {"name": "two.rust", "text": "c"}]"#;
        let compare = || {
            verify(review, crate_folder.to_str().unwrap(), |name, text| assert_eq!((name, text), ("same.wire", "a")));
        };
        let panic = catch_unwind(compare).unwrap_err();
        assert!(!folder.join("same.wire.snap.new").exists());
        fs::remove_dir_all(&crate_folder).unwrap();
        let message = panic.downcast_ref::<String>().unwrap();
        let expected = "in tests/regression:\n\
            1 snapshot is not there yet: two.rust; to accept: `INSTA_UPDATE=always cargo test`\n\
            1 snapshot differs from what was reviewed: one.wire; to accept: `INSTA_UPDATE=always cargo test`\n\
            2 snapshots are of operations that are gone: gone.rust.snap, gone.wire.snap; delete them";
        assert_eq!(message, expected);
    }
}
