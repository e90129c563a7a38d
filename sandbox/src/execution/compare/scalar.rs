//! Scalars that have an order.

use std::cmp::Ordering;

use jiff::Timestamp;
use serde_json::Value;

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

impl From<&Value> for Scalar {
    /// Reads JSON; a string that is a date and time is compared as one, whatever its offset.
    fn from(value: &Value) -> Self {
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
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn values_of_all_sorts_have_one_order() {
        let values =
            [json!(true), json!(1), json!(2.5), json!("2024-01-01T00:00:00Z"), json!("-1"), json!("b"), json!([])];
        let scalars: Vec<Scalar> = values.iter().map(Scalar::from).collect();
        for (left, at) in scalars.iter().zip(0..) {
            for (right, other) in scalars.iter().zip(0..) {
                assert_eq!(left.order(right), i32::cmp(&at, &other), "{left:?} {right:?}");
            }
        }
    }
}
