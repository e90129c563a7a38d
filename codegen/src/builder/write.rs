//! Puts generated code on disk, and touches the file only when its bytes change.

use std::fs;
use std::path::Path;

use crate::source::{Code, Diagnostic, Diagnostics};
use crate::terminal;

/// Writes `code` to `path` unless that is what the file already holds.
pub(crate) fn write(path: &Path, code: &str) -> Result<(), Diagnostics> {
    if fs::read(path).is_ok_and(|old| old == code.as_bytes()) {
        return Ok(());
    }
    fs::write(path, code).map_err(|error| {
        let message = format!("cannot write the generated code to {}: {error}", terminal::path(path));
        Diagnostic::error(Code::UnwritableFile, message).into()
    })
}
