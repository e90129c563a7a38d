//! Names of files and folders that a build cannot have.

use std::ffi::OsStr;
use std::path::{Component, Path, PathBuf};

use super::code::Code;
use super::diagnostic::Diagnostic;
use crate::character::{ends_line, is_control, is_hidden};
use crate::terminal;

/// Why Cargo cannot be told of a path, if it cannot.
///
/// Cargo reads a path up to the end of a line, as UTF-8, and without white space at its end. A path that it reads as another
/// is not watched, and a line break in it would begin a directive. And it shows what it was told when a build fails, so other
/// letters that nobody sees would reach the terminal; joiners alone are let through, for they spell words and emoji.
pub(crate) fn refusal(path: &Path) -> Option<Diagnostic> {
    let mut folder = PathBuf::new();
    let mut components = path.components().peekable();
    while let Some(component) = components.next() {
        if let Component::Normal(name) = component
            && let Some(why) = why(name, components.peek().is_none())
        {
            let folder = if folder.as_os_str().is_empty() { "." } else { &*folder.to_string_lossy() };
            let problem = format!("a name in `{}` {why}: `{}`", terminal::line(folder), shown(name));
            return Some(
                Diagnostic::error(Code::InvalidFileName, problem)
                    .help("rename it: Cargo is told of it in one line of text"),
            );
        }
        folder.push(component);
    }
    None
}

fn why(name: &OsStr, is_last: bool) -> Option<&'static str> {
    let Some(name) = name.to_str() else { return Some("is not UTF-8") };
    if name.contains(ends_line) {
        Some("has a line break")
    } else if name.contains(is_control) {
        Some("has a control letter")
    } else if name.contains(|letter| is_hidden(letter) && !matches!(letter, '\u{200c}' | '\u{200d}')) {
        Some("has a letter that nobody sees")
    } else if is_last && name.ends_with(char::is_whitespace) {
        Some("ends with white space")
    } else {
        None
    }
}

/// Bytes that are not UTF-8 are shown by their numbers.
fn shown(name: &OsStr) -> String {
    match name.to_str() {
        Some(name) => terminal::line(name).into_owned(),
        None => name.as_encoded_bytes().escape_ascii().to_string(),
    }
}
