//! Nodes as rows of a sheet: one text for each column.

use std::collections::HashMap;

use serde_json::Value;

use super::ordered::{Order, joined};

/// Columns in the order of the selection, and rows of the same length.
pub(super) struct Sheet {
    pub(super) columns: Vec<String>,
    pub(super) rows: Vec<Vec<String>>,
}

impl Sheet {
    /// Objects become columns such as `plan.id`; lists stay JSON, null is empty.
    ///
    /// The columns come in the order of the selection.
    pub(super) fn of(nodes: &[Value], order: &Order) -> Self {
        let mut columns = Columns::default();
        let sparse: Vec<Vec<(usize, String)>> = nodes
            .iter()
            .map(|node| {
                let mut row = Vec::new();
                columns.flatten("", node, &mut row);
                row
            })
            .collect();
        let names = columns.names;
        let mut rows: Vec<Vec<String>> = sparse
            .into_iter()
            .map(|cells| {
                let mut row = vec![String::new(); names.len()];
                for (column, text) in cells {
                    row[column] = text;
                }
                row
            })
            .collect();
        // An object that is null in one node and there in another has its columns from the other.
        let is_kept: Vec<bool> = names
            .iter()
            .enumerate()
            .map(|(nth, name)| {
                let is_object = names.iter().any(|other| other.starts_with(&format!("{name}.")));
                !is_object || rows.iter().any(|row| !row[nth].is_empty())
            })
            .collect();
        let mut kept: Vec<usize> = (0..names.len()).filter(|&nth| is_kept[nth]).collect();
        kept.sort_by_key(|&nth| order.place(&names[nth]));
        let pick = |row: &Vec<String>| kept.iter().map(|&nth| row[nth].clone()).collect();
        rows = rows.iter().map(pick).collect();
        Self { columns: pick(&names), rows }
    }
}

#[derive(Default)]
struct Columns {
    names: Vec<String>,
    numbers: HashMap<String, usize>,
}

impl Columns {
    fn flatten(&mut self, name: &str, value: &Value, row: &mut Vec<(usize, String)>) {
        if let Value::Object(fields) = value {
            for (key, value) in fields {
                self.flatten(&joined(name, key), value, row);
            }
            return;
        }
        let text = match value {
            Value::Null => String::new(),
            Value::String(text) => text.clone(),
            other => other.to_string(),
        };
        let name = if name.is_empty() { "value" } else { name };
        row.push((self.number(name), text));
    }

    fn number(&mut self, name: &str) -> usize {
        if let Some(&number) = self.numbers.get(name) {
            return number;
        }
        let number = self.names.len();
        self.names.push(name.to_owned());
        self.numbers.insert(name.to_owned(), number);
        number
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn nested_objects_are_columns_and_a_null_object_is_none() {
        let nodes = [json!({"id": 1, "plan": null, "tags": ["a"]}), json!({"id": 2, "plan": {"id": "p"}, "x": true})];
        let sheet = Sheet::of(&nodes, &Order::of(&["x".to_owned()]));
        assert_eq!(sheet.columns, ["x", "id", "tags", "plan.id"]);
        assert_eq!(sheet.rows, [["", "1", "[\"a\"]", ""], ["true", "2", "", "p"]]);
    }

    #[test]
    fn plain_values_have_a_column_too() {
        let sheet = Sheet::of(&[json!("a"), json!(2)], &Order::of(&[]));
        assert_eq!(sheet.columns, ["value"]);
        assert_eq!(sheet.rows, [["a"], ["2"]]);
    }
}
