//! Texts with names, and the way from a byte in one of them to a line a person can find.

use std::sync::{Arc, OnceLock};

use super::diagnostic::Place;
use super::shipped;
use crate::syntax::{FileId, Span};

/// One input: a file that was read, or a text that was handed over.
#[derive(Debug)]
pub(crate) struct Source {
    /// What it is called: a path with `/`, as the user spelled its beginning.
    pub(crate) name: String,
    /// Whether the file of that name is JSON, of which this is the SDL.
    pub(crate) is_from_json: bool,
    /// Whether it belongs to another crate, whose fragments can be spread.
    pub(crate) is_of_library: bool,
    /// The text, without a byte order mark.
    pub(crate) text: String,
    /// Where each line begins, once someone has asked.
    lines: OnceLock<Vec<usize>>,
}

/// What `load` promises: every text has a name, and queries are in a fixed order.
#[derive(Debug)]
pub(crate) struct SourceSet {
    /// Schema texts, in the order given; together they are one schema.
    pub(crate) schema: Vec<Source>,
    /// Query texts, sorted by name.
    pub(crate) queries: Vec<Source>,
    /// Crates whose fragments can be spread, each after those that it knows.
    pub(crate) libraries: Vec<LibrarySource>,
}

/// The operations and fragments of a crate.
#[derive(Debug)]
pub(crate) struct LibrarySource {
    /// The Rust module of what is generated from them; none of `stigg-graphql`.
    pub(crate) module: Option<String>,
    pub(crate) texts: Vec<Source>,
}

impl SourceSet {
    /// Whether the schema is the one that this crate ships, or a copy of it.
    pub(crate) fn has_our_schema(&self) -> bool {
        matches!(&self.schema[..], [schema] if schema.text == shipped::SCHEMA)
    }

    /// Adds the fragments that `stigg-graphql` ships, before those of all other crates.
    pub(crate) fn add_shipped(&mut self) {
        self.libraries.insert(0, shipped::library());
    }
}

/// Of a line longer than this, in bytes, a place keeps only the part around it: reports on a schema in one line would
/// each hold a copy of the schema.
const LONG_LINE: usize = 4096;

impl Source {
    /// A text that may begin with a byte order mark.
    pub(crate) fn new(name: impl Into<String>, text: impl Into<String>) -> Self {
        let mut text = text.into();
        if text.starts_with('\u{feff}') {
            text.drain(..'\u{feff}'.len_utf8());
        }
        Self { name: name.into(), is_from_json: false, is_of_library: false, text, lines: OnceLock::new() }
    }

    /// The SDL that the JSON of a file of this name tells.
    pub(crate) fn from_json(name: impl Into<String>, sdl: impl Into<String>) -> Self {
        Self { is_from_json: true, ..Self::new(name, sdl) }
    }

    /// The same, as one of another crate.
    pub(crate) fn of_library(self) -> Self {
        Self { is_of_library: true, ..self }
    }

    /// The place of a range of bytes; what lies beyond the end of the first line is not marked.
    pub(crate) fn place(&self, start: usize, end: usize, label: impl Into<String>) -> Place {
        let text = self.text.as_str();
        let start = floor_char_boundary(text, start);
        let (line, line_start, line_end) = self.line_of(start);
        let line_text = text[line_start..line_end].trim_end_matches(['\n', '\r']);
        let in_line = (start - line_start).min(line_text.len());
        let end = floor_char_boundary(text, end.max(start)).min(line_start + line_text.len());
        let length = text.get(line_start + in_line..end).map_or(0, |marked| marked.chars().count());
        let (first, last) = if line_text.len() > LONG_LINE {
            (in_line.saturating_sub(LONG_LINE / 2), (in_line + LONG_LINE / 2).min(line_text.len()))
        } else {
            (0, line_text.len())
        };
        let (first, last) = (floor_char_boundary(line_text, first), floor_char_boundary(line_text, last));
        Place {
            file: if self.is_from_json { format!("{} (as SDL)", self.name) } else { self.name.clone() },
            line,
            column: width(&line_text[..in_line]) + 1,
            offset: start,
            length: length.max(1),
            text: line_text[first..last].to_owned(),
            text_column: width(&line_text[..first]) + 1,
            label: label.into(),
        }
    }

    /// The 1-based line that holds the byte at `offset`, and the offsets of that line and of the next.
    fn line_of(&self, offset: usize) -> (usize, usize, usize) {
        let lines = self.lines.get_or_init(|| line_starts(&self.text));
        let line = lines.partition_point(|&start| start <= offset);
        let at = |line: usize| lines.get(line).copied().unwrap_or(self.text.len());
        (line, at(line - 1), at(line))
    }
}

/// Where lines begin. A line ends as the GraphQL specification says: with `\n`, `\r\n`, or a `\r` alone.
fn line_starts(text: &str) -> Vec<usize> {
    let bytes = text.as_bytes();
    let ends = bytes
        .iter()
        .enumerate()
        .filter(|&(at, &byte)| byte == b'\n' || (byte == b'\r' && bytes.get(at + 1) != Some(&b'\n')));
    std::iter::once(0).chain(ends.map(|(at, _)| at + 1)).collect()
}

/// How many characters a text has. Counting them takes long in a build without optimisation, and few texts need it.
fn width(text: &str) -> usize {
    if text.is_ascii() { text.len() } else { text.chars().count() }
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
pub(crate) struct Sources(Vec<Arc<Source>>);

impl Sources {
    /// Files a source; spans in it carry the id.
    pub(crate) fn add(&mut self, source: Arc<Source>) -> FileId {
        self.0.push(source);
        FileId::of(self.0.len() - 1)
    }

    /// The source a span lies in; none for what is built into GraphQL.
    pub(crate) fn file(&self, span: Span) -> Option<&Source> {
        self.0.get(span.file().index()?).map(AsRef::as_ref)
    }

    /// The place of a span.
    pub(crate) fn place(&self, span: Span, label: impl Into<String>) -> Option<Place> {
        Some(self.file(span)?.place(span.start(), span.end(), label))
    }
}
