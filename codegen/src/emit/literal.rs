//! String literals of Rust.

use std::fmt::Write as _;

use crate::character::is_hidden;

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

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn check(text: &str) {
        let literal = string(text);
        let read = syn::parse_str::<syn::LitStr>(&literal).unwrap_or_else(|error| panic!("{literal}: {error}"));
        assert_eq!(read.value(), text, "{literal}");
        assert!(!literal.contains(is_hidden), "{literal:?}");
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
    fn what_nobody_sees_is_escaped() {
        assert_eq!(string("a\u{202e}\r\t\0\u{200d}é"), r#""a\u{202e}\u{d}\u{9}\u{0}\u{200d}é""#);
        assert_eq!(string("query Q{a(b:\"c\")}"), r#""query Q{a(b:\"c\")}""#);
    }
}
