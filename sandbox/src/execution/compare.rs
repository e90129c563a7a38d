//! Comparisons of one value, all those that the schema's comparison inputs name.

mod like;
pub(crate) mod scalar;

use std::cmp::Ordering;

use serde_json::{Map, Value};

use self::scalar::Scalar;

/// Whether a value passes every operator of a comparison input.
///
/// As in SQL, a null value passes only the null tests, and a null operand lets nothing pass.
pub(crate) fn passes(value: &Value, comparison: &Map<String, Value>) -> bool {
    let found = Scalar::from(value);
    comparison.iter().all(|(operator, operand)| passes_one(&found, operator, operand))
}

fn passes_one(found: &Scalar, operator: &str, operand: &Value) -> bool {
    match operator {
        "is" => return is(found, operand),
        "isNot" => return !is(found, operand),
        _ if found.is_null() || operand.is_null() => return false,
        _ => {}
    }
    let wanted = || Scalar::from(operand);
    let order = |test: fn(Ordering) -> bool| found.partial_cmp(&wanted()).is_some_and(test);
    let equal = |operand: &Value| *found == Scalar::from(operand);
    let listed = || operand.as_array().map_or_else(|| equal(operand), |items| items.iter().any(equal));
    let like = |case: bool| match (found_text(found), operand.as_str()) {
        (Some(text), Some(pattern)) if case => like::matches(text, pattern),
        (Some(text), Some(pattern)) => like::matches(&text.to_lowercase(), &pattern.to_lowercase()),
        _ => false,
    };
    let between = || {
        let limit = |name: &str| operand.get(name).map_or(Scalar::Null, Scalar::from);
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
        // Of another schema, which may mean anything by it.
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

    /// Those that are tested above; a new one of the schema has to be among them.
    #[test]
    fn every_operator_of_the_schema_is_known() {
        let known = [
            "is",
            "isNot",
            "eq",
            "neq",
            "gt",
            "gte",
            "lt",
            "lte",
            "in",
            "notIn",
            "like",
            "notLike",
            "iLike",
            "notILike",
            "between",
            "notBetween",
        ];
        let inputs = crate::DEFAULT_SCHEMA.split("\ninput ").filter_map(|text| text.split_once("Comparison {\n"));
        let operators: Vec<&str> = inputs
            .filter(|(name, _)| name.chars().all(char::is_alphanumeric))
            .flat_map(|(_, fields)| fields.split('}').next().unwrap_or_default().lines())
            .filter_map(|line| Some(line.trim().split_once(':')?.0))
            .collect();
        let unknown: Vec<&&str> = operators.iter().filter(|operator| !known.contains(*operator)).collect();
        assert!(operators.len() > 400 && unknown.is_empty(), "{} operators, unknown: {unknown:?}", operators.len());
    }
}
