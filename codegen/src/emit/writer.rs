//! Text with indentation.

use super::code::{GeneratedCode, Part};
use super::{doc, literal};

/// Of a line that is wrapped.
const WIDTH: usize = 120;

/// Rust text in the making.
#[derive(Default)]
pub(super) struct Writer {
    text: String,
    depth: usize,
    parts: Vec<Part>,
}

/// A file that was started.
pub(super) struct FileStart {
    path: String,
    from: String,
    at: usize,
    depth: usize,
}

impl Writer {
    /// A line at the current depth.
    pub(super) fn line(&mut self, line: &str) {
        if !line.is_empty() {
            for _ in 0..self.depth {
                self.text.push_str("    ");
            }
            self.text.push_str(line);
        }
        self.text.push('\n');
    }

    /// A line after which it is one deeper.
    pub(super) fn open(&mut self, line: &str) {
        self.line(line);
        self.depth += 1;
    }

    /// From here on it is one deeper.
    pub(super) fn indent(&mut self) {
        self.depth += 1;
    }

    /// A line before which it is one less deep.
    ///
    /// # Panics
    ///
    /// When more is closed than was opened.
    pub(super) fn close(&mut self, line: &str) {
        self.depth -= 1;
        self.line(line);
    }

    /// Documentation in words of ours; what others say stands in it as [`doc::code`].
    pub(super) fn doc(&mut self, markdown: &str) {
        for line in markdown.split('\n') {
            self.line(&if line.is_empty() { "///".to_owned() } else { format!("/// {line}") });
        }
    }

    /// A paragraph of ours that follows another.
    pub(super) fn more_doc(&mut self, markdown: &str) {
        self.line("///");
        self.doc(markdown);
    }

    /// What a schema says of something, below what we say.
    pub(super) fn description(&mut self, text: Option<&str>) {
        let lines = doc::lines(text.unwrap_or_default());
        if !lines.is_empty() {
            self.more_doc(&lines.join("\n"));
        }
    }

    /// That something is deprecated, with the schema's reason.
    pub(super) fn deprecated(&mut self, reason: Option<&str>) {
        if let Some(reason) = reason {
            // rustdoc reads the note as Markdown, and rustc shows it in warnings.
            let note = literal::string(&doc::line(reason));
            self.line(&format!("#[deprecated(note = {note})]"));
        }
    }

    /// Items with commas between them: on one line where that is not too long, else on indented lines.
    pub(super) fn list(&mut self, open: &str, items: &[String], close: &str) {
        let room = WIDTH.saturating_sub(self.depth * 4);
        let length: usize = items.iter().map(|item| item.chars().count() + 2).sum();
        if open.chars().count() + length + close.chars().count() <= room {
            let space = if open.ends_with(['[', '(']) { "" } else { " " };
            self.line(&format!("{open}{space}{}{space}{close}", items.join(", ")));
            return;
        }
        self.open(open);
        self.wrapped(items, "");
        self.close(close);
    }

    /// Items with commas between them, as many on a line as there is room for.
    pub(super) fn wrapped(&mut self, items: &[String], end: &str) {
        let room = WIDTH.saturating_sub(self.depth * 4);
        let mut line = String::new();
        for (nth, item) in items.iter().enumerate() {
            let comma = if nth + 1 == items.len() { end } else { "," };
            if !line.is_empty() && line.chars().count() + 1 + item.chars().count() + comma.len() > room {
                self.line(&line);
                line.clear();
            }
            if !line.is_empty() {
                line.push(' ');
            }
            line.push_str(item);
            line.push_str(comma);
        }
        self.line(&line);
    }

    /// What is written is a file where the code is several.
    ///
    /// `from` says in words or by name what the file comes from.
    pub(super) fn file(&mut self, path: String, from: &str) -> FileStart {
        FileStart { path, from: from.to_owned(), at: self.text.len(), depth: self.depth }
    }

    /// The file that was started ends here.
    pub(super) fn end_file(&mut self, start: FileStart) {
        let FileStart { path, from, at, depth } = start;
        self.parts.push(Part { path, from, range: at..self.text.len(), depth });
    }

    pub(super) fn finish(self) -> GeneratedCode {
        GeneratedCode { text: self.text, parts: self.parts }
    }
}
