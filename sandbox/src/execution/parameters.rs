//! One GraphQL request as a client writes it.

use apollo_compiler::response::JsonMap;
use http::StatusCode;
use serde_json::{Map, Value};

use super::answer::Answer;

/// The text of an operation with its name and variables.
#[derive(Debug, Clone, Default)]
pub(crate) struct Call {
    pub(crate) query: String,
    pub(crate) operation_name: Option<String>,
    pub(crate) variables: JsonMap,
}

/// A body: one call, or a batch.
pub(crate) enum Body {
    One(Call),
    Many(Vec<Call>),
}

impl Body {
    /// Reads the JSON of a POST body.
    pub(crate) fn read(bytes: &[u8]) -> Result<Self, Answer> {
        let json: Value =
            serde_json::from_slice(bytes).map_err(|error| bad_request(format!("the body is not JSON: {error}")))?;
        match json {
            Value::Object(map) => Call::read(map).map(Self::One),
            Value::Array(items) if items.is_empty() => Err(bad_request("the batch has no operations".to_owned())),
            Value::Array(items) => items
                .into_iter()
                .map(|item| match item {
                    Value::Object(map) => Call::read(map),
                    other => Err(bad_request(format!("not an operation: {other}"))),
                })
                .collect::<Result<_, _>>()
                .map(Self::Many),
            _ => Err(bad_request("the body must be a JSON object".to_owned())),
        }
    }
}

impl Call {
    /// Reads the members of a request object.
    pub(crate) fn read(mut map: Map<String, Value>) -> Result<Self, Answer> {
        let query = match map.remove("query") {
            Some(Value::String(query)) if !query.trim().is_empty() => query,
            _ => return Err(bad_request("the body must have a non-empty string `query`".to_owned())),
        };
        let operation_name = match map.remove("operationName") {
            None | Some(Value::Null) => None,
            Some(Value::String(name)) => Some(name).filter(|name| !name.is_empty()),
            Some(_) => return Err(bad_request("`operationName` must be a string".to_owned())),
        };
        let variables = match map.remove("variables") {
            None | Some(Value::Null) => JsonMap::new(),
            Some(Value::Object(map)) => map.into_iter().map(|(name, value)| (name.into(), value.into())).collect(),
            Some(_) => return Err(bad_request("`variables` must be an object".to_owned())),
        };
        Ok(Self { query, operation_name, variables })
    }

    /// The variables as plain JSON.
    pub(crate) fn plain_variables(&self) -> Value {
        serde_json::to_value(&self.variables).unwrap_or_default()
    }
}

fn bad_request(message: String) -> Answer {
    Answer::refused(StatusCode::BAD_REQUEST, "BAD_REQUEST", message)
}
