//! What the engine's parser reads over: an argument, a field of an object or a definition without its colon or its value.
//!
//! The parser's own tree has the pieces, but what is made of it has not: `drop(ids: ["a"], why null)` would be executed
//! without `why`. A server that does what was not asked is no place to test a client.

use apollo_parser::cst::CstNode as _;
use apollo_parser::{Parser, SyntaxElement, SyntaxKind, SyntaxNode};

/// A place at which a text is no GraphQL, though the parser took it.
#[derive(Debug, PartialEq)]
pub(crate) struct Lost {
    /// Counted from 1.
    pub(crate) line: usize,
    /// In characters, counted from 1.
    pub(crate) column: usize,
    pub(crate) message: String,
}

/// The first such place of a text that the parser takes.
pub(crate) fn find(text: &str) -> Option<Lost> {
    let tree = Parser::new(text).parse();
    let document = tree.document();
    let (missing, node) = document.syntax().descendants().find_map(|node| Some((missing(&node)?, node)))?;
    let offset = usize::from(node.text_range().start());
    let before = text.get(..offset).unwrap_or_default();
    let line_start = before.rfind(['\n', '\r']).map_or(0, |end| end + 1);
    Some(Lost {
        line: before.replace("\r\n", "\n").split(['\n', '\r']).count(),
        column: before[line_start..].chars().count() + 1,
        message: format!("syntax error: expected {missing} in `{}`", node.text().to_string().trim()),
    })
}

/// What a piece lacks: after its name comes a colon, and something after that.
fn missing(node: &SyntaxNode) -> Option<&'static str> {
    let value = match node.kind() {
        SyntaxKind::ARGUMENT | SyntaxKind::OBJECT_FIELD => "a value",
        SyntaxKind::VARIABLE_DEFINITION
        | SyntaxKind::INPUT_VALUE_DEFINITION
        | SyntaxKind::FIELD_DEFINITION
        | SyntaxKind::ROOT_OPERATION_TYPE_DEFINITION => "a type",
        _ => return None,
    };
    let mut pieces = node.children_with_tokens().skip_while(|piece| piece.kind() != SyntaxKind::COLON);
    if pieces.next().is_none() {
        return Some("a colon");
    }
    let says_something = |piece: SyntaxElement| {
        !matches!(piece.kind(), SyntaxKind::WHITESPACE | SyntaxKind::COMMENT | SyntaxKind::COMMA)
    };
    if pieces.any(says_something) { None } else { Some(value) }
}

#[cfg(test)]
mod tests {
    use super::find;

    #[test]
    fn what_lacks_its_colon_or_its_value_is_found() {
        for text in [
            "{ drop(ids: [\"a\"], why null) }",
            "{ a(x x: 1) }",
            "{ a(x: 1 x) }",
            "{ a(paging) }",
            "{ a(o: {n n: 1}) }",
            "{ a(o: {n: 1 m}) }",
            "{ a @skip(if: true x) }",
            "query Q($a: In = {n 1}) { a }",
            "input I { by: Sort = {key AGE} }",
            "type T { a: Int @deprecated(reason reason: \"old\") }",
            "schema { query: Query subscription: }",
        ] {
            assert!(find(text).is_some(), "{text}");
        }
        let lost = find("{\n  a(x: 1, y)\n}").map(|lost| (lost.line, lost.column, lost.message));
        assert_eq!(lost, Some((2, 11, "syntax error: expected a colon in `y`".to_owned())));
    }

    #[test]
    fn what_is_whole_is_let_through() {
        for text in [
            "query Q($a: Int = 1, $b: [In!]! = {x: {y: [1, {z: null}]}}) { c: a(x: $a, o: {n: $b}) @skip(if: true) { b } }",
            "schema { query: Query } type Query { a(x: Int = 1): Int @deprecated(reason: \"old\") } input I { by: Sort = {key: AGE} }",
        ] {
            assert_eq!(find(text), None, "{text}");
        }
        assert_eq!(find(include_str!("../../schema/stigg.graphql")), None);
    }
}
