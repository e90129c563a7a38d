//! Where the nodes are in an answer.

use serde_json::Value;

/// Nodes, and the response keys that lead from `data` to each of them.
#[derive(Debug, PartialEq)]
pub(super) struct Nodes {
    pub(super) path: Vec<String>,
    pub(super) nodes: Vec<Value>,
}

impl Nodes {
    /// What to print of an answer that is not followed: the nodes of its connection, the items of its list, or itself.
    pub(super) fn of_data(data: &Value) -> Self {
        if let [path] = connections(data).as_slice() {
            return Self::of_connection(data, path);
        }
        let itself = || Self { path: Vec::new(), nodes: vec![data.clone()] };
        let mut fields = data.as_object().into_iter().flatten();
        let (Some((key, value)), None) = (fields.next(), fields.next()) else { return itself() };
        let path = vec![key.clone()];
        match value {
            Value::Array(items) => Self { path, nodes: without_nulls(items.iter()) },
            Value::Object(object) if object.contains_key("edges") || object.contains_key("nodes") => {
                Self::of_connection(data, &path)
            }
            Value::Object(_) => Self { path, nodes: vec![value.clone()] },
            _ => itself(),
        }
    }

    /// The nodes of the connection at these keys: of its edges, or its nodes, or the items of its only list.
    pub(super) fn of_connection(data: &Value, path: &[String]) -> Self {
        let connection = path.iter().fold(data, |value, key| &value[key]);
        let list = |key: &str| connection.get(key).and_then(Value::as_array);
        let (below, nodes) = if let Some(edges) = list("edges") {
            (&["edges", "node"][..], without_nulls(edges.iter().map(|edge| &edge["node"])))
        } else if let Some(nodes) = list("nodes") {
            (&["nodes"][..], without_nulls(nodes.iter()))
        } else {
            let fields = connection.as_object().into_iter().flatten();
            let mut lists = fields.filter_map(|(key, value)| Some((key, value.as_array()?)));
            match (lists.next(), lists.next()) {
                (Some((key, items)), None) => (&[key.as_str()][..], without_nulls(items.iter())),
                _ => (&[][..], Vec::new()),
            }
        };
        Self { path: path.iter().cloned().chain(below.iter().map(|&key| key.to_owned())).collect(), nodes }
    }
}

fn without_nulls<'a>(nodes: impl Iterator<Item = &'a Value>) -> Vec<Value> {
    nodes.filter(|node| !node.is_null()).cloned().collect()
}

/// The paths of all objects with a `pageInfo` outside of lists.
fn connections(data: &Value) -> Vec<Vec<String>> {
    let mut found = Vec::new();
    let mut rest: Vec<(Vec<String>, &Value)> = vec![(Vec::new(), data)];
    while let Some((path, value)) = rest.pop() {
        let Value::Object(fields) = value else { continue };
        if fields.get("pageInfo").is_some_and(Value::is_object) {
            found.push(path.clone());
        }
        for (key, value) in fields.iter().filter(|(key, _)| *key != "pageInfo") {
            let mut path = path.clone();
            path.push(key.clone());
            rest.push((path, value));
        }
    }
    found.sort();
    found
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn path_and_nodes(path: &str, nodes: &Value) -> Nodes {
        let path = path.split('.').filter(|key| !key.is_empty()).map(str::to_owned).collect();
        Nodes { path, nodes: nodes.as_array().unwrap().clone() }
    }

    #[test]
    fn nodes_are_where_the_list_keeps_them() {
        let usage = json!({"a": {"usage": {"pageInfo": {}, "series": [1, null, 2], "currency": "x"}}});
        assert_eq!(Nodes::of_data(&usage), path_and_nodes("a.usage.series", &json!([1, 2])));
        let edges = json!({"a": {"edges": [{"node": 1}, null, {"node": null}]}});
        assert_eq!(Nodes::of_data(&edges), path_and_nodes("a.edges.node", &json!([1])));
        let nodes = json!({"a": {"nodes": [1]}});
        assert_eq!(Nodes::of_data(&nodes), path_and_nodes("a.nodes", &json!([1])));
        assert_eq!(Nodes::of_connection(&json!({"a": null}), &["a".to_owned()]), path_and_nodes("a", &json!([])));
    }

    #[test]
    fn what_is_no_connection_is_printed_as_it_is() {
        assert_eq!(Nodes::of_data(&json!({"a": [{"x": 1}, null]})), path_and_nodes("a", &json!([{"x": 1}])));
        assert_eq!(Nodes::of_data(&json!({"a": {"x": 1}})), path_and_nodes("a", &json!([{"x": 1}])));
        assert_eq!(Nodes::of_data(&json!({"a": 1})), path_and_nodes("", &json!([{"a": 1}])));
        let two = json!({"a": {"x": 1}, "b": 2});
        assert_eq!(Nodes::of_data(&two), path_and_nodes("", &json!([two])));
    }
}
