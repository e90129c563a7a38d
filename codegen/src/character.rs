//! Characters that nobody sees, and characters that end a line.

use std::ops::RangeInclusive;

/// The general categories Cc, Cf, Zl and Zp of Unicode 16, and what else is ignorable by default
/// (`Default_Ignorable_Code_Point`).
///
/// Variation selectors, which are ignorable as well, are left out: they choose among the shapes of the character before them,
/// as in \u{2764}\u{fe0f}, the red heart.
#[rustfmt::skip]
const HIDDEN: &[RangeInclusive<char>] = &[
    // C0, with tab, line feed and escape; DEL and C1.
    '\0'..='\u{1f}', '\u{7f}'..='\u{9f}',
    // The ends of lines and paragraphs.
    '\u{2028}'..='\u{2029}',
    // Soft hyphen; signs that enclose numbers and verses; marks of direction.
    '\u{ad}'..='\u{ad}', '\u{600}'..='\u{605}', '\u{61c}'..='\u{61c}', '\u{6dd}'..='\u{6dd}', '\u{70f}'..='\u{70f}',
    '\u{890}'..='\u{891}', '\u{8e2}'..='\u{8e2}', '\u{110bd}'..='\u{110bd}', '\u{110cd}'..='\u{110cd}',
    // Zero-width spaces and joiners, marks and overrides of direction, invisible operators, the byte order mark.
    '\u{180e}'..='\u{180e}', '\u{200b}'..='\u{200f}', '\u{202a}'..='\u{202e}', '\u{2060}'..='\u{206f}',
    '\u{feff}'..='\u{feff}', '\u{fff0}'..='\u{fffb}',
    // How hieroglyphs, shorthand and music are joined.
    '\u{13430}'..='\u{1343f}', '\u{1bca0}'..='\u{1bca3}', '\u{1d173}'..='\u{1d17a}',
    // The plane of tags, but for the variation selectors in it.
    '\u{e0000}'..='\u{e00ff}', '\u{e01f0}'..='\u{e0fff}',
    // Characters and marks that only fill or join.
    '\u{34f}'..='\u{34f}', '\u{115f}'..='\u{1160}', '\u{17b4}'..='\u{17b5}', '\u{3164}'..='\u{3164}', '\u{ffa0}'..='\u{ffa0}',
];

/// Whether a character shows nothing of its own: it moves the cursor, turns the text around it, joins, or only takes no room.
pub(crate) fn is_hidden(character: char) -> bool {
    !matches!(character, ' '..='~') && HIDDEN.iter().any(|range| range.contains(&character))
}

/// Whether a character is for control, or ends a line without being so (Cc, Zl, Zp).
pub(crate) fn is_control(character: char) -> bool {
    character.is_control() || ends_line(character)
}

/// Whether a line ends here for someone: GraphQL, Rust, Unicode (UAX 14), or a terminal.
pub(crate) fn ends_line(character: char) -> bool {
    matches!(character, '\n' | '\u{b}' | '\u{c}' | '\r' | '\u{85}' | '\u{2028}' | '\u{2029}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_hidden() {
        for character in
            "\0\u{7}\t\n\r\u{1b}\u{7f}\u{85}\u{9b}\u{200b}\u{200d}\u{202e}\u{2066}\u{2028}\u{feff}\u{e0041}\u{3164}"
                .chars()
        {
            assert!(is_hidden(character), "{character:?}");
        }
        for character in " ~aé価🎟\u{a0}\u{3000}\u{301}\u{fe0f}\u{e0100}\u{fffd}\u{e000}".chars() {
            assert!(!is_hidden(character), "{character:?}");
        }
    }

    /// Rust's own table says what it would not print; spaces, private and unassigned characters are its business alone.
    #[test]
    fn nothing_hidden_is_printable_but_fillers() {
        let fillers = ['\u{34f}', '\u{115f}', '\u{1160}', '\u{17b4}', '\u{17b5}', '\u{3164}', '\u{ffa0}'];
        for character in ('\0'..=char::MAX).filter(|character| is_hidden(*character) && !fillers.contains(character)) {
            let shown = format!("a{character}").escape_debug().to_string();
            assert!(shown.starts_with("a\\"), "{character:?}");
        }
    }

    #[test]
    fn what_controls_is_hidden() {
        assert!(('\0'..=char::MAX).filter(|character| is_control(*character)).all(is_hidden));
    }
}
