//! Where and why `data` did not fit its types.

use serde::de::DeserializeOwned;
use serde_path_to_error::Segment;

use crate::codec::decode;
use crate::codec::response_path::{PathSegment, ResponsePath};

/// A decode failure, read from serde's error.
///
/// Decoders made by this project's generator put the path in front of the message; for any other type the text is decoded
/// a second time, watched by `serde_path_to_error`, since failures are rare.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct DecodeError {
    /// Relative to `data`; empty where it is not known.
    pub(crate) path: ResponsePath,
    pub(crate) message: String,
}

impl DecodeError {
    /// Tells about the failure to read `data`, whose text this is, into a `T`.
    pub(crate) fn new<T: DeserializeOwned>(error: &serde_json::Error, text: &str) -> Self {
        let error = error.to_string();
        let (path, message) = ResponsePath::take_off(&error);
        let path = if path == ResponsePath::default() { watched::<T>(text) } else { path };
        Self { path, message: message.to_owned() }
    }
}

/// Where decoding fails.
fn watched<T: DeserializeOwned>(text: &str) -> ResponsePath {
    let mut deserializer = serde_json::Deserializer::from_str(text);
    let read = decode::within(text.len(), || serde_path_to_error::deserialize::<_, T>(&mut deserializer));
    let Err(error) = read else { return ResponsePath::default() };
    let segments = error.path().iter().map(|segment| match segment {
        Segment::Seq { index } => PathSegment::Index(*index as u64),
        Segment::Map { key } => PathSegment::Key(key.clone()),
        Segment::Enum { variant } => PathSegment::Key(variant.clone()),
        Segment::Unknown => PathSegment::Key("?".to_owned()),
    });
    let path: Vec<_> = segments.collect();
    // A type that hides where it reads, as behind `#[serde(flatten)]`, has nothing to tell.
    ResponsePath(if path == [PathSegment::Key("?".to_owned())] { Vec::new() } else { path })
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;

    #[test]
    fn other_types_are_read_again_to_find_the_place() {
        type Data = BTreeMap<String, Vec<i32>>;
        let text = r#"{"numbers":[1,"two"]}"#;
        let error = serde_json::from_str::<Data>(text).unwrap_err();
        let DecodeError { path, message } = DecodeError::new::<Data>(&error, text);
        assert_eq!(path.to_string(), "numbers[1]");
        assert!(message.contains("invalid type: string \"two\""), "{message}");
    }
}
