//! One entry of a response's `errors`.

use std::fmt;

use serde_json::{Map, Value};

use crate::{Code, ErrorCode};

/// An error the server reported, read leniently: whatever is null or has an odd shape is left empty, the message stays.
#[derive(Debug, Clone, PartialEq, Default)]
#[non_exhaustive]
pub struct GraphQlError {
    /// What happened, in the server's words.
    pub message: String,
    /// The field it happened at, by response keys (so by alias where there is one) and list indices.
    pub path: Vec<PathSegment>,
    /// Where in the document.
    pub locations: Vec<Location>,
    /// Everything else the server told, unchanged: `code`, `traceId` and the details of a code.
    pub extensions: Map<String, Value>,
}

/// A step of [`GraphQlError::path`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PathSegment {
    /// A response key.
    Key(String),
    /// An index into a list, from 0.
    Index(u64),
}

/// A place in the document, counted from 1.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Location {
    /// Line.
    pub line: u32,
    /// Column.
    pub column: u32,
}

impl GraphQlError {
    /// The schema's value for `extensions.code`, whichever way the server spells it.
    pub fn code(&self) -> Option<ErrorCode> {
        self.raw_code().map(|code| code.known())
    }

    /// `extensions.code` as the server wrote it.
    pub fn raw_code(&self) -> Option<Code> {
        self.extension("code").map(Code::new)
    }

    /// What Stigg's support asks for: `extensions.traceId`.
    pub fn trace_id(&self) -> Option<&str> {
        self.extension("traceId")
    }

    fn extension(&self, key: &str) -> Option<&str> {
        self.extensions.get(key).and_then(Value::as_str).filter(|text| !text.is_empty())
    }

    /// Reads one entry; an entry that is no object becomes the message.
    pub(crate) fn from_json(entry: Value) -> Self {
        let mut object = match entry {
            Value::Object(object) => object,
            Value::String(message) => return Self { message, ..Self::default() },
            other => return Self { message: other.to_string(), ..Self::default() },
        };
        let message = match object.remove("message") {
            Some(Value::String(message)) => message,
            Some(Value::Null) | None => "the server gave no message".to_owned(),
            Some(other) => other.to_string(),
        };
        let path = match object.remove("path") {
            Some(Value::Array(steps)) => steps.into_iter().filter_map(PathSegment::from_json).collect(),
            _ => Vec::new(),
        };
        let locations = match object.remove("locations") {
            Some(Value::Array(places)) => places.iter().filter_map(Location::from_json).collect(),
            _ => Vec::new(),
        };
        let extensions = match object.remove("extensions") {
            Some(Value::Object(extensions)) => extensions,
            _ => Map::new(),
        };
        Self { message, path, locations, extensions }
    }

    /// Reads `errors`: a list, or by courtesy a single entry.
    pub(crate) fn list_from_json(errors: Option<Value>) -> Vec<Self> {
        match errors {
            None | Some(Value::Null) => Vec::new(),
            Some(Value::Array(entries)) => entries.into_iter().map(Self::from_json).collect(),
            Some(single) => vec![Self::from_json(single)],
        }
    }
}

impl fmt::Display for GraphQlError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)?;
        if let Some(code) = self.raw_code() {
            write!(f, " (code {code})")?;
        }
        if !self.path.is_empty() {
            f.write_str(" at `")?;
            for (nth, step) in self.path.iter().enumerate() {
                match step {
                    PathSegment::Key(key) if nth == 0 => f.write_str(key)?,
                    PathSegment::Key(key) => write!(f, ".{key}")?,
                    PathSegment::Index(index) => write!(f, "[{index}]")?,
                }
            }
            f.write_str("`")?;
        }
        Ok(())
    }
}

impl PathSegment {
    fn from_json(step: Value) -> Option<Self> {
        match step {
            Value::String(key) => Some(Self::Key(key)),
            Value::Number(index) => index.as_u64().map(Self::Index),
            _ => None,
        }
    }
}

impl Location {
    fn from_json(place: &Value) -> Option<Self> {
        let number = |key| place.get(key).and_then(Value::as_u64).and_then(|number| u32::try_from(number).ok());
        Some(Self { line: number("line")?, column: number("column")? })
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn null_locations_and_path_keep_the_message() {
        let error = GraphQlError::from_json(json!({"message": "Denied", "path": null, "locations": null}));
        assert_eq!(error.message, "Denied");
        assert!(error.path.is_empty() && error.locations.is_empty() && error.extensions.is_empty());
    }

    #[test]
    fn a_full_error_keeps_everything() {
        let error = GraphQlError::from_json(json!({
            "message": "Customer not found",
            "path": ["a", "edges", 3, "node"],
            "locations": [{"line": 2, "column": 5}],
            "extensions": {"code": "CustomerNotFound", "traceId": "t-1", "refId": "c-1"},
        }));
        assert_eq!(error.to_string(), "Customer not found (code CustomerNotFound) at `a.edges[3].node`");
        assert_eq!(error.trace_id(), Some("t-1"));
        assert_eq!(error.locations, [Location { line: 2, column: 5 }]);
        assert_eq!(error.extensions["refId"], "c-1");
    }

    #[test]
    fn odd_shapes_never_lose_the_message() {
        let odd = [
            (json!("boom"), "boom"),
            (json!({"message": 7}), "7"),
            (json!({}), "the server gave no message"),
            (json!(null), "null"),
            (json!({"message": "m", "path": "a.b", "locations": {"line": 1}, "extensions": []}), "m"),
            (json!({"message": "m", "path": [-1, true, 2.5], "locations": [{"line": -1, "column": 1}, 3]}), "m"),
        ];
        for (entry, message) in odd {
            let error = GraphQlError::from_json(entry);
            assert_eq!(error.message, message);
            assert!(error.path.is_empty() && error.locations.is_empty() && error.extensions.is_empty());
        }
        assert_eq!(GraphQlError::list_from_json(Some(json!({"message": "single"})))[0].message, "single");
    }
}
