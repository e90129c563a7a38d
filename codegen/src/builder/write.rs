//! Puts generated code on disk, and touches a file only when its bytes change.

use std::collections::BTreeSet;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use crate::emit::GeneratedFile;
use crate::source::{Code, Diagnostic, Diagnostics};
use crate::terminal;

/// Writes `code` to `path` unless that is what the file already holds.
pub(crate) fn write(path: &Path, code: &str) -> Result<(), Diagnostics> {
    if fs::read(path).is_ok_and(|old| old == code.as_bytes()) {
        return Ok(());
    }
    fs::write(path, code).map_err(|error| unwritable(path, &error))
}

/// Writes a file and those that lie in the folder of its name, where nothing else is left.
pub(crate) fn write_all(into: &Path, files: &[GeneratedFile]) -> Result<(), Diagnostics> {
    let wanted: BTreeSet<PathBuf> = files.iter().map(|file| into.join(&file.path)).collect();
    for path in &wanted {
        if let Some(folder) = path.parent() {
            fs::create_dir_all(folder).map_err(|error| unwritable(folder, &error))?;
        }
    }
    // The root comes last: what it includes is there by then.
    files.iter().rev().try_for_each(|file| write(&into.join(&file.path), &file.code))?;
    files.first().map_or(Ok(()), |root| remove_others(&into.join(&root.path).with_extension(""), &wanted))
}

/// Removes the files of a folder that are not wanted: what they were made of is gone.
fn remove_others(folder: &Path, wanted: &BTreeSet<PathBuf>) -> Result<(), Diagnostics> {
    let there = fs::read_dir(folder).map_err(|error| unwritable(folder, &error))?;
    for path in there.filter_map(|entry| entry.ok().map(|entry| entry.path())) {
        if path.is_dir() {
            remove_others(&path, wanted)?;
        } else if !wanted.contains(&path) {
            fs::remove_file(&path).map_err(|error| unwritable(&path, &error))?;
        }
    }
    Ok(())
}

fn unwritable(path: &Path, error: &io::Error) -> Diagnostics {
    let message = format!("cannot write the generated code to {}: {error}", terminal::path(path));
    Diagnostic::error(Code::UnwritableFile, message).into()
}
