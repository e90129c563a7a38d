//! From text to tokens (spec 2.1).

use super::{FileId, Span, SyntaxError, SyntaxProblem, Token};

/// A token and where it stands.
#[derive(Clone, Copy, Debug)]
pub(super) struct Lexed {
    pub(super) token: Token,
    pub(super) span: Span,
}

/// Reads one token after the other. After an error it goes on behind what was wrong.
pub(super) struct Lexer<'t> {
    text: &'t str,
    file: FileId,
    at: usize,
}

const PUNCTUATORS: [(u8, &str); 13] = [
    (b'!', "!"),
    (b'$', "$"),
    (b'&', "&"),
    (b'(', "("),
    (b')', ")"),
    (b':', ":"),
    (b'=', "="),
    (b'@', "@"),
    (b'[', "["),
    (b']', "]"),
    (b'{', "{"),
    (b'|', "|"),
    (b'}', "}"),
];

impl<'t> Lexer<'t> {
    pub(super) fn new(text: &'t str, file: FileId) -> Self {
        Self { text, file, at: 0 }
    }

    /// The comment on the lines directly above a span, without its signs, if the span begins its line.
    pub(super) fn comment_above(&self, span: Span) -> Option<(String, Span)> {
        let mut above = self.text[..span.start()].trim_end_matches([' ', '\t']);
        let mut comment = Vec::new();
        while let Some(lines) = without_line_end(above) {
            let begin = lines.rfind(['\n', '\r']).map_or(0, |end| end + 1);
            let line = lines[begin..].trim_start_matches([' ', '\t', '\u{feff}']);
            let Some(words) = line.strip_prefix('#') else { break };
            comment.push(words.strip_prefix(' ').unwrap_or(words).trim_end());
            above = &lines[..begin];
        }
        comment.reverse();
        let text = comment.join("\n");
        (!text.trim().is_empty()).then(|| (text, Span::new(self.file, above.len(), span.start())))
    }

    /// The text of a span.
    pub(super) fn text(&self, span: Span) -> &'t str {
        &self.text[span.start()..span.end()]
    }

    /// Whether a span begins a line.
    pub(super) fn begins_line(&self, span: Span) -> bool {
        let before = span.start().checked_sub(1).and_then(|before| self.text.as_bytes().get(before));
        before.is_none_or(|byte| matches!(byte, b'\n' | b'\r'))
    }

    pub(super) fn next(&mut self) -> Result<Lexed, SyntaxError> {
        self.skip_ignored();
        let start = self.at;
        let Some(byte) = self.peek() else {
            return Ok(Lexed { token: Token::End, span: self.span(start) });
        };
        let token = match byte {
            b'_' | b'a'..=b'z' | b'A'..=b'Z' => {
                self.skip_while(|byte| byte == b'_' || byte.is_ascii_alphanumeric());
                Token::Name
            }
            b'-' | b'0'..=b'9' => self.number()?,
            b'"' if self.rest().starts_with("\"\"\"") => self.block_string()?,
            b'"' => self.string()?,
            b'.' if self.rest().starts_with("...") => {
                self.at += 3;
                Token::Punctuator("...")
            }
            _ => match PUNCTUATORS.iter().find(|(sign, _)| *sign == byte) {
                Some((_, sign)) => {
                    self.at += 1;
                    Token::Punctuator(sign)
                }
                None => return Err(self.unexpected_character()),
            },
        };
        Ok(Lexed { token, span: self.span(start) })
    }

    /// White space, line ends, commas, comments and byte order marks mean nothing, wherever they stand (spec 2.1.7).
    fn skip_ignored(&mut self) {
        while let Some(byte) = self.peek() {
            match byte {
                b' ' | b'\t' | b'\n' | b'\r' | b',' => self.at += 1,
                b'#' => self.skip_while(|byte| byte != b'\n' && byte != b'\r'),
                _ if self.rest().starts_with('\u{feff}') => self.at += '\u{feff}'.len_utf8(),
                _ => return,
            }
        }
    }

    fn number(&mut self) -> Result<Token, SyntaxError> {
        if self.peek() == Some(b'-') {
            self.at += 1;
        }
        let first = self.at;
        self.digits()?;
        if self.text.as_bytes().get(first) == Some(&b'0') && self.at > first + 1 {
            return Err(self.error(SyntaxProblem::LeadingZero, first));
        }
        let mut token = Token::Int;
        if self.peek() == Some(b'.') {
            token = Token::Float;
            self.at += 1;
            self.digits()?;
        }
        if matches!(self.peek(), Some(b'e' | b'E')) {
            token = Token::Float;
            self.at += 1;
            if matches!(self.peek(), Some(b'+' | b'-')) {
                self.at += 1;
            }
            self.digits()?;
        }
        if matches!(self.peek(), Some(b'.' | b'_' | b'a'..=b'z' | b'A'..=b'Z')) {
            let joined = self.at;
            self.skip_while(|byte| byte == b'.' || byte == b'_' || byte.is_ascii_alphanumeric());
            return Err(self.error(SyntaxProblem::JoinedToNumber, joined));
        }
        Ok(token)
    }

    fn digits(&mut self) -> Result<(), SyntaxError> {
        let start = self.at;
        self.skip_while(|byte| byte.is_ascii_digit());
        if self.at == start {
            return Err(SyntaxError { problem: SyntaxProblem::IncompleteNumber, span: self.letter(start) });
        }
        Ok(())
    }

    /// Finds the end; what the escapes mean is for [`string_value`].
    fn string(&mut self) -> Result<Token, SyntaxError> {
        let start = self.at;
        self.at += 1;
        while let Some(byte) = self.peek() {
            match byte {
                b'"' => {
                    self.at += 1;
                    return Ok(Token::String);
                }
                b'\n' | b'\r' => break,
                b'\\' if matches!(self.text.as_bytes().get(self.at + 1), Some(b'"' | b'\\')) => self.at += 2,
                _ => self.at += 1,
            }
        }
        Err(self.error(SyntaxProblem::UnterminatedString, start))
    }

    fn block_string(&mut self) -> Result<Token, SyntaxError> {
        let start = self.at;
        self.at += 3;
        while let Some(quote) = self.rest().find("\"\"\"") {
            let is_escaped = self.rest()[..quote].ends_with('\\');
            self.at += quote + 3;
            if !is_escaped {
                return Ok(Token::BlockString);
            }
        }
        self.at = self.text.len();
        Err(SyntaxError {
            problem: SyntaxProblem::UnterminatedBlockString,
            span: Span::new(self.file, start, start + 3),
        })
    }

    fn unexpected_character(&mut self) -> SyntaxError {
        let start = self.at;
        let letter = self.rest().chars().next().expect("a letter was looked at");
        self.at += letter.len_utf8();
        self.error(SyntaxProblem::UnexpectedCharacter(letter), start)
    }

    fn error(&self, problem: SyntaxProblem, start: usize) -> SyntaxError {
        SyntaxError { problem, span: self.span(start) }
    }

    fn span(&self, start: usize) -> Span {
        Span::new(self.file, start, self.at)
    }

    /// The span of one letter.
    fn letter(&self, start: usize) -> Span {
        let length = self.text.get(start..).and_then(|rest| rest.chars().next()).map_or(0, char::len_utf8);
        Span::new(self.file, start, start + length)
    }

    fn peek(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    fn rest(&self) -> &'t str {
        &self.text[self.at..]
    }

    fn skip_while(&mut self, wanted: impl Fn(u8) -> bool) {
        while self.peek().is_some_and(&wanted) {
            self.at += 1;
        }
    }
}

/// What a string says (spec 2.9.4), given what stands between its quotes; or what is wrong, and in which bytes of that.
pub(super) fn string_value(raw: &str) -> Result<String, (SyntaxProblem, usize, usize)> {
    let mut value = String::with_capacity(raw.len());
    let mut rest = raw;
    while let Some(backslash) = rest.find('\\') {
        value.push_str(&rest[..backslash]);
        let escape = &rest[backslash..];
        let start = raw.len() - escape.len();
        let mut letters = escape.chars().skip(1);
        let (letter, length) = match letters.next() {
            Some('"') => ('"', 2),
            Some('\\') => ('\\', 2),
            Some('/') => ('/', 2),
            Some('b') => ('\u{8}', 2),
            Some('f') => ('\u{c}', 2),
            Some('n') => ('\n', 2),
            Some('r') => ('\r', 2),
            Some('t') => ('\t', 2),
            Some('u') => match unicode_escape(escape) {
                Some(read) => read,
                None => return Err((SyntaxProblem::InvalidUnicodeEscape, start, start + 2)),
            },
            Some(other) => return Err((SyntaxProblem::UnknownEscape, start, start + 1 + other.len_utf8())),
            None => return Err((SyntaxProblem::UnknownEscape, start, start + 1)),
        };
        value.push(letter);
        rest = &escape[length..];
    }
    value.push_str(rest);
    Ok(value)
}

/// The letter of `\u00e9`, `\u{1F600}` or of two surrogates such as `\uD83D\uDE00`, and how long the escape is.
fn unicode_escape(escape: &str) -> Option<(char, usize)> {
    let number = |digits: &str| {
        let all_hex = !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_hexdigit());
        if all_hex { u32::from_str_radix(digits, 16).ok() } else { None }
    };
    if let Some(digits) = escape.strip_prefix("\\u{") {
        let digits = &digits[..digits.find('}')?];
        return Some((char::from_u32(number(digits)?)?, digits.len() + 4));
    }
    let first = number(escape.get(2..6)?)?;
    if let Some(letter) = char::from_u32(first) {
        return Some((letter, 6));
    }
    // A surrogate is half a letter: the second half has to follow.
    let second = number(escape.get(6..).and_then(|rest| rest.strip_prefix("\\u"))?.get(..4)?)?;
    let is_pair = (0xD800..0xDC00).contains(&first) && (0xDC00..0xE000).contains(&second);
    let letter = 0x10000 + ((first & 0x3FF) << 10) + (second & 0x3FF);
    if is_pair { Some((char::from_u32(letter)?, 12)) } else { None }
}

/// What a block string says, given what stands between its quotes: `BlockStringValue` of spec 2.9.4.
pub(super) fn block_string_value(raw: &str) -> String {
    let raw = raw.replace("\\\"\"\"", "\"\"\"");
    let lines: Vec<&str> = lines(&raw);
    let indent = |line: &str| line.len() - line.trim_start_matches([' ', '\t']).len();
    let is_blank = |line: &&str| indent(line) == line.len();
    let common = lines.iter().skip(1).filter(|line| !is_blank(line)).map(|line| indent(line)).min().unwrap_or(0);
    let dedented = lines
        .iter()
        .enumerate()
        .map(|(nth, line)| if nth == 0 { line } else { line.get(common..).unwrap_or_default() });
    let dedented: Vec<&str> = dedented.collect();
    let first = dedented.iter().position(|line| !is_blank(line));
    let last = dedented.iter().rposition(|line| !is_blank(line));
    match (first, last) {
        (Some(first), Some(last)) => dedented[first..=last].join("\n"),
        _ => String::new(),
    }
}

/// What is before the end of a line, if the text ends with one.
fn without_line_end(text: &str) -> Option<&str> {
    let rest = text.strip_suffix('\n').map(|rest| rest.strip_suffix('\r').unwrap_or(rest));
    rest.or_else(|| text.strip_suffix('\r'))
}

/// Lines end with `\n`, `\r\n` or `\r` (spec 2.1.3).
fn lines(text: &str) -> Vec<&str> {
    let mut lines = Vec::new();
    let mut rest = text;
    while let Some(end) = rest.find(['\n', '\r']) {
        lines.push(&rest[..end]);
        let length = if rest[end..].starts_with("\r\n") { 2 } else { 1 };
        rest = &rest[end + length..];
    }
    lines.push(rest);
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tokens(text: &str) -> Result<Vec<&str>, SyntaxProblem> {
        let mut reader = Lexer::new(text, FileId::BUILT_IN);
        let mut found = Vec::new();
        loop {
            let lexed = reader.next().map_err(|error| error.problem)?;
            if lexed.token == Token::End {
                return Ok(found);
            }
            found.push(reader.text(lexed.span));
        }
    }

    #[test]
    fn what_means_nothing_is_skipped_everywhere() {
        assert_eq!(tokens("\u{feff} a,b\t,,#c\r\u{feff}d#e"), Ok(vec!["a", "b", "d"]));
        assert_eq!(tokens("...,on"), Ok(vec!["...", "on"]));
        assert_eq!(tokens(""), Ok(vec![]));
    }

    #[test]
    fn numbers() {
        use SyntaxProblem::{IncompleteNumber, JoinedToNumber, LeadingZero, UnexpectedCharacter};

        for number in ["0", "-0", "7", "-12", "0.5", "1.50", "1e9", "1E-9", "-1.5e+10"] {
            assert_eq!(tokens(number), Ok(vec![number]));
        }
        for (text, problem) in [
            ("01", LeadingZero),
            ("-00", LeadingZero),
            ("-", IncompleteNumber),
            ("1.", IncompleteNumber),
            ("1.e5", IncompleteNumber),
            ("1e", IncompleteNumber),
            ("1e+", IncompleteNumber),
            ("1x", JoinedToNumber),
            ("1_", JoinedToNumber),
            ("1.5.2", JoinedToNumber),
            (".5", UnexpectedCharacter('.')),
            ("+1", UnexpectedCharacter('+')),
        ] {
            assert_eq!(tokens(text), Err(problem), "{text}");
        }
    }

    #[test]
    fn strings_end_where_they_say() {
        assert_eq!(
            tokens(r#""a\"b" "\\" """a"b\"""c""" """#),
            Ok(vec![r#""a\"b""#, r#""\\""#, r#""""a"b\"""c""""#, r#""""#])
        );
        assert_eq!(tokens("\"a\nb\""), Err(SyntaxProblem::UnterminatedString));
        assert_eq!(tokens("\"a\\\""), Err(SyntaxProblem::UnterminatedString));
        assert_eq!(tokens("\"\"\"a\"\""), Err(SyntaxProblem::UnterminatedBlockString));
    }

    #[test]
    fn escapes() {
        assert_eq!(string_value(r#"a\"\\\/\b\f\n\r\tz"#).as_deref(), Ok("a\"\\/\u{8}\u{c}\n\r\tz"));
        assert_eq!(string_value(r"\u00e9\u{1F600}\uD83D\uDE00\u{41}").as_deref(), Ok("é😀😀A"));
        for wrong in
            [r"\uD83D", r"\uDE00\uD83D", r"\uD83Dx", r"\u12", r"\u{}", r"\u{110000}", r"\u{D800}", r"\u+123", "\\u00é"]
        {
            assert_eq!(string_value(wrong), Err((SyntaxProblem::InvalidUnicodeEscape, 0, 2)), "{wrong}");
        }
        assert_eq!(string_value(r"ab\x"), Err((SyntaxProblem::UnknownEscape, 2, 4)));
    }

    #[test]
    fn blocks_lose_their_indentation() {
        assert_eq!(
            block_string_value("\n    Hello,\n      World!\n\n    Yours,\n      GraphQL.\n  "),
            "Hello,\n  World!\n\nYours,\n  GraphQL."
        );
        assert_eq!(block_string_value("  first\r\n\tsecond\r third"), "  first\nsecond\nthird");
        assert_eq!(block_string_value(" \n\t\n "), "");
        assert_eq!(block_string_value(r#"a\"""b\n"#), "a\"\"\"b\\n");
    }
}
