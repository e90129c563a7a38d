//! From a checked set of operations to Rust: lower, passes, plan, emit, format.

use crate::check::CheckedSet;
use crate::diagnostic::Diagnostics;

/// Turns checked operations into the text of one Rust file.
#[expect(clippy::unnecessary_wraps, reason = "the stages that fail are still to come")]
pub(crate) fn generate(_checked: &CheckedSet) -> Result<String, Diagnostics> {
    Ok(String::new())
}
