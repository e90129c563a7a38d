//! Changes to an answer that is otherwise right.

use super::Effect;
use serde_json::{Value, json};

/// Changes the body of an answer: `{"data": .., "errors": ..}`.
pub(crate) fn distort(body: &mut Value, effect: &Effect) {
    match effect {
        Effect::Partial { path, code } => partial(body, path, code),
        Effect::Replace { path, value } => {
            at(&mut body["data"], &steps(path), &mut Vec::new(), &mut |found, _| *found = value.clone());
        }
        Effect::Remove { path } => remove(&mut body["data"], path),
        Effect::NullEdges => each_list(&mut body["data"], "edges", &mut |edge| *edge = Value::Null),
        Effect::NullNodes => {
            each_list(&mut body["data"], "nodes", &mut |node| *node = Value::Null);
            each_list(&mut body["data"], "edges", &mut |edge| {
                if let Some(node) = edge.get_mut("node") {
                    *node = Value::Null;
                }
            });
        }
        Effect::StuckCursor => each_page_info(&mut body["data"]),
        _ => {}
    }
}

/// The cursor of [`Effect::StuckCursor`]: one that a sandbox takes, so that the next page is a page.
const STUCK: &str = "MDow";

fn steps(path: &str) -> Vec<&str> {
    path.split('.').filter(|step| !step.is_empty()).collect()
}

/// Visits every value that a path leads to.
fn at(value: &mut Value, steps: &[&str], way: &mut Vec<Value>, visit: &mut dyn FnMut(&mut Value, &[Value])) {
    let Some((step, rest)) = steps.split_first() else { return visit(value, way) };
    match value {
        Value::Array(items) => {
            for (index, item) in items.iter_mut().enumerate() {
                if *step == "*" || step.parse() == Ok(index) {
                    way.push(json!(index));
                    at(item, rest, way, visit);
                    way.pop();
                }
            }
        }
        Value::Object(map) => {
            for (name, member) in map.iter_mut() {
                if *step == "*" || step == name {
                    way.push(json!(name));
                    at(member, rest, way, visit);
                    way.pop();
                }
            }
        }
        _ => {}
    }
}

fn partial(body: &mut Value, path: &str, code: &str) {
    let mut errors = Vec::new();
    at(&mut body["data"], &steps(path), &mut Vec::new(), &mut |found, way| {
        *found = Value::Null;
        errors.push(json!({
            "message": "this part could not be answered",
            "path": way,
            "extensions": { "code": code },
        }));
    });
    if errors.is_empty() {
        return;
    }
    match &mut body["errors"] {
        Value::Array(known) => known.append(&mut errors),
        other => *other = Value::Array(errors),
    }
}

fn remove(data: &mut Value, path: &str) {
    let steps = steps(path);
    let Some((last, parents)) = steps.split_last() else { return };
    at(data, parents, &mut Vec::new(), &mut |parent, _| match parent {
        Value::Object(map) => {
            map.remove(*last);
        }
        Value::Array(items) => {
            if let Some(index) = last.parse().ok().filter(|index: &usize| *index < items.len()) {
                items.remove(index);
            }
        }
        _ => {}
    });
}

fn each_list(value: &mut Value, name: &str, change: &mut dyn FnMut(&mut Value)) {
    match value {
        Value::Array(items) => items.iter_mut().for_each(|item| each_list(item, name, change)),
        Value::Object(map) => {
            for (key, member) in map.iter_mut() {
                match member {
                    Value::Array(items) if key == name => items.iter_mut().skip(1).step_by(2).for_each(&mut *change),
                    _ => {}
                }
                each_list(member, name, change);
            }
        }
        _ => {}
    }
}

fn each_page_info(value: &mut Value) {
    match value {
        Value::Array(items) => items.iter_mut().for_each(each_page_info),
        Value::Object(map) => {
            for (name, stuck) in [("hasNextPage", json!(true)), ("endCursor", json!(STUCK))] {
                if let Some(member) = map.get_mut(name) {
                    *member = stuck;
                }
            }
            map.values_mut().for_each(each_page_info);
        }
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn distorted(effect: &Effect) -> Value {
        let mut body = json!({"data": {"customers": {
            "edges": [{"node": {"id": 1}}, {"node": {"id": 2}}, {"node": {"id": 3}}],
            "pageInfo": {"hasNextPage": false, "endCursor": null},
        }}});
        distort(&mut body, effect);
        body
    }

    #[test]
    fn every_second_edge_or_node_is_null() {
        let body = distorted(&Effect::NullEdges);
        assert_eq!(body["data"]["customers"]["edges"], json!([{"node": {"id": 1}}, null, {"node": {"id": 3}}]));
        let body = distorted(&Effect::NullNodes);
        let expected = json!([{"node": {"id": 1}}, {"node": null}, {"node": {"id": 3}}]);
        assert_eq!(body["data"]["customers"]["edges"], expected);
    }

    #[test]
    fn a_partial_answer_says_what_is_missing() {
        let path = "customers.edges.*.node.id".to_owned();
        let body = distorted(&Effect::Partial { path, code: "UnexpectedError".to_owned() });
        assert_eq!(body["data"]["customers"]["edges"][2]["node"]["id"], Value::Null);
        assert_eq!(body["errors"][2]["path"], json!(["customers", "edges", 2, "node", "id"]));
        assert_eq!(body["errors"][2]["extensions"]["code"], "UnexpectedError");
        let path = "plans.edges".to_owned();
        let body = distorted(&Effect::Partial { path, code: String::new() });
        assert_eq!(body.get("errors"), None, "what was not asked for cannot fail");
    }

    #[test]
    fn pages_get_stuck() {
        let body = distorted(&Effect::StuckCursor);
        assert_eq!(body["data"]["customers"]["pageInfo"], json!({"hasNextPage": true, "endCursor": "MDow"}));
    }

    #[test]
    fn members_are_exchanged_and_removed() {
        let body = distorted(&Effect::Replace { path: "customers.edges.0.node".to_owned(), value: json!("x") });
        assert_eq!(body["data"]["customers"]["edges"][0], json!({"node": "x"}));
        let body = distorted(&Effect::Remove { path: "customers.pageInfo.endCursor".to_owned() });
        assert_eq!(body["data"]["customers"]["pageInfo"], json!({"hasNextPage": false}));
    }
}
