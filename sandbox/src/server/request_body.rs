//! The JSON of a POST.

use serde_json::Value;

use crate::execution::answer::Answer;
use crate::execution::parameters::Parameters;

/// One request, or a batch of them.
pub(crate) enum RequestBody {
    One(Parameters),
    Batch(Vec<Parameters>),
}

impl RequestBody {
    /// Reads the JSON of a POST body.
    pub(crate) fn read(bytes: &[u8]) -> Result<Self, Answer> {
        let json: Value = serde_json::from_slice(bytes)
            .map_err(|error| Answer::bad_request(format!("the body is not JSON: {error}")))?;
        match json {
            Value::Object(map) => Parameters::read(map).map(Self::One),
            Value::Array(items) if items.is_empty() => Err(Answer::bad_request("the batch has no operations")),
            Value::Array(items) => items
                .into_iter()
                .map(|item| match item {
                    Value::Object(map) => Parameters::read(map),
                    other => Err(Answer::bad_request(format!("not an operation: {other}"))),
                })
                .collect::<Result<_, _>>()
                .map(Self::Batch),
            _ => Err(Answer::bad_request("the body must be a JSON object")),
        }
    }
}
