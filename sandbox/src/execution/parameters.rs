//! The parameters of a GraphQL request, as a client writes them.

use apollo_compiler::response::JsonMap;
use serde_json::{Map, Value};

use super::answer::Answer;

/// The text of an operation with its name and variables.
#[derive(Debug, Clone, Default)]
pub(crate) struct Parameters {
    pub(crate) query: String,
    pub(crate) operation_name: Option<String>,
    pub(crate) variables: JsonMap,
}

impl Parameters {
    /// Reads the members of a JSON object.
    pub(crate) fn read(mut map: Map<String, Value>) -> Result<Self, Answer> {
        let query = match map.remove("query") {
            Some(Value::String(query)) if !query.trim().is_empty() => query,
            _ => return Err(Answer::bad_request("the body must have a non-empty string `query`")),
        };
        let operation_name = match map.remove("operationName") {
            None | Some(Value::Null) => None,
            Some(Value::String(name)) => Some(name).filter(|name| !name.is_empty()),
            Some(_) => return Err(Answer::bad_request("`operationName` must be a string")),
        };
        let variables = match map.remove("variables") {
            None | Some(Value::Null) => JsonMap::new(),
            Some(Value::Object(map)) => map.into_iter().map(|(name, value)| (name.into(), value.into())).collect(),
            Some(_) => return Err(Answer::bad_request("`variables` must be an object")),
        };
        if !matches!(map.remove("extensions"), None | Some(Value::Null | Value::Object(_))) {
            return Err(Answer::bad_request("`extensions` must be an object"));
        }
        Ok(Self { query, operation_name, variables })
    }

    /// The variables as plain JSON.
    pub(crate) fn plain_variables(&self) -> Value {
        serde_json::to_value(&self.variables).unwrap_or_default()
    }
}
