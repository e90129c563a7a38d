//! Text with indentation.

use std::fmt::Write as _;

/// Rust text in the making.
#[derive(Default)]
pub(super) struct Writer {
    text: String,
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

    /// A line before which it is one less deep.
    pub(super) fn close(&mut self, line: &str) {
        self.depth = self.depth.saturating_sub(1);
        self.line(line);
    }

    /// A paragraph of documentation; text from a schema is kept from being a code block, which would run as a test.
    pub(super) fn doc(&mut self, text: &str) {
        for line in text.split(['\n', '\r']) {
            let words: Vec<_> = line.split_whitespace().collect();
            let mut line = words.join(" ").replace("```", "'''").replace("~~~", "'''");
            line.retain(|letter| !turns_text(letter));
            self.line(&if line.is_empty() { "///".to_owned() } else { format!("/// {line}") });
        }
    }

    /// A paragraph that follows another.
    pub(super) fn more_doc(&mut self, text: &str) {
        self.line("///");
        self.doc(text);
    }

    pub(super) fn finish(self) -> String {
        self.text
    }
}

/// Whether a letter changes the direction of the text around it.
fn turns_text(letter: char) -> bool {
    matches!(letter, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// A Rust string literal of many lines, as they are.
pub(super) fn raw_string(text: &str) -> String {
    let mut hashes = "#".to_owned();
    while text.contains(&format!("\"{hashes}")) {
        hashes.push('#');
    }
    let mut literal = String::with_capacity(text.len() + 8);
    if text.contains(|letter| letter == '\r' || turns_text(letter)) {
        // A raw string cannot hold a bare carriage return, and rustc refuses letters that turn text around.
        let _ = write!(literal, "{text:?}");
    } else {
        let _ = write!(literal, "r{hashes}\"{text}\"{hashes}");
    }
    literal
}
