//! Reads from a document what kind of operation it holds, for operations that were not compiled here.

use crate::error::Error;
use crate::operation::OperationKind;

/// Queries of Stigg's schema that do something, one a line; the generator reads the same file.
const WITH_SIDE_EFFECT: &str = include_str!("../../schema/queries_with_side_effects.txt");

/// What a document says about its one operation.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Summary<'d> {
    pub(crate) name: &'d str,
    pub(crate) kind: OperationKind,
    /// Whether the operation selects exactly one thing, and that no fragment.
    pub(crate) single_root: bool,
    /// Whether it is a query, and none that does something.
    pub(crate) idempotent: bool,
}

/// Finds the operation of this name, or with an empty name the only one.
///
/// This is no validation: the server does that. What is not clear counts as able to do harm.
///
/// # Errors
///
/// When there is no such operation, or several to choose from.
pub(crate) fn summary<'d>(document: &'d str, wanted: &str) -> Result<Summary<'d>, Error> {
    let tokens = tokens(document);
    let has_side_effect = WITH_SIDE_EFFECT.lines().any(|name| tokens.contains(&name));
    let mut found: Vec<(OperationKind, &'d str, usize)> = Vec::new();
    let mut depth = 0usize;
    // Whether the next `{` at depth 0 belongs to a definition that was already seen.
    let mut opened = false;
    for (at, token) in tokens.iter().enumerate() {
        match (*token, depth) {
            ("{" | "(" | "[", _) => {
                if depth == 0 && *token == "{" {
                    match (opened, found.last_mut()) {
                        (false, _) => found.push((OperationKind::Query, "", at)),
                        (true, Some(last)) if last.2 == 0 => last.2 = at,
                        _ => {}
                    }
                    opened = false;
                }
                depth += 1;
            }
            ("}" | ")" | "]", _) => depth = depth.saturating_sub(1),
            ("fragment", 0) if !opened => opened = true,
            ("query" | "mutation" | "subscription", 0) if !opened => {
                let kind = match *token {
                    "query" => OperationKind::Query,
                    "mutation" => OperationKind::Mutation,
                    _ => OperationKind::Subscription,
                };
                let name = tokens.get(at + 1).filter(|name| is_name(name)).copied().unwrap_or_default();
                found.push((kind, name, 0));
                opened = true;
            }
            _ => {}
        }
    }
    let mut matching = found.iter().filter(|(_, name, _)| wanted.is_empty() || *name == wanted);
    let Some(&(kind, name, body)) = matching.next() else {
        return Err(Error::config(if wanted.is_empty() {
            "the document holds no operation".to_owned()
        } else {
            format!("the document holds no operation named `{}`", wanted.escape_debug())
        }));
    };
    if matching.next().is_some() {
        return Err(Error::config("the document holds several operations: send one with a single operation"));
    }
    Ok(Summary {
        name,
        kind,
        single_root: has_single_root(&tokens[body..]),
        idempotent: kind == OperationKind::Query && !has_side_effect,
    })
}

/// Whether the selection set that begins here has one field and nothing else.
fn has_single_root(tokens: &[&str]) -> bool {
    let mut depth = 0usize;
    let mut fields = 0usize;
    let mut before = "";
    for token in tokens {
        match *token {
            "{" | "(" | "[" => depth += 1,
            "}" | ")" | "]" => {
                depth = depth.saturating_sub(1);
                if depth == 0 {
                    break;
                }
            }
            "..." if depth == 1 => return false,
            // An alias is a name too, but the colon behind it takes it back; what follows `@` is no field.
            ":" if depth == 1 => fields = fields.saturating_sub(1),
            name if depth == 1 && is_name(name) && before != "@" => fields += 1,
            _ => {}
        }
        before = token;
    }
    fields == 1
}

fn is_name(token: &str) -> bool {
    token.starts_with(|letter: char| letter.is_ascii_alphabetic() || letter == '_')
}

/// Names and punctuation; strings, numbers, commas and comments are left out.
fn tokens(document: &str) -> Vec<&str> {
    let mut tokens = Vec::new();
    let mut rest = document;
    while let Some(first) = rest.chars().next() {
        let length = match first {
            '#' => rest.find(['\n', '\r']).unwrap_or(rest.len()),
            '"' if rest.starts_with("\"\"\"") => end_of_block(rest),
            '"' => end_of_string(rest),
            '.' if rest.starts_with("...") => {
                tokens.push(&rest[..3]);
                3
            }
            '{' | '}' | '(' | ')' | '[' | ']' | ':' | '@' => {
                tokens.push(&rest[..1]);
                1
            }
            letter if letter.is_ascii_alphanumeric() || letter == '_' => {
                let end = rest.find(|c: char| !c.is_ascii_alphanumeric() && c != '_').unwrap_or(rest.len());
                tokens.push(&rest[..end]);
                end
            }
            other => other.len_utf8(),
        };
        rest = &rest[length..];
    }
    tokens
}

fn end_of_string(text: &str) -> usize {
    let mut escaped = false;
    for (at, letter) in text.char_indices().skip(1) {
        match letter {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            '"' | '\n' | '\r' => return at + 1,
            _ => {}
        }
    }
    text.len()
}

fn end_of_block(text: &str) -> usize {
    let mut at = 3;
    while let Some(found) = text[at..].find("\"\"\"") {
        let quotes = at + found;
        at = quotes + 3;
        if !text[..quotes].ends_with('\\') {
            return at;
        }
    }
    text.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kinds(document: &str, name: &str) -> (OperationKind, bool, bool) {
        let summary = summary(document, name).unwrap();
        (summary.kind, summary.single_root, summary.idempotent)
    }

    #[test]
    fn the_keyword_decides() {
        use OperationKind::{Mutation, Query, Subscription};
        for (document, expected) in [
            ("{ a }", (Query, true, true)),
            ("query Q { a b }", (Query, false, true)),
            ("query Q($x: [F!] = [{a: \"}\"}]) @d(a: {b: 1}) { mutation }", (Query, true, true)),
            ("mutation M { query: doIt(input: {a: 1}) { id } }", (Mutation, true, false)),
            ("mutation M { ...F } fragment F on Mutation { a }", (Mutation, false, false)),
            ("fragment query on Query { a } mutation M { a }", (Mutation, true, false)),
            ("# mutation X { a }\nquery { b @include(if: true) }", (Query, true, true)),
            ("subscription { s }", (Subscription, true, false)),
            ("query Q { sendTestHook(x: 1) { ok } }", (Query, true, false)),
            ("query Q { x(s: \"sendTestHook\") }", (Query, true, true)),
            ("query Q { x(s: \"\"\"mutation \\\"\"\" { } \"\"\") }", (Query, true, true)),
            ("\u{feff}query Q { x(s: \"é\\\"\") }", (Query, true, true)),
        ] {
            assert_eq!(kinds(document, ""), expected, "{document}");
        }
    }

    #[test]
    fn one_of_several_is_found_by_name() {
        let document = "query A { a } mutation B { b } query C { c d }";
        assert_eq!(kinds(document, "B").0, OperationKind::Mutation);
        assert_eq!(kinds(document, "C"), (OperationKind::Query, false, true));
        assert!(summary(document, "").unwrap_err().is_config());
        assert!(summary(document, "D").unwrap_err().is_config());
    }

    #[test]
    fn what_is_no_document_is_an_error_or_harmless_to_read() {
        for text in ["", "   ", "\"", "\"\"\"", "fragment F on X { a }", "query", "}{", "((((", "query {", "é", "\\"] {
            let _ = summary(text, "");
        }
        assert!(summary("", "").is_err());
        assert!(summary("fragment F on X { a }", "").is_err());
    }
}
