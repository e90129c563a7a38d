//! Changes to an answer that is otherwise right.

use apollo_compiler::Name;
use apollo_compiler::response::{GraphQLError, JsonMap, JsonValue as Json, ResponseDataPathSegment as Segment};
use serde_json::Value;

use crate::execution::answer::{Answer, Data};

/// A change of the data.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Distortion {
    /// A change of each value that a path leads to: names and positions joined by dots, `*` for each item.
    At(String, Change),
    /// Every second one is null.
    Gaps(Gaps),
    /// Every page promises a next one behind the same cursor.
    StuckCursor,
}

/// What happens to a value.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Change {
    /// It is null, and an error with this code says so.
    Fails(String),
    Becomes(Value),
    IsLeftOut,
}

/// What is missing from lists.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Gaps {
    Edges,
    Nodes,
}

impl Distortion {
    /// Changes the data of an answer. Where nothing was executed there is none.
    pub(crate) fn apply(&self, answer: &mut Answer) {
        let Data::Object(data) = &mut answer.data else { return };
        // Paths start at the data as a whole, which is an object.
        let mut whole = Json::Object(std::mem::take(data));
        match self {
            Self::At(path, Change::Fails(code)) => answer.errors.extend(fail(&mut whole, path, code)),
            Self::At(path, Change::Becomes(value)) => {
                visit(&mut whole, &steps(path), &mut Vec::new(), &mut |found, _| *found = value.clone().into());
            }
            Self::At(path, Change::IsLeftOut) => leave_out(&mut whole, path),
            Self::Gaps(Gaps::Edges) => every_second(&mut whole, "edges", &mut |edge| *edge = Json::Null),
            Self::Gaps(Gaps::Nodes) => {
                every_second(&mut whole, "nodes", &mut |node| *node = Json::Null);
                every_second(&mut whole, "edges", &mut |edge| {
                    if let Some(node) = edge.get_mut("node") {
                        *node = Json::Null;
                    }
                });
            }
            Self::StuckCursor => stuck(&mut whole),
        }
        answer.data = match whole {
            Json::Object(data) => Data::Object(data),
            _ => Data::Null,
        };
    }
}

/// The cursor of [`Distortion::StuckCursor`]: one that a sandbox takes, so that the next page is a page.
const STUCK: &str = "MDow";

fn steps(path: &str) -> Vec<&str> {
    path.split('.').filter(|step| !step.is_empty()).collect()
}

/// Visits every value that a path leads to.
fn visit(
    value: &mut Json,
    steps: &[&str],
    response_path: &mut Vec<Segment>,
    found: &mut dyn FnMut(&mut Json, &[Segment]),
) {
    let Some((step, rest)) = steps.split_first() else { return found(value, response_path) };
    match value {
        Json::Array(items) => {
            for (index, item) in items.iter_mut().enumerate() {
                if *step == "*" || step.parse() == Ok(index) {
                    response_path.push(Segment::ListIndex(index));
                    visit(item, rest, response_path, found);
                    response_path.pop();
                }
            }
        }
        Json::Object(map) => {
            for (name, member) in map.iter_mut() {
                // Names in JSON scalars need not be names of GraphQL; errors do not lead into those.
                let Ok(segment) = Name::new(name.as_str()) else { continue };
                if *step == "*" || *step == name.as_str() {
                    response_path.push(Segment::Field(segment));
                    visit(member, rest, response_path, found);
                    response_path.pop();
                }
            }
        }
        _ => {}
    }
}

fn fail(data: &mut Json, path: &str, code: &str) -> Vec<GraphQLError> {
    let mut errors = Vec::new();
    visit(data, &steps(path), &mut Vec::new(), &mut |found, response_path| {
        *found = Json::Null;
        let mut extensions = JsonMap::new();
        extensions.insert("code", code.into());
        let message = "this part could not be answered".to_owned();
        errors.push(GraphQLError { message, locations: Vec::new(), path: response_path.to_vec(), extensions });
    });
    errors
}

fn leave_out(data: &mut Json, path: &str) {
    let steps = steps(path);
    let Some((last, parents)) = steps.split_last() else { return };
    visit(data, parents, &mut Vec::new(), &mut |parent, _| match parent {
        Json::Object(map) => {
            map.remove(*last);
        }
        Json::Array(items) => {
            if let Some(index) = last.parse().ok().filter(|index: &usize| *index < items.len()) {
                items.remove(index);
            }
        }
        _ => {}
    });
}

/// Changes the second, the fourth and so on of every list of this name.
fn every_second(value: &mut Json, name: &str, change: &mut dyn FnMut(&mut Json)) {
    match value {
        Json::Array(items) => items.iter_mut().for_each(|item| every_second(item, name, change)),
        Json::Object(map) => {
            for (key, member) in map.iter_mut() {
                if let Json::Array(items) = member
                    && key.as_str() == name
                {
                    items.iter_mut().skip(1).step_by(2).for_each(&mut *change);
                }
                every_second(member, name, change);
            }
        }
        _ => {}
    }
}

fn stuck(value: &mut Json) {
    match value {
        Json::Array(items) => items.iter_mut().for_each(stuck),
        Json::Object(map) => {
            for (name, stuck) in [("hasNextPage", Json::Bool(true)), ("endCursor", STUCK.into())] {
                if let Some(member) = map.get_mut(name) {
                    *member = stuck;
                }
            }
            for (_, member) in map.iter_mut() {
                stuck(member);
            }
        }
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use http::StatusCode;
    use serde_json::json;

    fn distorted(distortion: &Distortion) -> Value {
        let data = json!({"customers": {
            "edges": [{"node": {"id": 1}}, {"node": {"id": 2}}, {"node": {"id": 3}}],
            "pageInfo": {"hasNextPage": false, "endCursor": null},
        }});
        let Json::Object(data) = Json::from(data) else { panic!("an object") };
        let mut answer = Answer { status: StatusCode::OK, data: Data::Object(data), errors: Vec::new() };
        distortion.apply(&mut answer);
        serde_json::from_slice(&answer.bytes()).expect("JSON")
    }

    #[test]
    fn every_second_edge_or_node_is_null() {
        let body = distorted(&Distortion::Gaps(Gaps::Edges));
        assert_eq!(body["data"]["customers"]["edges"], json!([{"node": {"id": 1}}, null, {"node": {"id": 3}}]));
        let body = distorted(&Distortion::Gaps(Gaps::Nodes));
        let expected = json!([{"node": {"id": 1}}, {"node": null}, {"node": {"id": 3}}]);
        assert_eq!(body["data"]["customers"]["edges"], expected);
    }

    #[test]
    fn a_partial_answer_says_what_is_missing() {
        let path = "customers.edges.*.node.id".to_owned();
        let body = distorted(&Distortion::At(path, Change::Fails("UnexpectedError".to_owned())));
        assert_eq!(body["data"]["customers"]["edges"][2]["node"]["id"], Value::Null);
        assert_eq!(body["errors"][2]["path"], json!(["customers", "edges", 2, "node", "id"]));
        assert_eq!(body["errors"][2]["extensions"]["code"], "UnexpectedError");
        let path = "plans.edges".to_owned();
        let body = distorted(&Distortion::At(path, Change::Fails(String::new())));
        assert_eq!(body.get("errors"), None, "what was not asked for cannot fail");
    }

    #[test]
    fn pages_get_stuck() {
        let body = distorted(&Distortion::StuckCursor);
        assert_eq!(body["data"]["customers"]["pageInfo"], json!({"hasNextPage": true, "endCursor": "MDow"}));
    }

    #[test]
    fn members_are_exchanged_and_removed() {
        let body = distorted(&Distortion::At("customers.edges.0.node".to_owned(), Change::Becomes(json!("x"))));
        assert_eq!(body["data"]["customers"]["edges"][0], json!({"node": "x"}));
        let body = distorted(&Distortion::At("customers.pageInfo.endCursor".to_owned(), Change::IsLeftOut));
        assert_eq!(body["data"]["customers"]["pageInfo"], json!({"hasNextPage": false}));
        let body = distorted(&Distortion::At(String::new(), Change::Becomes(Value::Null)));
        assert_eq!(body, json!({"data": null}));
    }
}
