//! One entry of a response's `errors`.

use std::fmt;

use serde_json::value::RawValue;
use serde_json::{Map, Value};

use crate::codec::raw::{self, Room};
use crate::codec::response_path::{PathSegment, ResponsePath};
use crate::compiled::types::ErrorCode;
use crate::error::code::Code;
use crate::error::quoted::Quoted;

/// How many errors of an answer are kept.
const KEPT: usize = 100;
/// How much JSON text of all of them together is kept.
const ROOM: usize = 256 << 10;

/// An error the server reported, read leniently: whatever is null or has an odd shape is left empty, the message stays.
///
/// Of an answer's errors the first 100 are kept, with 256 KiB of their text: a longer message is cut, and members of
/// `extensions` that go beyond are left out, but never a `code` or a `traceId`. The error's own text counts all of them.
///
/// Printing it escapes control characters and shortens what is long; the fields hold what the server sent.
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
    ///
    /// A value that no [`Value`] can hold (a number beyond a double, a depth of 128 levels, half of a surrogate pair
    /// inside an object or list) is its JSON text, and half of a surrogate pair is U+FFFD.
    pub extensions: Map<String, Value>,
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
    fn read(entry: &RawValue, room: &mut Room) -> Self {
        let mut error = Self { message: "the server gave no message".to_owned(), ..Self::default() };
        let is_object = raw::object(entry.get(), |key, value| match key {
            "message" if value.get() != "null" => error.message = room.text(value),
            "path" => error.path = room.items(value, path_segment),
            "locations" => error.locations = room.items(value, Location::from_json),
            "extensions" => error.extensions = room.map(value, &["code", "traceId"]),
            _ => {}
        });
        if !is_object {
            error.message = room.text(entry);
        }
        error
    }

    /// Reads `errors`: a list, or by courtesy a single entry. The first ones, and how many more there are.
    pub(crate) fn list(errors: Option<&RawValue>) -> (Vec<Self>, usize) {
        let Some(errors) = errors.filter(|errors| errors.get() != "null") else { return (Vec::new(), 0) };
        let mut room = Room(ROOM);
        let (mut kept, mut more) = (Vec::new(), 0);
        let is_list = raw::list(errors.get(), |entry| {
            if kept.len() < KEPT {
                kept.push(Self::read(entry, &mut room));
            } else {
                more += 1;
            }
        });
        if !is_list {
            kept.push(Self::read(errors, &mut room));
        }
        (kept, more)
    }
}

impl fmt::Display for GraphQlError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        Quoted(&self.message).fmt(f)?;
        if let Some(code) = self.raw_code() {
            write!(f, " (code {code})")?;
        }
        if !self.path.is_empty() {
            let path = ResponsePath(self.path.clone()).to_string();
            write!(f, " at `{}`", Quoted(&path))?;
        }
        Ok(())
    }
}

/// A step of a path, as the wire has it.
fn path_segment(step: &Value) -> Option<PathSegment> {
    match step {
        Value::String(key) => Some(PathSegment::Key(key.clone())),
        Value::Number(index) => index.as_u64().map(PathSegment::Index),
        _ => None,
    }
}

impl Location {
    fn from_json(location: &Value) -> Option<Self> {
        let number = |key| location.get(key).and_then(Value::as_u64).and_then(|number| u32::try_from(number).ok());
        Some(Self { line: number("line")?, column: number("column")? })
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn read(entry: &Value) -> GraphQlError {
        read_text(&entry.to_string())
    }

    fn read_text(entry: &str) -> GraphQlError {
        GraphQlError::read(serde_json::from_str(entry).unwrap(), &mut Room(ROOM))
    }

    #[test]
    fn null_locations_and_path_keep_the_message() {
        let error = read(&json!({"message": "Denied", "path": null, "locations": null}));
        assert_eq!(error.message, "Denied");
        assert!(error.path.is_empty() && error.locations.is_empty() && error.extensions.is_empty());
    }

    #[test]
    fn a_full_error_keeps_everything() {
        let error = read(&json!({
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
            let error = read(&entry);
            assert_eq!(error.message, message);
            assert!(error.path.is_empty() && error.locations.is_empty() && error.extensions.is_empty());
        }
        let single = serde_json::from_str(r#"{"message":"single"}"#).unwrap();
        assert_eq!(GraphQlError::list(Some(single)).0[0].message, "single");
    }

    #[test]
    fn what_is_odd_beside_the_code_does_not_touch_it() {
        let deep = format!("{}{}", "[".repeat(300), "]".repeat(300));
        for odd in ["1e400", r#""\ud800""#, "[1,-1e999]", r#"{"\udfff":"\udbff"}"#, &deep] {
            let entry = format!(
                r#"{{"odd":{odd},"message":"m","path":["a",{odd},1],"extensions":{{"x":{odd},"code":"CustomerNotFound","y":{odd}}}}}"#
            );
            let error = read_text(&entry);
            assert_eq!((error.message.as_str(), error.code()), ("m", Some(ErrorCode::CustomerNotFound)), "{entry}");
            assert_eq!(error.extensions.len(), 3);
            assert_eq!(error.path.first(), Some(&PathSegment::Key("a".to_owned())));
            assert_eq!(error.path.last(), Some(&PathSegment::Index(1)));
        }
        assert_eq!(
            read_text(r#"{"message":"a\ud83d.","extensions":{"code":"X\ude00"}}"#).to_string(),
            "a\u{fffd}. (code X\u{fffd})"
        );
        assert_eq!(read_text(r#"{"message":"m","extensions":[{"code":"X"}]}"#).raw_code(), None);
        assert_eq!(read_text(r#"["m",[],[],{"code":"X"}]"#).message, r#"["m",[],[],{"code":"X"}]"#);
    }

    #[test]
    fn a_hundred_errors_are_kept_and_all_are_counted() {
        let list = |entries: &[String]| {
            let text = format!("[{}]", entries.join(","));
            GraphQlError::list(Some(serde_json::from_str(&text).unwrap()))
        };
        let entry =
            |size: usize| format!(r#"{{"message":"{}","extensions":{{"stack":"{0}","code":"C"}}}}"#, "s".repeat(size));
        let (kept, more) = list(&vec![entry(10); 1234]);
        assert_eq!((kept.len(), more), (100, 1134));
        assert_eq!(kept[99].extensions.len(), 2);
        let (large, _) = list(&vec![entry(50_000); 100]);
        assert_eq!((large[0].message.len(), large[0].extensions.len()), (50_000, 2));
        assert_eq!((large[99].message.len(), large[99].extensions.len()), (1024, 1));
        assert!(large.iter().all(|error| error.raw_code() == Some("C".into())));
        assert_eq!(list(&[]), (vec![], 0));
    }

    #[test]
    fn printing_it_is_harmless() {
        let error = read(&json!({
            "message": "a\n\u{1b}[2Jb", "path": ["x\ny", 0], "extensions": {"code": "C\u{202e}"},
        }));
        assert_eq!(error.to_string(), r"a\n\u{1b}[2Jb (code C\u{202e}) at `x\ny[0]`");
        assert_eq!(error.message, "a\n\u{1b}[2Jb");
        let long = GraphQlError { message: "m".repeat(10_000), ..GraphQlError::default() };
        assert_eq!(long.to_string().len(), 203);
    }
}
