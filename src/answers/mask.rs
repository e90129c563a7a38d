//! What is not written down of an answer.

use serde_json::Value;

/// A value that takes the place of those at a path.
pub(super) struct Mask {
    /// Response keys below `data`; lists are gone through.
    path: Vec<String>,
    value: Value,
}

impl Mask {
    pub(super) fn new(path: &str, value: Value) -> Self {
        Self { path: path.split('.').map(str::to_owned).collect(), value }
    }

    /// Masks an answer's `data`. Null stays null, for it tells nothing and what reads it may count on it.
    pub(super) fn apply(&self, answer: &mut Value) {
        if let Some(data) = answer.get_mut("data") {
            self.apply_below(&self.path, data);
        }
    }

    fn apply_below(&self, path: &[String], place: &mut Value) {
        match (path, place) {
            (_, Value::Null) => {}
            ([], place) => place.clone_from(&self.value),
            (path, Value::Array(items)) => items.iter_mut().for_each(|item| self.apply_below(path, item)),
            ([key, rest @ ..], Value::Object(fields)) => {
                if let Some(field) = fields.get_mut(key) {
                    self.apply_below(rest, field);
                }
            }
            (_, Value::Bool(_) | Value::Number(_) | Value::String(_)) => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn a_path_goes_through_lists_and_leaves_null_alone() {
        let mut answer = json!({"data": {"a": [{"b": "x", "c": "y"}, {"b": null}, null, {"c": 1}], "b": "x"}});
        Mask::new("a.b", json!("masked")).apply(&mut answer);
        assert_eq!(answer, json!({"data": {"a": [{"b": "masked", "c": "y"}, {"b": null}, null, {"c": 1}], "b": "x"}}));
        Mask::new("a", json!([])).apply(&mut answer);
        assert_eq!(answer, json!({"data": {"a": [], "b": "x"}}));
        let mut failure = json!({"data": null, "errors": []});
        Mask::new("a.b", json!(0)).apply(&mut failure);
        assert_eq!(failure, json!({"data": null, "errors": []}));
    }
}
