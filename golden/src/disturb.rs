//! The same answer, written differently.

use serde_json::Value;

/// With the keys of each object in reverse order.
pub(crate) fn reversed(value: &Value) -> String {
    write(value, &|members| members.into_iter().rev().collect())
}

/// With a key in front and one at the end of each object that no operation asked for.
pub(crate) fn with_unknown_keys(value: &Value) -> String {
    write(value, &|mut members| {
        members.insert(0, r#""$before":{"id":[{"__typename":"Nobody"}]}"#.to_owned());
        members.push(r#""$behind":null"#.to_owned());
        members
    })
}

fn write(value: &Value, order: &impl Fn(Vec<String>) -> Vec<String>) -> String {
    match value {
        Value::Object(object) => {
            let members =
                object.iter().map(|(key, value)| format!("{}:{}", Value::from(key.as_str()), write(value, order)));
            format!("{{{}}}", order(members.collect()).join(","))
        }
        Value::Array(items) => {
            let items: Vec<_> = items.iter().map(|item| write(item, order)).collect();
            format!("[{}]", items.join(","))
        }
        leaf => leaf.to_string(),
    }
}
