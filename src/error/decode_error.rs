//! Where and why `data` did not fit its types.

use serde_json::value::RawValue;

use crate::codec::raw;
use crate::codec::response_path::{PathSegment, ResponsePath};

/// A decode failure, read from serde's error.
///
/// Types made by this project's generator put the path in front of the message. For any other type it is that of the value
/// in which `serde_json` stopped, so nothing is read a second time, and nothing of it is compiled for a type.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct DecodeError {
    /// Relative to `data`; empty where it is not known.
    pub(crate) path: ResponsePath,
    pub(crate) message: String,
}

impl DecodeError {
    /// Tells about the failure to read the `data` of an answer, whose text this is.
    pub(crate) fn new(error: &serde_json::Error, answer: &str) -> Self {
        let words = error.to_string();
        let (mut path, message) = ResponsePath::take_off(&words);
        if path == ResponsePath::default()
            && let Some(line) = error.line().checked_sub(1)
        {
            let before: usize = answer.split_inclusive('\n').take(line).map(str::len).sum();
            path = below_data(answer, before + error.column());
        }
        Self { path, message: message.to_owned() }
    }
}

/// The path of the innermost value that reaches to a place, which is counted in bytes.
///
/// The place of a value that does not fit is behind it, or before it where it is a list or an object; that of an object that
/// lacks a field is behind its brace.
fn below_data(answer: &str, place: usize) -> ResponsePath {
    let reaches = |value: &RawValue| {
        let start = value.get().as_ptr().addr() - answer.as_ptr().addr();
        (start..=start + value.get().len()).contains(&place)
    };
    let mut path = Vec::new();
    let mut value = answer;
    while let Some((segment, inner)) = child(value, reaches) {
        path.push(segment);
        value = inner;
    }
    let is_data = matches!(path.first(), Some(PathSegment::Key(key)) if key == "data");
    ResponsePath(if is_data { path.split_off(1) } else { Vec::new() })
}

/// The member or item that is meant.
fn child(value: &str, is_meant: impl Fn(&RawValue) -> bool) -> Option<(PathSegment, &str)> {
    let mut found = None;
    raw::object(value, |key, member| {
        if is_meant(member) {
            found = Some((PathSegment::Key(key.to_owned()), member.get()));
        }
    });
    let mut index = 0;
    raw::list(value, |item| {
        if is_meant(item) {
            found = Some((PathSegment::Index(index), item.get()));
        }
        index += 1;
    });
    found
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use serde::Deserialize;

    use super::*;
    use crate::codec::envelope::Envelope;

    #[derive(Debug, Deserialize)]
    #[expect(dead_code, reason = "it is read")]
    struct Plan {
        name: String,
        prices: Vec<i32>,
    }

    fn failure(answer: &str) -> (String, String) {
        let Err(error) = Envelope::<BTreeMap<String, Vec<Plan>>>::read(answer) else { panic!("{answer} fits") };
        let DecodeError { path, message } = DecodeError::new(&error, answer);
        (path.to_string(), message)
    }

    #[test]
    fn other_types_are_found_by_the_place_where_reading_stopped() {
        for (data, path, message) in [
            (r#"{"plans":[{"name":"a","prices":[1,"two"]}]}"#, "plans[0].prices[1]", "string \"two\", expected i32"),
            (r#"{"plans":[{"name":"a","prices":[1,25.5]}]}"#, "plans[0].prices[1]", "`25.5`, expected i32"),
            (r#"{"a":[],"plans":[{"name":[],"prices":[]}]}"#, "plans[0].name", "sequence, expected a string"),
            (r#"{"plans":[{"name":"a","prices":[]},{"name":"b"}],"z":[]}"#, "plans[1]", "missing field `prices`"),
            (r#"{"plans":[{"prices":{"a":1},"name":"a"}]}"#, "plans[0].prices", "map, expected a sequence"),
            (r#"{"plans":null}"#, "plans", "null, expected a sequence"),
            (r#"{"\ud800":[],"plans":[{"name":false}]}"#, "", "hex escape"),
            (r"7", "", "expected an object"),
        ] {
            for answer in [
                format!(r#"{{"data":{data}}}"#),
                format!("{{\"errors\":[],\n \"data\" : {data} , \n\"extensions\":{{\"data\":[1]}}}}"),
                format!("{{\n\"data\":\n{}\n}}", data.replace(',', "\n,\n").replace(':', " :\n\t")),
            ] {
                let (found, words) = failure(&answer);
                assert_eq!(found, path, "{answer}");
                assert!(words.contains(message), "{words}");
            }
        }
    }
}
