//! Words of a server within our own.

use std::fmt;

/// The longest text of a server that a text of ours repeats, in characters.
const LONGEST: usize = 200;

/// Prints a text of the server so that it can be part of a message: on one line, short, and without effect on a terminal.
///
/// Control characters, line breaks and whatever else is not visible are written as Rust escapes; quotes and backslashes
/// stay, so that a text which is escaped already stays as it is.
pub(crate) struct Quoted<'a>(pub(crate) &'a str);

impl fmt::Display for Quoted<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let short = cut(self.0, LONGEST);
        for part in short.split_inclusive(['"', '\'', '\\']) {
            let plain = part.trim_end_matches(['"', '\'', '\\']);
            write!(f, "{}{}", plain.escape_debug(), &part[plain.len()..])?;
        }
        if short.len() < self.0.len() { f.write_str("...") } else { Ok(()) }
    }
}

/// As [`Quoted`], as a text.
pub(crate) fn quoted(text: &str) -> String {
    Quoted(text).to_string()
}

/// The first so many characters.
pub(crate) fn cut(text: &str, characters: usize) -> &str {
    text.char_indices().nth(characters).map_or(text, |(end, _)| &text[..end])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_could_move_a_cursor_is_escaped_and_what_reads_well_stays() {
        assert_eq!(quoted("a\n\u{1b}[31m\r\tb\0"), r"a\n\u{1b}[31m\r\tb\0");
        assert_eq!(quoted("safe \u{202e}evil\u{2028}\u{85}\u{9b}"), r"safe \u{202e}evil\u{2028}\u{85}\u{9b}");
        let plain = r#"Field "größe" isn't there: C:\x, 数, 🦀"#;
        assert_eq!(quoted(plain), plain);
        assert_eq!(quoted(&quoted("a\nb")), r"a\nb");
    }

    #[test]
    fn a_long_text_is_cut_at_a_character() {
        let long = "é".repeat(201);
        assert_eq!(quoted(&long), format!("{}...", "é".repeat(200)));
        assert_eq!(quoted(&long[2..]), "é".repeat(200));
    }
}
