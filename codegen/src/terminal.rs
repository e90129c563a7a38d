//! Foreign text on a terminal.
//!
//! What a schema, a document, a file name or a server says may hold letters that a terminal obeys: it can clear the screen,
//! forge a line of a report, or turn the order of letters around. What is shown to people goes through [`line()`]; the
//! reports of this crate do it themselves.

use std::borrow::Cow;
use std::fmt::Write as _;
use std::path::Path;

use crate::character::is_hidden;

/// Any text as one line that a terminal only shows.
///
/// Letters that show nothing of their own become visible escapes, such as `\u{1b}`: control letters (line breaks and tabs
/// among them), marks and overrides of direction, zero-width joiners and spaces, tags. All others stay as they are. Doing it
/// twice changes nothing more.
///
/// ```
/// use stigg_graphql_codegen::terminal;
///
/// assert_eq!(terminal::line("価格 of the \"Pro\" plan"), "価格 of the \"Pro\" plan");
/// assert_eq!(terminal::line("fine\n\u{1b}[32mok"), r"fine\u{a}\u{1b}[32mok");
/// ```
pub fn line(text: &str) -> Cow<'_, str> {
    if !text.chars().any(is_hidden) {
        return Cow::Borrowed(text);
    }
    let mut line = String::with_capacity(text.len() + 16);
    for letter in text.chars() {
        if is_hidden(letter) {
            let _ = write!(line, "\\u{{{:x}}}", u32::from(letter));
        } else {
            line.push(letter);
        }
    }
    Cow::Owned(line)
}

/// A path that is not there, as it was given and as it was resolved: `` `queries` (`/home/me/app/queries`) ``.
///
/// Both in one line, as by [`line()`]. Links are not followed, for there may be nothing at their end. A path that was given
/// in full is shown once.
///
/// ```
/// use std::path::Path;
/// use stigg_graphql_codegen::terminal;
///
/// let resolved = std::env::current_dir()?.join("queries");
/// assert_eq!(terminal::path(Path::new("queries")), format!("`queries` (`{}`)", resolved.display()));
/// assert_eq!(terminal::path(&resolved), format!("`{}`", resolved.display()));
/// # Ok::<(), std::io::Error>(())
/// ```
pub fn path(path: &Path) -> String {
    let given = path.to_string_lossy();
    match std::path::absolute(path) {
        Ok(resolved) if resolved != path => {
            format!("`{}` (`{}`)", line(&given), line(&resolved.to_string_lossy()))
        }
        _ => format!("`{}`", line(&given)),
    }
}

/// JSON as text of the same value that a terminal only shows; GraphQL's strings have the same escapes.
///
/// Within strings, the letters that [`line()`] makes visible are written as JSON escapes them, `\u001b`; line breaks between
/// values stay.
///
/// ```
/// use stigg_graphql_codegen::terminal;
///
/// assert_eq!(terminal::json("[\n\"a\u{9b}b\"\n]".to_owned()), "[\n\"a\\u009bb\"\n]");
/// ```
pub fn json(json: String) -> String {
    // Between values stands white space, which needs no care; a line break in a string is escaped already.
    let is_safe = |letter: char| letter == '\n' || !is_hidden(letter);
    if json.chars().all(is_safe) {
        return json;
    }
    let mut text = String::with_capacity(json.len() + 16);
    for letter in json.chars() {
        if is_safe(letter) {
            text.push(letter);
        } else {
            for unit in letter.encode_utf16(&mut [0; 2]) {
                let _ = write!(text, "\\u{unit:04x}");
            }
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn any_text_is_one_line_that_shows_all_of_itself(text in any::<String>()) {
            let shown = line(&text);
            prop_assert!(!shown.chars().any(is_hidden));
            prop_assert_eq!(line(&shown), shown.clone());
            let visible = |text: &str| text.chars().filter(|letter| !is_hidden(*letter)).collect::<String>();
            let mut rest = shown.chars();
            prop_assert!(visible(&text).chars().all(|letter| rest.any(|shown| shown == letter)));
        }
    }

    proptest! {
        #[test]
        fn json_keeps_its_value(text in prop_oneof![any::<String>(), "[\u{7f}-\u{9f}\u{202a}-\u{202e}\u{e0041}a\n\\\\\"]{0,9}"]) {
            let value = serde_json::json!({ text.clone(): [text, 1] });
            for plain in [value.to_string(), format!("{value:#}")] {
                let shown = json(plain);
                prop_assert!(!shown.chars().any(|letter| letter != '\n' && is_hidden(letter)));
                prop_assert_eq!(serde_json::from_str::<serde_json::Value>(&shown).unwrap(), value.clone());
            }
        }
    }
}
