//! The connection in an answer: its nodes and where it goes on.

use anyhow::{anyhow, bail};
use serde_json::Value;

/// One page of the one connection in an answer.
pub(super) struct Page {
    /// The keys that lead to the connection.
    pub(super) path: Vec<String>,
    pub(super) nodes: Vec<Value>,
    pub(super) has_next: bool,
    pub(super) end_cursor: Option<String>,
}

impl Page {
    /// Finds the one object outside of lists that has a `pageInfo`.
    pub(super) fn read(data: &Value) -> anyhow::Result<Self> {
        let mut found = connections(data);
        let path = match found.len() {
            1 => found.remove(0),
            0 => bail!(
                "there is nothing to follow: the answer has no `pageInfo` outside of lists; \
                 select `pageInfo {{ hasNextPage endCursor }}`"
            ),
            _ => {
                let paths: Vec<String> = found.iter().map(|path| format!("`{}`", path.join("."))).collect();
                bail!("there are several connections to follow, {}: ask for one at a time", paths.join(" and "))
            }
        };
        let connection = path.iter().fold(data, |value, key| &value[key]);
        let info = &connection["pageInfo"];
        let has_next = info["hasNextPage"]
            .as_bool()
            .ok_or_else(|| anyhow!("`pageInfo` does not say whether there is more: select `hasNextPage`"))?;
        if has_next && info.get("endCursor").is_none() {
            bail!("`pageInfo` does not say where the page ends: select `endCursor`");
        }
        let end_cursor = info["endCursor"].as_str().map(str::to_owned);
        Ok(Self { nodes: nodes(connection), has_next, end_cursor, path })
    }
}

/// What to print of an answer that is not followed, and the keys that lead there: the nodes of its connection, the
/// items of its list, or itself.
pub(super) fn nodes_of_data(data: &Value) -> (Vec<String>, Vec<Value>) {
    if let [path] = connections(data).as_slice() {
        return (path.clone(), nodes(path.iter().fold(data, |value, key| &value[key])));
    }
    let mut fields = data.as_object().into_iter().flatten();
    let (Some((key, value)), None) = (fields.next(), fields.next()) else { return (Vec::new(), vec![data.clone()]) };
    let path = vec![key.clone()];
    match value {
        Value::Array(items) => (path, items.iter().filter(|item| !item.is_null()).cloned().collect()),
        Value::Object(object) if object.contains_key("edges") || object.contains_key("nodes") => (path, nodes(value)),
        Value::Object(_) => (path, vec![value.clone()]),
        _ => (Vec::new(), vec![data.clone()]),
    }
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

/// The nodes of its edges, or its nodes, or the items of its only list; nulls are left out.
fn nodes(connection: &Value) -> Vec<Value> {
    let list = |key: &str| connection.get(key).and_then(Value::as_array);
    let mut found: Vec<Value> = if let Some(edges) = list("edges") {
        edges.iter().map(|edge| edge["node"].clone()).collect()
    } else if let Some(nodes) = list("nodes") {
        nodes.clone()
    } else {
        let mut lists = connection.as_object().into_iter().flatten().filter_map(|(_, value)| value.as_array());
        match (lists.next(), lists.next()) {
            (Some(items), None) => items.clone(),
            _ => Vec::new(),
        }
    };
    found.retain(|node| !node.is_null());
    found
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn failure(data: &Value) -> String {
        Page::read(data).map(|_| ()).unwrap_err().to_string()
    }

    #[test]
    fn what_cannot_be_followed_is_said() {
        assert!(failure(&json!({"a": {"edges": []}})).starts_with("there is nothing to follow"));
        assert!(
            failure(&json!({"a": [{"pageInfo": {"hasNextPage": true}}]})).starts_with("there is nothing to follow")
        );
        let two = json!({"b": {"c": {"pageInfo": {}}}, "a": {"pageInfo": {}}});
        assert_eq!(failure(&two), "there are several connections to follow, `a` and `b.c`: ask for one at a time");
        assert!(failure(&json!({"a": {"pageInfo": {"endCursor": "x"}}})).contains("select `hasNextPage`"));
        assert!(failure(&json!({"a": {"pageInfo": {"hasNextPage": true}}})).contains("select `endCursor`"));
    }

    #[test]
    fn nodes_are_where_the_list_keeps_them() {
        let page = json!({"usage": {"pageInfo": {"hasNextPage": false}, "series": [1, null, 2], "currency": "x"}});
        assert_eq!(Page::read(&page).unwrap().nodes, [json!(1), json!(2)]);
        let page = json!({"a": {"pageInfo": {"hasNextPage": false}, "edges": [{"node": 1}, null, {"node": null}]}});
        assert_eq!(Page::read(&page).unwrap().nodes, [json!(1)]);
    }

    #[test]
    fn what_is_no_connection_is_printed_as_it_is() {
        assert_eq!(nodes_of_data(&json!({"a": [{"x": 1}, null]})).1, [json!({"x": 1})]);
        assert_eq!(nodes_of_data(&json!({"a": {"x": 1}})).1, [json!({"x": 1})]);
        assert_eq!(nodes_of_data(&json!({"a": 1})).1, [json!({"a": 1})]);
        assert_eq!(nodes_of_data(&json!({"a": {"x": 1}, "b": 2})).1, [json!({"a": {"x": 1}, "b": 2})]);
    }
}
