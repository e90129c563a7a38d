//! Where and why `data` did not fit its types.

use serde::de::DeserializeOwned;

use crate::codec::decode;

/// A decode failure, told from serde's text.
///
/// Decoders made by this project's generator put the path in front of the message, in backticks; for any other type the
/// text is decoded a second time, watched by `serde_path_to_error`, since failures are rare.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct DecodeFault {
    /// Relative to `data`, as `customers.edges[3].node.name`.
    pub(crate) path: Option<String>,
    pub(crate) message: String,
}

impl DecodeFault {
    /// Tells about the failure to read `data`, whose text this is, into a `T`.
    pub(crate) fn new<T: DeserializeOwned>(error: &serde_json::Error, text: &str) -> Self {
        let told = Self::from_message(&error.to_string());
        if told.path.is_some() {
            return told;
        }
        let mut deserializer = serde_json::Deserializer::from_str(text);
        let again = decode::within(text.len(), || serde_path_to_error::deserialize::<_, T>(&mut deserializer));
        let Err(error) = again else { return told };
        let path = error.path().to_string();
        Self {
            path: Some(path).filter(|path| !path.is_empty() && !matches!(&**path, "." | "?")),
            message: told.message,
        }
    }

    /// Takes a message apart: "`path`: what at line L column C".
    pub(crate) fn from_message(text: &str) -> Self {
        let (path, message) = match text.strip_prefix('`').and_then(|rest| rest.split_once("`: ")) {
            Some((path, message)) if is_path(path) => (Some(path.to_owned()), message),
            _ => (None, text),
        };
        Self { path, message: message.to_owned() }
    }
}

/// Response keys joined by dots, with list indices in brackets.
fn is_path(text: &str) -> bool {
    text.split('.').all(|step| {
        let (name, indices) = step.split_at(step.find('[').unwrap_or(step.len()));
        let is_name = !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_');
        let inner = indices.strip_prefix('[').and_then(|rest| rest.strip_suffix(']'));
        let are_indices = match inner {
            Some(inner) => inner.split("][").all(|at| !at.is_empty() && at.bytes().all(|byte| byte.is_ascii_digit())),
            None => indices.is_empty(),
        };
        is_name && are_indices
    })
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;

    #[test]
    fn the_path_is_taken_off_the_message() {
        let told = DecodeFault::from_message(
            "`customers.edges[3].node.name`: invalid type: null, expected a string at line 1 column 55",
        );
        assert_eq!(told.path.as_deref(), Some("customers.edges[3].node.name"));
        assert_eq!(told.message, "invalid type: null, expected a string at line 1 column 55");
    }

    #[test]
    fn a_message_without_a_path_stays_whole() {
        for text in [
            "missing field `name` at line 1 column 10",
            "`not a path`: x",
            "`a..b`: x",
            "`a[`: x",
            "`a[]`: x",
            "`a[1]b`: x",
            "`",
            "",
        ] {
            assert_eq!(DecodeFault::from_message(text), DecodeFault { path: None, message: text.to_owned() });
        }
        assert_eq!(DecodeFault::from_message("`a[0][12].b`: x").path.as_deref(), Some("a[0][12].b"));
    }

    #[test]
    fn other_types_are_read_again_to_find_the_place() {
        type Data = BTreeMap<String, Vec<i32>>;
        let text = r#"{"numbers":[1,"two"]}"#;
        let error = serde_json::from_str::<Data>(text).unwrap_err();
        let told = DecodeFault::new::<Data>(&error, text);
        assert_eq!(told.path.as_deref(), Some("numbers[1]"));
        assert!(told.message.contains("invalid type: string \"two\""), "{}", told.message);
    }
}
