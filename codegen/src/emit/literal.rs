//! String literals of Rust.

use std::fmt::Write as _;

use crate::character::is_hidden;

/// rustc takes no more signs around a raw string.
const MOST_HASHES: usize = 255;

/// A literal of any text, which fits on one line.
///
/// Characters that nobody sees are escaped: rustc refuses those that turn text around, and a line break would be one of the
/// file's.
pub(super) fn string(text: &str) -> String {
    let mut literal = String::with_capacity(text.len() + 2);
    literal.push('"');
    for character in text.chars() {
        match character {
            '"' => literal.push_str("\\\""),
            '\\' => literal.push_str("\\\\"),
            '\n' => literal.push_str("\\n"),
            character if is_hidden(character) => {
                let _ = write!(literal, "\\u{{{:x}}}", u32::from(character));
            }
            character => literal.push(character),
        }
    }
    literal.push('"');
    literal
}

/// A literal of any text that is read in lines: as it is, where Rust can hold it so.
pub(super) fn document(text: &str) -> String {
    let quotes_and_hashes = text.split('"').skip(1).map(|after| after.len() - after.trim_start_matches('#').len());
    let hashes = quotes_and_hashes.max().map_or(1, |most| most + 1);
    if hashes > MOST_HASHES || text.contains(|character| character != '\n' && is_hidden(character)) {
        return string(text);
    }
    let hashes = "#".repeat(hashes);
    format!("r{hashes}\"{text}\"{hashes}")
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn check(text: &str) {
        for literal in [string(text), document(text)] {
            let read = syn::parse_str::<syn::LitStr>(&literal).unwrap_or_else(|error| panic!("{literal}: {error}"));
            assert_eq!(read.value(), text, "{literal}");
            assert!(!literal.contains(|character| character != '\n' && is_hidden(character)), "{literal:?}");
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn any_text_is_read_back(text in any::<String>()) {
            check(&text);
        }

        #[test]
        fn quotes_and_hashes_are_read_back(
            parts in prop::collection::vec(prop_oneof!["\"#{0,3}", "[\\\\\n\r\t\0{}]", "[\u{202a}-\u{202e}#a]"], 0..20)
        ) {
            check(&parts.concat());
        }
    }

    #[test]
    fn the_limits_of_raw_strings() {
        for hashes in [0, 1, 253, 254, 255, 256, 300, 1000] {
            check(&format!("a \"{} b\nc", "#".repeat(hashes)));
        }
        assert!(document(&format!("\"{}", "#".repeat(254))).starts_with("r#"));
        assert!(document(&format!("\"{}", "#".repeat(255))).starts_with("\"\\\"#"));
        assert_eq!(document("query Q {\n  a\n}\n"), "r#\"query Q {\n  a\n}\n\"#");
        assert_eq!(string("a\u{202e}\r\t\0\u{200d}é"), r#""a\u{202e}\u{d}\u{9}\u{0}\u{200d}é""#);
    }
}
