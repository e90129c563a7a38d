//! What is wrong with a text that is not GraphQL.

use std::fmt;

use super::{Span, Token};
use crate::character::is_hidden;

/// A place at which a text stops being GraphQL. Its `Display` says why, in one line.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct SyntaxError {
    /// Why.
    pub problem: SyntaxProblem,
    /// Where.
    pub span: Span,
}

/// Why a text is not GraphQL.
#[derive(Clone, Debug, Eq, PartialEq)]
#[non_exhaustive]
pub enum SyntaxProblem {
    /// A letter that begins nothing.
    UnexpectedCharacter(char),
    /// A string that its line ends before it does.
    UnterminatedString,
    /// A block string that the text ends before it does.
    UnterminatedBlockString,
    /// A backslash before something that it does not escape.
    UnknownEscape,
    /// `\u` before something that is no Unicode scalar value.
    InvalidUnicodeEscape,
    /// `01`
    LeadingZero,
    /// `1.`, `1e`, `-`: a digit is missing.
    IncompleteNumber,
    /// `1x`, `1.5.2`: something is joined to a number.
    JoinedToNumber,
    /// Another token than the grammar has there.
    Unexpected {
        /// What the grammar has there.
        expected: Expectation,
        /// What is there.
        found: Token,
        /// How it is written.
        text: String,
    },
    /// A pair of brackets with nothing between.
    Empty(Expectation),
    /// `fragment on on T`
    FragmentNamedOn,
    /// `enum E { true }`
    ReservedEnumValue,
    /// A location of directives that the specification does not know.
    UnknownLocation,
    /// A description before something that takes none.
    MisplacedDescription,
    /// A variable where a value is fixed.
    VariableInConstant,
    /// `extend type T` and nothing more.
    EmptyExtension,
    /// More brackets in each other than are read.
    TooDeep,
    /// A text of 4 GiB or more.
    TooLarge,
}

/// What the grammar has at a place.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
#[non_exhaustive]
pub enum Expectation {
    /// A definition.
    Definition,
    /// What `extend` can be followed by.
    Extension,
    /// A field or a fragment.
    Selection,
    /// An argument.
    Argument,
    /// A variable.
    Variable,
    /// A value.
    Value,
    /// A type.
    Type,
    /// A name.
    Name,
    /// A field of a type.
    Field,
    /// A value of an enum.
    EnumValue,
    /// The type of an operation: `query: Query`.
    RootOperation,
    /// Nothing more.
    EndOfValue,
    /// A certain sign or word.
    Exactly(&'static str),
}

impl fmt::Display for Expectation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Definition => "a definition",
            Self::Extension => "`schema`, `scalar`, `type`, `interface`, `union`, `enum` or `input`",
            Self::Selection => "a field or a fragment",
            Self::Argument => "an argument",
            Self::Variable => "a variable",
            Self::Value => "a value",
            Self::Type => "a type",
            Self::Name => "a name",
            Self::Field => "a field",
            Self::EnumValue => "a value of the enum",
            Self::RootOperation => "`query`, `mutation` or `subscription`",
            Self::EndOfValue => "the end of the value",
            Self::Exactly(word) => return write!(f, "`{word}`"),
        })
    }
}

impl fmt::Display for SyntaxProblem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::UnexpectedCharacter(letter) => write!(f, "unexpected character {}", shown(*letter)),
            Self::UnterminatedString => f.write_str("the string does not end on its line"),
            Self::UnterminatedBlockString => f.write_str("the block string does not end"),
            Self::UnknownEscape => f.write_str("there is no such escape in a string"),
            Self::InvalidUnicodeEscape => f.write_str("this is the escape of no Unicode character"),
            Self::LeadingZero => f.write_str("a number does not begin with a zero"),
            Self::IncompleteNumber => f.write_str("a digit is missing from the number"),
            Self::JoinedToNumber => f.write_str("a number ends before this"),
            Self::Unexpected { expected, found: Token::Name, text } => write!(f, "expected {expected}, found `{text}`"),
            Self::Unexpected { expected, found, .. } => write!(f, "expected {expected}, found {found}"),
            Self::Empty(expected) => write!(f, "expected {expected}; there is nothing between the brackets"),
            Self::FragmentNamedOn => f.write_str("a fragment cannot be called `on`"),
            Self::ReservedEnumValue => f.write_str("`true`, `false` and `null` cannot be values of an enum"),
            Self::UnknownLocation => f.write_str("there is no such place for a directive"),
            Self::MisplacedDescription => f.write_str("a description cannot stand here"),
            Self::VariableInConstant => f.write_str("a variable cannot stand here: the value is fixed"),
            Self::EmptyExtension => f.write_str("the extension adds nothing"),
            Self::TooDeep => f.write_str("this nests too deep to be read"),
            Self::TooLarge => f.write_str("the text is too large to be read"),
        }
    }
}

/// A letter in quotes, or its number where it cannot be seen.
fn shown(letter: char) -> String {
    if letter.is_whitespace() || is_hidden(letter) {
        format!("U+{:04X}", u32::from(letter))
    } else {
        format!("`{letter}`")
    }
}

impl fmt::Display for SyntaxError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.problem {
            SyntaxProblem::TooDeep | SyntaxProblem::TooLarge => write!(f, "{}", self.problem),
            problem => write!(f, "syntax error: {problem}"),
        }
    }
}

impl std::error::Error for SyntaxError {}
