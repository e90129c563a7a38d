//! Comparisons of one value, all those that the schema's comparison inputs name.

use std::cmp::Ordering;

use jiff::Timestamp;
use serde_json::{Map, Value};

use crate::data::date;

/// A value that has an order.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Scalar {
    Null,
    Boolean(bool),
    Number(f64),
    Date(Timestamp),
    Text(String),
    Other,
}

impl Scalar {
    pub(crate) fn is_null(&self) -> bool {
        matches!(self, Self::Null)
    }

    /// A place in an order of all values. Sorts of values that cannot be compared follow one another, because
    /// callers may write dates and texts into one field.
    pub(crate) fn order(&self, other: &Self) -> Ordering {
        let sort = |scalar: &Self| match scalar {
            Self::Boolean(_) => 0,
            Self::Number(_) => 1,
            Self::Date(_) => 2,
            Self::Text(_) => 3,
            Self::Other => 4,
            Self::Null => 5,
        };
        match (self, other) {
            (Self::Number(left), Self::Number(right)) => left.total_cmp(right),
            _ => self.partial_cmp(other).unwrap_or_else(|| sort(self).cmp(&sort(other))),
        }
    }
}

impl PartialOrd for Scalar {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        match (self, other) {
            (Self::Boolean(left), Self::Boolean(right)) => left.partial_cmp(right),
            (Self::Number(left), Self::Number(right)) => left.partial_cmp(right),
            (Self::Date(left), Self::Date(right)) => left.partial_cmp(right),
            (Self::Text(left), Self::Text(right)) => left.partial_cmp(right),
            _ => None,
        }
    }
}

/// Reads JSON; a string that is a date and time is compared as one, whatever its offset.
pub(crate) fn scalar(value: &Value) -> Scalar {
    match value {
        Value::Null => Scalar::Null,
        Value::Bool(boolean) => Scalar::Boolean(*boolean),
        Value::Number(number) => number.as_f64().map_or(Scalar::Other, Scalar::Number),
        Value::String(text) => match text.as_bytes() {
            [b'0'..=b'9', b'0'..=b'9', b'0'..=b'9', b'0'..=b'9', b'-', ..] => {
                date::parse(text).map_or_else(|| Scalar::Text(text.clone()), Scalar::Date)
            }
            _ => Scalar::Text(text.clone()),
        },
        Value::Array(_) | Value::Object(_) => Scalar::Other,
    }
}

/// Whether a value passes every operator of a comparison input.
///
/// As in SQL, a null value passes only the null tests, and a null operand lets nothing pass.
pub(crate) fn passes(value: &Value, comparison: &Map<String, Value>) -> bool {
    let found = scalar(value);
    comparison.iter().all(|(operator, operand)| passes_one(&found, operator, operand))
}

fn passes_one(found: &Scalar, operator: &str, operand: &Value) -> bool {
    match operator {
        "is" => return is(found, operand),
        "isNot" => return !is(found, operand),
        _ if found.is_null() || operand.is_null() => return false,
        _ => {}
    }
    let wanted = || scalar(operand);
    let order = |test: fn(Ordering) -> bool| found.partial_cmp(&wanted()).is_some_and(test);
    let equal = |operand: &Value| *found == scalar(operand);
    let listed = || operand.as_array().map_or_else(|| equal(operand), |items| items.iter().any(equal));
    let like = |case: bool| match (found_text(found), operand.as_str()) {
        (Some(text), Some(pattern)) if case => matches_like(text, pattern),
        (Some(text), Some(pattern)) => matches_like(&text.to_lowercase(), &pattern.to_lowercase()),
        _ => false,
    };
    let between = || {
        let limit = |name: &str| operand.get(name).map_or(Scalar::Null, scalar);
        let (lower, upper) = (limit("lower"), limit("upper"));
        found.partial_cmp(&lower).is_some_and(Ordering::is_ge) && found.partial_cmp(&upper).is_some_and(Ordering::is_le)
    };
    match operator {
        "eq" => equal(operand),
        "neq" | "ne" | "not" => !equal(operand),
        "gt" => order(Ordering::is_gt),
        "gte" => order(Ordering::is_ge),
        "lt" => order(Ordering::is_lt),
        "lte" => order(Ordering::is_le),
        "in" => listed(),
        "notIn" => !listed(),
        "like" => like(true),
        "notLike" => !like(true),
        "iLike" => like(false),
        "notILike" => !like(false),
        "between" => between(),
        "notBetween" => !between(),
        _ => true,
    }
}

/// `is` compares booleans; on every other type the API's schema still wants a boolean, and it asks for null.
fn is(found: &Scalar, operand: &Value) -> bool {
    match (found, operand) {
        (Scalar::Boolean(found), Value::Bool(wanted)) => found == wanted,
        (Scalar::Null, Value::Bool(wanted)) => *wanted,
        (_, Value::Bool(wanted)) => !wanted,
        (found, _) => found.is_null(),
    }
}

fn found_text(found: &Scalar) -> Option<&str> {
    match found {
        Scalar::Text(text) => Some(text),
        _ => None,
    }
}

/// SQL's `LIKE`: `%` for any run, `_` for one character, `\` before one that is meant as written.
pub(crate) fn matches_like(text: &str, pattern: &str) -> bool {
    let text: Vec<char> = text.chars().collect();
    let pattern = tokens(pattern);
    let (mut at, mut next) = (0, 0);
    let mut retry = None;
    while at < text.len() {
        match pattern.get(next) {
            Some(Token::Any) => {
                next += 1;
                retry = Some((next, at));
            }
            Some(token) if token.takes(text[at]) => {
                at += 1;
                next += 1;
            }
            _ => match retry {
                Some((after, from)) => {
                    next = after;
                    at = from + 1;
                    retry = Some((after, at));
                }
                None => return false,
            },
        }
    }
    pattern[next..].iter().all(|token| matches!(token, Token::Any))
}

enum Token {
    Any,
    One,
    Exactly(char),
}

impl Token {
    fn takes(&self, c: char) -> bool {
        match self {
            Self::Any => false,
            Self::One => true,
            Self::Exactly(wanted) => *wanted == c,
        }
    }
}

fn tokens(pattern: &str) -> Vec<Token> {
    let mut tokens = Vec::new();
    let mut chars = pattern.chars();
    while let Some(c) = chars.next() {
        tokens.push(match c {
            '%' => Token::Any,
            '_' => Token::One,
            '\\' => Token::Exactly(chars.next().unwrap_or('\\')),
            c => Token::Exactly(c),
        });
    }
    tokens
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn pass(value: &Value, comparison: &Value) -> bool {
        passes(value, comparison.as_object().expect("an object"))
    }

    #[test]
    fn every_operator() {
        let cases = [
            (json!("b"), json!({"eq": "b"}), true),
            (json!("b"), json!({"neq": "b"}), false),
            (json!("b"), json!({"gt": "a", "lt": "c"}), true),
            (json!("b"), json!({"gte": "b", "lte": "b"}), true),
            (json!("b"), json!({"in": ["a", "b"]}), true),
            (json!("b"), json!({"in": []}), false),
            (json!("b"), json!({"notIn": []}), true),
            (json!("b"), json!({"notIn": ["b"]}), false),
            (json!("Acme"), json!({"like": "A%"}), true),
            (json!("Acme"), json!({"like": "a%"}), false),
            (json!("Acme"), json!({"iLike": "a_M%"}), true),
            (json!("Acme"), json!({"notILike": "a%"}), false),
            (json!("Acme"), json!({"notLike": "a%"}), true),
            (json!(5), json!({"between": {"lower": 5, "upper": 6}}), true),
            (json!(5.0), json!({"eq": 5}), true),
            (json!(5), json!({"notBetween": {"lower": 5, "upper": 6}}), false),
            (json!("2024-01-01T00:00:00.000Z"), json!({"eq": "2024-01-01T01:00:00+01:00"}), true),
            (json!("2024-01-02"), json!({"gt": "2024-01-01T23:59:59Z"}), true),
            (json!(true), json!({"is": true}), true),
            (json!(true), json!({"isNot": true}), false),
            (json!("a"), json!({"is": null}), false),
            (json!("a"), json!({"isNot": null}), true),
            (json!(null), json!({"is": null}), true),
            (json!(null), json!({"is": true}), true),
            (json!(null), json!({"isNot": true}), false),
            (json!(null), json!({"neq": "a"}), false),
            (json!(null), json!({"notIn": ["a"]}), false),
            (json!("a"), json!({"eq": null}), false),
            (json!("a"), json!({}), true),
        ];
        for (value, comparison, expected) in cases {
            assert_eq!(pass(&value, &comparison), expected, "{value} {comparison}");
        }
    }

    #[test]
    fn values_of_all_sorts_have_one_order() {
        let values =
            [json!(true), json!(1), json!(2.5), json!("2024-01-01T00:00:00Z"), json!("-1"), json!("b"), json!([])];
        let scalars: Vec<Scalar> = values.iter().map(scalar).collect();
        for (left, at) in scalars.iter().zip(0..) {
            for (right, other) in scalars.iter().zip(0..) {
                assert_eq!(left.order(right), i32::cmp(&at, &other), "{left:?} {right:?}");
            }
        }
    }

    #[test]
    fn like_patterns() {
        for (text, pattern, expected) in [
            ("", "", true),
            ("", "%", true),
            ("", "_", false),
            ("abc", "%", true),
            ("abc", "%c", true),
            ("abc", "%b", false),
            ("abcbc", "a%bc", true),
            ("50%", r"50\%", true),
            ("500", r"50\%", false),
            ("ü", "_", true),
            (r"a\", r"a\", true),
        ] {
            assert_eq!(matches_like(text, pattern), expected, "{text} like {pattern}");
        }
        let long = "a".repeat(5_000);
        assert!(!matches_like(&long, &format!("{}b", "a%".repeat(50))), "no exponential search");
    }
}
