//! Answers: GraphQL responses, with the HTTP status that they are sent under.

use std::io;

use apollo_compiler::response::{GraphQLError, JsonMap};
use http::StatusCode;
use serde::ser::SerializeMap;
use serde::{Serialize, Serializer};
use serde_json::ser::{CompactFormatter, Formatter};

/// The code of an error in the request itself.
pub(crate) const BAD_REQUEST: &str = "BAD_REQUEST";

/// What goes back to the client for one operation.
#[derive(Debug, Clone)]
pub(crate) struct Answer {
    pub(crate) status: StatusCode,
    pub(crate) data: Data,
    pub(crate) errors: Vec<GraphQLError>,
}

/// The `data` of a response.
#[derive(Debug, Clone)]
pub(crate) enum Data {
    /// Nothing was executed, so there is no such member.
    Absent,
    /// A required value could not be found.
    Null,
    Object(JsonMap),
}

impl Answer {
    pub(crate) fn failed(status: StatusCode, errors: Vec<GraphQLError>) -> Self {
        Self { status, data: Data::Absent, errors }
    }

    /// One error with a code.
    pub(crate) fn refused(status: StatusCode, code: &str, message: impl Into<String>) -> Self {
        let mut error = GraphQLError {
            message: message.into(),
            locations: Vec::new(),
            path: Vec::new(),
            extensions: JsonMap::new(),
        };
        error.extensions.insert("code", code.into());
        Self::failed(status, vec![error])
    }

    /// One that says what is wrong with the request itself.
    pub(crate) fn bad_request(message: impl Into<String>) -> Self {
        Self::refused(StatusCode::BAD_REQUEST, BAD_REQUEST, message)
    }

    /// The same as the outcome of an execution.
    pub(crate) fn with_null_data(mut self) -> Self {
        self.data = Data::Null;
        self
    }

    /// As the bytes of a body.
    pub(crate) fn bytes(&self) -> Vec<u8> {
        write(self)
    }
}

impl Serialize for Answer {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        if !self.errors.is_empty() {
            map.serialize_entry("errors", &self.errors)?;
        }
        match &self.data {
            Data::Absent => {}
            Data::Null => map.serialize_entry("data", &())?,
            Data::Object(data) => map.serialize_entry("data", data)?,
        }
        map.end()
    }
}

/// Writes JSON with numbers as a JavaScript server writes them: `49`, not `49.0`.
pub(crate) fn write(value: &impl Serialize) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(512);
    // Writing JSON values to memory has no way to fail.
    let _ = value.serialize(&mut serde_json::Serializer::with_formatter(&mut bytes, ShortNumbers));
    bytes
}

struct ShortNumbers;

/// Below this, floats hold whole numbers exactly.
const EXACT: f64 = 9_007_199_254_740_992.0;

impl Formatter for ShortNumbers {
    fn write_f64<W: ?Sized + io::Write>(&mut self, writer: &mut W, value: f64) -> io::Result<()> {
        if value.fract() == 0.0 && value.abs() < EXACT {
            write!(writer, "{value:.0}")
        } else {
            CompactFormatter.write_f64(writer, value)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn whole_floats_are_written_short() {
        let bytes = write(&json!([49.0, 0.5, -3.0, 1.5e300, 7]));
        assert_eq!(String::from_utf8(bytes).expect("text"), "[49,0.5,-3,1.5e+300,7]");
    }

    fn json(answer: &Answer) -> serde_json::Value {
        serde_json::from_slice(&answer.bytes()).expect("JSON")
    }

    #[test]
    fn data_is_absent_or_null() {
        let refused = Answer::refused(StatusCode::OK, "Code", "why");
        let error = json!({"message": "why", "extensions": {"code": "Code"}});
        assert_eq!(json(&refused), json!({"errors": [error]}));
        assert_eq!(json(&refused.with_null_data()), json!({"errors": [error], "data": null}));
    }
}
