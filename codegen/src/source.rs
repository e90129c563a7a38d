//! Texts with names, and the way from a byte in one of them to a line a person can find.

use std::collections::HashMap;
use std::sync::Arc;

use apollo_compiler::parser::{FileId, SourceMap, SourceSpan};

use crate::diagnostic::Place;

/// One input: a file that was read, or a text that was handed over.
#[derive(Debug)]
pub(crate) struct Source {
    /// The name shown in reports: a path with `/`, as the user spelled its beginning.
    pub(crate) name: String,
    /// The text, without a byte order mark.
    pub(crate) text: String,
}

/// What `load` promises: every text has a name, and queries are in a fixed order.
#[derive(Debug)]
pub(crate) struct SourceSet {
    /// Schema texts, in the order given; together they are one schema.
    pub(crate) schema: Vec<Source>,
    /// Query texts, sorted by name.
    pub(crate) queries: Vec<Source>,
}

impl Source {
    /// The place of a range of bytes; what lies beyond the end of the first line is not marked.
    pub(crate) fn place(&self, start: usize, end: usize, label: impl Into<String>) -> Place {
        let text = self.text.as_str();
        let start = floor_char_boundary(text, start);
        let (line, line_start) = line_of(text, start);
        let rest = &text[line_start..];
        let line_text = &rest[..rest.find(['\n', '\r']).unwrap_or(rest.len())];
        let in_line = (start - line_start).min(line_text.len());
        let end = floor_char_boundary(text, end.max(start)).min(line_start + line_text.len());
        let length = text.get(line_start + in_line..end).map_or(0, |marked| marked.chars().count());
        Place {
            file: self.name.clone(),
            line,
            column: line_text[..in_line].chars().count() + 1,
            length: length.max(1),
            text: line_text.to_owned(),
            label: label.into(),
        }
    }
}

/// The 1-based line that holds the byte at `offset`, and the offset of that line's first byte.
///
/// A line ends as the GraphQL specification says: `\n`, `\r\n`, or a `\r` alone.
fn line_of(text: &str, offset: usize) -> (usize, usize) {
    let bytes = text.as_bytes();
    let (mut line, mut line_start) = (1, 0);
    for (at, &byte) in bytes[..offset].iter().enumerate() {
        let ends = byte == b'\n' || (byte == b'\r' && bytes.get(at + 1) != Some(&b'\n'));
        if ends {
            line += 1;
            line_start = at + 1;
        }
    }
    (line, line_start)
}

fn floor_char_boundary(text: &str, offset: usize) -> usize {
    let mut offset = offset.min(text.len());
    while !text.is_char_boundary(offset) {
        offset -= 1;
    }
    offset
}

/// The sources by the id that spans carry.
#[derive(Clone, Debug, Default)]
pub(crate) struct Sources {
    files: HashMap<FileId, Arc<Source>>,
}

impl Sources {
    /// Notes under which ids the parser filed a source.
    pub(crate) fn add(&mut self, ids: &SourceMap, source: &Arc<Source>) {
        for &id in ids.keys().filter(|&&id| id != FileId::BUILT_IN) {
            self.files.insert(id, Arc::clone(source));
        }
    }

    /// The source a span lies in; none for what is built into GraphQL.
    pub(crate) fn file(&self, span: Option<SourceSpan>) -> Option<&Source> {
        self.files.get(&span?.file_id()).map(AsRef::as_ref)
    }

    /// The place of a span.
    pub(crate) fn place(&self, span: Option<SourceSpan>, label: impl Into<String>) -> Option<Place> {
        let source = self.file(span)?;
        let span = span?;
        Some(source.place(span.offset(), span.end_offset(), label))
    }
}
