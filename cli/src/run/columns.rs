//! The columns of csv and table: the leaves of what is selected of a node.

use std::collections::HashSet;

use indexmap::IndexSet;
use serde_json::Value;
use stigg_graphql_codegen::did_you_mean;

use crate::failure::wrong_call;
use crate::ordered::joined;
use crate::request::Request;

/// Columns such as `customerId` and `plan.id`, in the order of the selection.
///
/// An object has a column for each of its leaves, whether it is null or not; a list is one column, as JSON. So the columns are
/// known before the nodes are.
pub(super) struct Columns {
    names: Vec<String>,
}

impl Columns {
    /// Those of what is answered under the keys of `path`; `lists` has the dotted paths from `data` to all lists.
    pub(super) fn of(request: &Request, path: &[String], lists: &HashSet<String>) -> Self {
        let node = path.join(".");
        let names = request.names(path, |name| lists.contains(&joined(&node, name)));
        let leaves: IndexSet<String> = names.into_iter().filter(|name| name.is_leaf).map(|name| name.path).collect();
        Self { names: leaves.into_iter().collect() }
    }

    /// These alone, in this order.
    pub(super) fn choose(self, wanted: &[String]) -> anyhow::Result<Self> {
        for name in wanted {
            if !self.names.contains(name) {
                let advice = did_you_mean(name, self.names.iter().map(String::as_str))
                    .unwrap_or_else(|| format!("there are: {}", self.names.join(", ")));
                return Err(wrong_call(format!("there is no column `{name}`; {advice}")));
            }
        }
        Ok(Self { names: wanted.to_vec() })
    }

    /// The names; of nodes that are no objects, `value`.
    pub(super) fn header(&self) -> Vec<String> {
        if self.names.is_empty() { vec!["value".to_owned()] } else { self.names.clone() }
    }

    /// A text for each column: null is empty, a list or another part of a JSON scalar is JSON.
    pub(super) fn row(&self, node: &Value) -> Vec<String> {
        if self.names.is_empty() {
            return vec![text(node)];
        }
        let cell = |name: &String| text(name.split('.').fold(node, |value, key| &value[key]));
        self.names.iter().map(cell).collect()
    }
}

fn text(value: &Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::String(text) => text.clone(),
        other => other.to_string(),
    }
}

/// The dotted paths under which these nodes have lists.
pub(super) fn lists_of_nodes(path: &[String], nodes: &[Value]) -> HashSet<String> {
    let mut lists = HashSet::new();
    let mut rest: Vec<(String, &Value)> = nodes.iter().map(|node| (path.join("."), node)).collect();
    while let Some((name, value)) = rest.pop() {
        match value {
            Value::Array(_) => _ = lists.insert(name),
            Value::Object(fields) => rest.extend(fields.iter().map(|(key, value)| (joined(&name, key), value))),
            _ => {}
        }
    }
    lists
}
