//! The content of a string or of a description.

use std::fmt;
use std::ops::Deref;

use super::Span;

/// What a string says, with its escapes resolved and the indentation of a block taken off (spec 2.9.4).
#[derive(Clone, Debug)]
pub struct Text {
    /// The letters that are meant.
    pub value: String,
    /// Whether it was written between three quotes.
    pub is_block: bool,
    /// Where it stands, quotes included.
    pub span: Span,
}

impl Deref for Text {
    type Target = str;

    fn deref(&self) -> &str {
        &self.value
    }
}

/// The letters that are meant, without quotes.
impl fmt::Display for Text {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.value)
    }
}
