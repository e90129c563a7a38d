//! Tokens (spec 2.1.6).

use std::fmt;

/// A piece of text that the grammar is made of.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Token {
    /// A sign, such as `{` or `...`.
    Punctuator(&'static str),
    /// A name or keyword.
    Name,
    /// A whole number.
    Int,
    /// A number with a fraction or an exponent.
    Float,
    /// A string on one line.
    String,
    /// A string between three quotes.
    BlockString,
    /// Nothing more.
    End,
}

impl fmt::Display for Token {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Punctuator(sign) => write!(f, "`{sign}`"),
            Self::Name => f.write_str("a name"),
            Self::Int => f.write_str("a whole number"),
            Self::Float => f.write_str("a number"),
            Self::String => f.write_str("a string"),
            Self::BlockString => f.write_str("a block string"),
            Self::End => f.write_str("the end of the file"),
        }
    }
}
