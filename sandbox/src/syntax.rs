//! Where the engine's parser reads other than the specification says, put right around it.
//!
//! It accepts an argument without a value and executes the operation without it; and it does not know two things of the
//! September 2025 edition: commas are nothing wherever they stand, and what can be executed may be described.

use apollo_compiler::parser::LineColumn;
use apollo_parser::cst::{self, CstNode};
use apollo_parser::{Lexer, Parser, SyntaxElement, SyntaxKind, SyntaxNode, SyntaxToken, Token, TokenKind};

/// How many letters of a word an error keeps.
const WIDEST_WORD: usize = 40;

/// A location at which something is missing that the parser does without.
#[derive(Debug, Eq, PartialEq)]
pub(crate) struct Gap {
    pub(crate) message: String,
    pub(crate) location: LineColumn,
}

/// The text as the parser can read it: commas and the descriptions of operations, fragments and variables are blank.
///
/// Every letter stays in its line and column.
pub(crate) fn readable(text: &str) -> String {
    let (tokens, errors) = Lexer::new(text).lex();
    if !errors.is_empty() {
        return text.to_owned();
    }
    let is_described: Vec<bool> = descriptions(&tokens);
    let mut readable = String::with_capacity(text.len());
    for (token, is_description) in tokens.iter().zip(is_described) {
        match token.kind() {
            TokenKind::Eof => {}
            TokenKind::Comma => readable.push(' '),
            _ if is_description => {
                readable.extend(token.data().chars().map(|letter| if "\r\n".contains(letter) { letter } else { ' ' }));
            }
            _ => readable.push_str(token.data()),
        }
    }
    readable
}

/// Which tokens are descriptions of what can be executed.
fn descriptions(tokens: &[Token<'_>]) -> Vec<bool> {
    let mut found = vec![false; tokens.len()];
    let ignored = |token: &Token<'_>| {
        matches!(token.kind(), TokenKind::Whitespace | TokenKind::Comment | TokenKind::Comma | TokenKind::Eof)
    };
    let tokens: Vec<(usize, &Token<'_>)> = tokens.iter().enumerate().filter(|(_, token)| !ignored(token)).collect();
    let mut open = Vec::new();
    for (nth, (at, token)) in tokens.iter().enumerate() {
        let next = tokens.get(nth + 1).map(|(_, next)| next);
        match token.kind() {
            kind @ (TokenKind::LCurly | TokenKind::LParen | TokenKind::LBracket) => open.push(kind),
            TokenKind::RCurly | TokenKind::RParen | TokenKind::RBracket => {
                open.pop();
            }
            TokenKind::StringValue => {
                found[*at] = match open.as_slice() {
                    [] => next
                        .is_some_and(|next| matches!(next.data(), "query" | "mutation" | "subscription" | "fragment")),
                    // In `($a: String = "x" $b: Int)` it is a default.
                    [TokenKind::LParen] => {
                        let before = nth.checked_sub(1).map(|before| tokens[before].1.kind());
                        next.is_some_and(|next| next.kind() == TokenKind::Dollar)
                            && !matches!(before, Some(TokenKind::Eq | TokenKind::Colon))
                    }
                    _ => false,
                };
            }
            _ => {}
        }
    }
    found
}

/// The first thing that is missing from a text that the parser accepts; what follows is mostly its echo. For a text that it
/// refuses, its own errors are enough.
pub(crate) fn gap(text: &str) -> Option<Gap> {
    let tree = Parser::new(text).parse();
    if tree.errors().len() > 0 {
        return None;
    }
    tree.document().syntax().descendants().find_map(|node| {
        let (last, missing) = missing(&node)?;
        let next = std::iter::successors(last.next_token(), SyntaxToken::next_token).find(|token| !is_ignored(token));
        let (found, at) = match &next {
            Some(token) => {
                let word: String = token.text().chars().take(WIDEST_WORD).collect();
                (format!("`{word}`"), usize::from(token.text_range().start()))
            }
            None => ("the end".to_owned(), text.len()),
        };
        let message = format!("syntax error: expected {missing}, found {found}");
        Some(Gap { message, location: line_column(text, at) })
    })
}

/// What a node has to have and has not, and the token behind which it belongs.
fn missing(node: &SyntaxNode) -> Option<(SyntaxToken, &'static str)> {
    let has = |kind: SyntaxKind| node.children_with_tokens().any(|child| child.kind() == kind);
    let has_value = || node.children().any(|child| cst::Value::can_cast(child.kind()));
    let has_type = || node.children().any(|child| cst::Type::can_cast(child.kind()));
    let has_colon = has(SyntaxKind::COLON);
    let missing = match node.kind() {
        SyntaxKind::ARGUMENT | SyntaxKind::OBJECT_FIELD if has_colon => (!has_value()).then_some("a value"),
        SyntaxKind::VARIABLE_DEFINITION
        | SyntaxKind::INPUT_VALUE_DEFINITION
        | SyntaxKind::FIELD_DEFINITION
        | SyntaxKind::ROOT_OPERATION_TYPE_DEFINITION
            if has_colon =>
        {
            (!has_type()).then_some("a type")
        }
        SyntaxKind::ARGUMENT
        | SyntaxKind::OBJECT_FIELD
        | SyntaxKind::VARIABLE_DEFINITION
        | SyntaxKind::INPUT_VALUE_DEFINITION
        | SyntaxKind::FIELD_DEFINITION
        | SyntaxKind::ROOT_OPERATION_TYPE_DEFINITION => Some("`:`"),
        SyntaxKind::DEFAULT_VALUE => (!has_value()).then_some("a value"),
        SyntaxKind::SCHEMA_EXTENSION if !has(SyntaxKind::ROOT_OPERATION_TYPE_DEFINITION) => {
            let mut tokens = node.children_with_tokens().filter_map(SyntaxElement::into_token);
            let brace = tokens.find(|token| token.kind() == SyntaxKind::L_CURLY)?;
            return Some((brace, "`query`, `mutation` or `subscription`"));
        }
        _ => None,
    };
    let last = std::iter::successors(node.last_token(), SyntaxToken::prev_token).find(|token| !is_ignored(token))?;
    Some((last, missing?))
}

fn is_ignored(token: &SyntaxToken) -> bool {
    matches!(token.kind(), SyntaxKind::WHITESPACE | SyntaxKind::COMMENT | SyntaxKind::COMMA)
}

/// Lines end as the specification says, and columns count letters.
fn line_column(text: &str, at: usize) -> LineColumn {
    let before = &text[..at];
    let lines = before.replace("\r\n", "\n").replace('\r', "\n");
    let (line, column) = (lines.matches('\n').count(), lines.rsplit('\n').next().unwrap_or_default().chars().count());
    LineColumn { line: line + 1, column: column + 1 }
}

#[cfg(test)]
mod tests {
    use super::{gap, readable};

    #[test]
    fn commas_and_descriptions_are_blank() {
        for (text, expected) in [
            ("{a,b(x:\"1,2\",y:[1,2])#,\n,}", "{a b(x:\"1,2\" y:[1 2])#,\n }"),
            ("\"é\" query Q{a}", "    query Q{a}"),
            ("\"\"\"a\nb\"\"\"\nfragment F on T{a}", "    \n    \nfragment F on T{a}"),
            ("query Q(\"a\" $a:[Int!]!\"b\"$b:Int)", "query Q(    $a:[Int!]!   $b:Int)"),
            ("query Q($a:S=\"x\"\"b\"$b:S=\"y\"$c:S)", "query Q($a:S=\"x\"   $b:S=\"y\"$c:S)"),
            // These are no descriptions.
            ("{a(x:[\"s\" $v])}", "{a(x:[\"s\" $v])}"),
            ("query Q @d(x:\"s\" $v){a}", "query Q @d(x:\"s\" $v){a}"),
            ("\"t\" type T{\"f\" query:Int}", "\"t\" type T{\"f\" query:Int}"),
            ("\"s\" {a}", "\"s\" {a}"),
        ] {
            assert_eq!(readable(text), expected);
        }
    }

    #[test]
    fn what_lacks_its_colon_or_its_value_is_found() {
        for (text, found) in [
            ("{ drop(ids: [\"a\"], why null) }", "1:24 expected `:`, found `null`"),
            ("{ a(x x: 1) }", "1:7 expected `:`, found `x`"),
            ("{ a(x: 1 x) }", "1:11 expected `:`, found `)`"),
            ("{ a(paging) }", "1:11 expected `:`, found `)`"),
            ("{ a(o: {n n: 1}) }", "1:11 expected `:`, found `n`"),
            ("{\r  a(o: {n: 1 m\r\n}) }", "3:1 expected `:`, found `}`"),
            ("{ a @skip(if: true x) }", "1:21 expected `:`, found `)`"),
            ("query Q($a: In = {n a}) { a }", "1:21 expected `:`, found `a`"),
            ("input I { by: Sort = {key AGE} }", "1:27 expected `:`, found `AGE`"),
            ("type T { a: Int @deprecated(reason reason: \"old\") }", "1:36 expected `:`, found `reason`"),
            ("schema { query: Query subscription: }", "1:37 expected a type, found `}`"),
        ] {
            let gap = gap(text).unwrap_or_else(|| panic!("{text}"));
            let shown =
                format!("{}:{} {}", gap.location.line, gap.location.column, gap.message.replace("syntax error: ", ""));
            assert_eq!(shown, found, "{text}");
        }
    }

    #[test]
    fn what_is_whole_is_let_through() {
        for text in [
            "query Q($a: Int = 1, $b: [In!]! = {x: {y: [1, {z: null}]}}) { c: a(x: $a, o: {n: $b}) @skip(if: true) { b } }",
            "schema { query: Query } type Query { a(x: Int = 1): Int @deprecated(reason: \"old\") } input I { by: Sort = {key: AGE} }",
            crate::DEFAULT_SCHEMA,
        ] {
            assert_eq!(gap(text), None, "{text}");
        }
    }
}
