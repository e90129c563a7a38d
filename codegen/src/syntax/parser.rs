//! From tokens to a tree, by recursive descent: a function for each rule of the grammar (spec, appendix C).

mod executable;
mod type_system;
mod value;

use super::lexer::{Lexed, Lexer, block_string_value, string_value};
use super::{Definition, Document, Expectation, FileId, Name, Span, SyntaxError, SyntaxProblem, Text, Token, Value};

/// How many brackets may be open at once: real documents stay far below, and any thread has the stack for it.
const DEEPEST: usize = 200;

/// How many letters of a word an error keeps.
const WIDEST_WORD: usize = 40;

/// What could be read of a text.
#[derive(Clone, Debug, Default)]
pub struct Parsed {
    /// The definitions without syntax errors, in order.
    pub document: Document,
    /// The first error of each definition that has one, in order.
    pub errors: Vec<SyntaxError>,
}

/// Reads a text of any definitions; a text without any is fine.
///
/// A definition with a syntax error is left out, and reading goes on with the next one that begins a line.
pub fn parse(text: &str, file: FileId) -> Parsed {
    let mut parsed = Parsed::default();
    if u32::try_from(text.len()).is_err() {
        parsed.errors.push(SyntaxError { problem: SyntaxProblem::TooLarge, span: Span::new(file, 0, 0) });
        return parsed;
    }
    let mut parser = Parser::new(text, file);
    while !parser.is_at_end() {
        let start = parser.current.span;
        match parser.definition() {
            Ok(definition) => parsed.document.definitions.push(definition),
            Err(error) => {
                parsed.errors.push(error);
                parser.resume(start);
            }
        }
    }
    parsed
}

/// Reads a value that is fixed, such as a default in an introspection answer.
///
/// # Errors
///
/// When the text is no such value, or more than one.
pub fn parse_value(text: &str, file: FileId) -> Result<Value, SyntaxError> {
    let mut parser = Parser::new(text, file);
    let value = parser.value(true)?;
    if parser.is_at_end() { Ok(value) } else { Err(parser.unexpected(Expectation::EndOfValue)) }
}

type Result<T, E = SyntaxError> = std::result::Result<T, E>;

struct Parser<'t> {
    lexer: Lexer<'t>,
    /// The token to look at next; the end, where there is none that can be read.
    current: Lexed,
    /// Why it cannot be read.
    unreadable: Option<SyntaxError>,
    /// Where the token before it stands.
    previous: Span,
    /// How many brackets are open.
    depth: usize,
}

impl<'t> Parser<'t> {
    /// Looks at the first token.
    fn new(text: &'t str, file: FileId) -> Self {
        let start = Span::new(file, 0, 0);
        let current = Lexed { token: Token::End, span: start };
        let mut parser = Self { lexer: Lexer::new(text, file), current, unreadable: None, previous: start, depth: 0 };
        parser.advance();
        parser
    }

    fn advance(&mut self) {
        self.previous = self.current.span;
        match self.lexer.next() {
            Ok(next) => {
                self.current = next;
                self.unreadable = None;
            }
            Err(error) => {
                self.current = Lexed { token: Token::End, span: error.span };
                self.unreadable = Some(error);
            }
        }
    }

    fn is_at_end(&self) -> bool {
        self.current.token == Token::End && self.unreadable.is_none()
    }

    /// Goes on to what looks like the next definition: a keyword or a brace that begins a line.
    ///
    /// What cannot be read on the way belongs to what was reported.
    fn resume(&mut self, start: Span) {
        self.depth = 0;
        while !self.is_at_end() && (self.current.span == start || !self.begins_definition()) {
            self.advance();
        }
    }

    fn begins_definition(&self) -> bool {
        const KEYWORDS: [&str; 13] = [
            "query",
            "mutation",
            "subscription",
            "fragment",
            "schema",
            "scalar",
            "type",
            "interface",
            "union",
            "enum",
            "input",
            "directive",
            "extend",
        ];
        let begins = match self.current.token {
            Token::Name => KEYWORDS.contains(&self.word()),
            Token::Punctuator("{") | Token::String | Token::BlockString => true,
            _ => false,
        };
        begins && self.lexer.begins_line(self.current.span)
    }

    fn definition(&mut self) -> Result<Definition> {
        let comment = self.comment();
        let description = self.description()?;
        if self.is("{") {
            no_description(description.as_ref())?;
            return self.operation(comment).map(Definition::Operation);
        }
        if self.current.token != Token::Name {
            return Err(self.unexpected(Expectation::Definition));
        }
        match self.word() {
            "query" | "mutation" | "subscription" => self.operation(description.or(comment)).map(Definition::Operation),
            "fragment" => self.fragment(description.or(comment)).map(Definition::Fragment),
            "extend" => {
                no_description(description.as_ref())?;
                self.extension()
            }
            _ => self.type_system_definition(description, Expectation::Definition),
        }
    }

    fn description(&mut self) -> Result<Option<Text>> {
        match self.current.token {
            Token::String | Token::BlockString => self.string().map(Some),
            _ => Ok(None),
        }
    }

    /// The comment directly above: to the people who write operations it is what a description is to a schema's, and
    /// servers take descriptions there only since the edition of September 2025.
    fn comment(&self) -> Option<Text> {
        let (value, span) = self.lexer.comment_above(self.current.span)?;
        Some(Text { value, is_block: true, span })
    }

    fn string(&mut self) -> Result<Text> {
        let span = self.current.span;
        let raw = self.word();
        let text = if self.current.token == Token::BlockString {
            let inner = &raw[3..raw.len() - 3];
            Text { value: block_string_value(inner), is_block: true, span }
        } else {
            let inner = &raw[1..raw.len() - 1];
            let value = string_value(inner).map_err(|(problem, start, end)| {
                let inside = span.start() + 1;
                SyntaxError { problem, span: Span::new(span.file(), inside + start, inside + end) }
            })?;
            Text { value, is_block: false, span }
        };
        self.advance();
        Ok(text)
    }

    fn name(&mut self) -> Result<Name> {
        self.name_for(Expectation::Name)
    }

    fn name_for(&mut self, expected: Expectation) -> Result<Name> {
        if self.current.token != Token::Name {
            return Err(self.unexpected(expected));
        }
        let name = Name::new(self.word(), self.current.span);
        self.advance();
        Ok(name)
    }

    /// The text of the current token; what cannot be read is no word, though it may look like one: `extend 1input`.
    fn word(&self) -> &'t str {
        if self.unreadable.is_some() { "" } else { self.lexer.text(self.current.span) }
    }

    fn is(&self, sign: &str) -> bool {
        matches!(self.current.token, Token::Punctuator(current) if current == sign)
    }

    fn is_keyword(&self, word: &str) -> bool {
        self.current.token == Token::Name && self.word() == word
    }

    /// Passes a sign or keyword if it is there.
    fn skip(&mut self, sign: &str) -> bool {
        let is_there = self.is(sign) || self.is_keyword(sign);
        if is_there {
            self.advance();
        }
        is_there
    }

    fn expect(&mut self, sign: &'static str) -> Result<()> {
        if self.skip(sign) { Ok(()) } else { Err(self.unexpected(Expectation::Exactly(sign))) }
    }

    fn unexpected(&self, expected: Expectation) -> SyntaxError {
        if let Some(error) = &self.unreadable {
            return error.clone();
        }
        let text = self.word().chars().take(WIDEST_WORD).collect();
        SyntaxError {
            problem: SyntaxProblem::Unexpected { expected, found: self.current.token, text },
            span: self.current.span,
        }
    }

    /// One or more items between brackets, where the opening one is: `( Item+ )`.
    fn many<T>(
        &mut self,
        open: &'static str,
        item: impl Fn(&mut Self) -> Result<T>,
        close: &'static str,
        expected: Expectation,
    ) -> Result<Vec<T>> {
        let opening = self.current.span;
        self.expect(open)?;
        if self.is(close) {
            let span = opening.to(self.current.span);
            return Err(SyntaxError { problem: SyntaxProblem::Empty(expected), span });
        }
        self.any(item, close)
    }

    /// The same where the brackets may be missing altogether.
    fn optional_many<T>(
        &mut self,
        open: &'static str,
        item: impl Fn(&mut Self) -> Result<T>,
        close: &'static str,
        expected: Expectation,
    ) -> Result<Vec<T>> {
        if self.is(open) { self.many(open, item, close, expected) } else { Ok(Vec::new()) }
    }

    /// Any number of items up to the closing bracket, the opening one being passed already.
    fn any<T>(&mut self, item: impl Fn(&mut Self) -> Result<T>, close: &'static str) -> Result<Vec<T>> {
        self.deeper(|parser| {
            let mut items = Vec::new();
            while !parser.skip(close) {
                if parser.is_at_end() {
                    return Err(parser.unexpected(Expectation::Exactly(close)));
                }
                items.push(item(parser)?);
            }
            Ok(items)
        })
    }

    fn deeper<T>(&mut self, inside: impl FnOnce(&mut Self) -> Result<T>) -> Result<T> {
        if self.depth >= DEEPEST {
            return Err(SyntaxError { problem: SyntaxProblem::TooDeep, span: self.previous });
        }
        self.depth += 1;
        let result = inside(self);
        self.depth = self.depth.saturating_sub(1);
        result
    }
}

fn no_description(description: Option<&Text>) -> Result<()> {
    match description {
        Some(text) => Err(SyntaxError { problem: SyntaxProblem::MisplacedDescription, span: text.span }),
        None => Ok(()),
    }
}

#[cfg(test)]
mod tests;
