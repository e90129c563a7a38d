//! Where in an answer something is (GraphQL spec, section 7.1.2): its text has one writer and one reader, both here.

use std::fmt;

/// A step of [`GraphQlError::path`](crate::error::GraphQlError::path).
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PathSegment {
    /// A response key.
    Key(String),
    /// An index into a list, from 0.
    Index(u64),
}

/// Response keys and list indices; as a text `customers.edges[3].node.name`.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct ResponsePath(pub(crate) Vec<PathSegment>);

impl ResponsePath {
    /// Reads its text; `None` where that is no path, or an empty one.
    fn parse(mut text: &str) -> Option<Self> {
        let mut segments = Vec::new();
        while !text.is_empty() {
            if let Some(index) = text.strip_prefix('[') {
                let (index, rest) = index.split_once(']')?;
                let is_number = index.bytes().all(|byte| byte.is_ascii_digit());
                segments.push(PathSegment::Index(index.parse().ok().filter(|_| is_number)?));
                text = rest;
            } else {
                let key = if segments.is_empty() { text } else { text.strip_prefix('.')? };
                let (key, rest) = key.split_at(key.find(['.', '[']).unwrap_or(key.len()));
                let is_name = key.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_');
                segments.push(PathSegment::Key(Some(key).filter(|key| is_name && !key.is_empty())?.to_owned()));
                text = rest;
            }
        }
        (!segments.is_empty()).then_some(Self(segments))
    }

    /// Takes the path off a message that has it in front: "`path`: message".
    pub(crate) fn take_off(message: &str) -> (Self, &str) {
        let parts = message.strip_prefix('`').and_then(|rest| rest.split_once("`: "));
        parts.and_then(|(path, rest)| Some((Self::parse(path)?, rest))).unwrap_or_else(|| (Self::default(), message))
    }

    /// Puts a segment in front of the path that a message has in front: `a` and "`b[0]`: message" give "`a.b[0]`: message".
    ///
    /// serde's errors carry nothing but a text, so that a path can only travel in it.
    pub(crate) fn put_before(segment: PathSegment, message: &str) -> String {
        let (Self(mut segments), message) = Self::take_off(message);
        segments.insert(0, segment);
        format!("`{}`: {message}", Self(segments))
    }
}

impl fmt::Display for ResponsePath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (nth, segment) in self.0.iter().enumerate() {
            match segment {
                PathSegment::Key(key) if nth == 0 => f.write_str(key)?,
                PathSegment::Key(key) => write!(f, ".{key}")?,
                PathSegment::Index(index) => write!(f, "[{index}]")?,
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_put_before_a_message_is_taken_off_again() {
        let message = "invalid type: null, expected a string at line 1 column 55";
        let mut text = message.to_owned();
        for segment in ["name", "node"].map(|key| PathSegment::Key(key.to_owned())) {
            text = ResponsePath::put_before(segment, &text);
        }
        text = ResponsePath::put_before(PathSegment::Index(3), &text);
        text = ResponsePath::put_before(PathSegment::Key("edges".to_owned()), &text);
        assert_eq!(text, format!("`edges[3].node.name`: {message}"));
        let (path, rest) = ResponsePath::take_off(&text);
        assert_eq!((path.to_string().as_str(), rest), ("edges[3].node.name", message));
        assert_eq!(path.0[1], PathSegment::Index(3));
    }

    #[test]
    fn a_message_without_a_path_stays_whole() {
        for text in [
            "missing field `name` at line 1 column 10",
            "`not a path`: x",
            "`a..b`: x",
            "`a[`: x",
            "`a[]`: x",
            "`a[+1]`: x",
            "`a[1]b`: x",
            "``: x",
            "`",
            "",
        ] {
            assert_eq!(ResponsePath::take_off(text), (ResponsePath::default(), text));
        }
        for path in ["a[0][12].b", "[0].a", "_1"] {
            assert_eq!(ResponsePath::take_off(&format!("`{path}`: x")).0.to_string(), path);
        }
    }
}
