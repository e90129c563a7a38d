//! A problem, the places it concerns, and the report a person reads.

use std::collections::BTreeSet;
use std::error::Error;
use std::fmt;

use unicode_width::UnicodeWidthStr as _;

use super::code::Code;
use crate::terminal;

/// Past this many problems more reports are no help: the texts are meant for another schema.
pub(crate) const MOST_PROBLEMS: usize = 1000;

/// How bad a [`Diagnostic`] is.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Severity {
    /// Nothing is generated.
    Error,
    /// Code is generated; `compile` passes the report on to Cargo.
    Warning,
}

impl Severity {
    /// The word that reports begin with: `error` or `warning`.
    ///
    /// ```
    /// assert_eq!(stigg_graphql_codegen::Severity::Warning.as_str(), "warning");
    /// ```
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Error => "error",
            Self::Warning => "warning",
        }
    }
}

/// A stretch of one line of one file, with a few words on what is there.
#[derive(Clone, Debug, Eq, PartialEq)]
#[non_exhaustive]
pub struct Place {
    /// The file, as the build script named it.
    pub file: String,
    /// The line, counted from 1.
    pub line: usize,
    /// The column, counted from 1, in characters.
    pub column: usize,
    /// The offset of the first byte in the text, without a byte order mark.
    pub offset: usize,
    /// How many characters are meant; at least 1, and never past the end of the line.
    pub length: usize,
    /// The text of the line without its line break, or the part around the place if the line is very long.
    pub text: String,
    /// The column at which `text` begins: 1, unless the line is very long.
    pub text_column: usize,
    /// What is to be seen there; may be empty.
    pub label: String,
}

/// One problem with a schema, an operation or the configuration.
///
/// Its `Display` is the whole report: message, `file:line:column`, the marked source line, and help. Whatever a schema or a
/// file says in it is shown as [`terminal::line`] shows it; the fields hold it as it is.
#[derive(Clone, Eq, PartialEq)]
#[non_exhaustive]
pub struct Diagnostic {
    code: Code,
    /// What is wrong, in one line.
    pub message: String,
    /// Whether it stops the build.
    pub severity: Severity,
    /// Where; a mistake in the configuration has no place.
    pub place: Option<Place>,
    /// Other places that have a part in it, such as the first of two clashing definitions.
    pub related: Vec<Place>,
    /// What to do about it; may be empty.
    pub help: Vec<String>,
}

impl Diagnostic {
    /// What is wrong, as a word that stays the same while messages get better.
    pub fn code(&self) -> Code {
        self.code
    }

    pub(crate) fn error(code: Code, message: impl Into<String>) -> Self {
        Self::new(code, Severity::Error, message.into())
    }

    pub(super) fn new(code: Code, severity: Severity, message: String) -> Self {
        Self { code, message, severity, place: None, related: Vec::new(), help: Vec::new() }
    }

    /// Sets the main place.
    pub(crate) fn at(mut self, place: Option<Place>) -> Self {
        self.place = place;
        self
    }

    /// Adds a line of advice.
    pub(crate) fn help(mut self, help: impl Into<String>) -> Self {
        self.help.push(help.into());
        self
    }

    /// Adds a line of advice if there is one to give.
    pub(crate) fn help_opt(mut self, help: Option<String>) -> Self {
        self.help.extend(help);
        self
    }
}

impl fmt::Display for Diagnostic {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.severity.as_str(), self.without_severity())
    }
}

/// A report for one who says by himself how bad it is, as Cargo does.
struct WithoutSeverity<'d>(&'d Diagnostic);

impl fmt::Display for WithoutSeverity<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.write(f)
    }
}

impl Diagnostic {
    /// The report but for its first word.
    pub(crate) fn without_severity(&self) -> impl fmt::Display + '_ {
        WithoutSeverity(self)
    }

    fn write(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&terminal::line(&self.message))?;
        let places = || self.place.iter().chain(&self.related);
        let margin = places().map(|place| place.line.to_string().len()).max().unwrap_or(1);
        if let Some(place) = &self.place {
            place.write(f, "-->", '^', margin)?;
        }
        for place in &self.related {
            place.write(f, ":::", '-', margin)?;
        }
        if !self.help.is_empty() && places().next().is_some() {
            write!(f, "\n{:margin$} |", "")?;
        }
        for help in &self.help {
            write!(f, "\n{:margin$} = help: {}", "", terminal::line(help))?;
        }
        Ok(())
    }
}

/// The same as `Display`: whoever debug-prints a diagnostic wants to read it.
impl fmt::Debug for Diagnostic {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

/// A line longer than this is shown as the part around the marked characters.
const WIDEST_LINE: usize = 160;

impl Place {
    fn write(&self, f: &mut fmt::Formatter<'_>, arrow: &str, mark: char, margin: usize) -> fmt::Result {
        let [before, marked, after] = self.shown();
        let file = terminal::line(&self.file);
        write!(
            f,
            "\n{:margin$}{arrow} {file}:{}:{}\n{:margin$} |\n{:margin$} | {before}{marked}{after}\n{:margin$} | ",
            "", self.line, self.column, "", self.line, ""
        )?;
        write!(f, "{:1$}", "", before.width())?;
        for _ in 0..marked.width().max(1) {
            write!(f, "{mark}")?;
        }
        if !self.label.is_empty() {
            write!(f, " {}", terminal::line(&self.label))?;
        }
        Ok(())
    }

    /// The line as a terminal shows it: before the marked characters, these, and after them.
    fn shown(&self) -> [String; 3] {
        let start = self.column.saturating_sub(self.text_column);
        let is_long = self.text_column > 1 || self.text.chars().count() > WIDEST_LINE;
        let skipped = if is_long { start.saturating_sub(WIDEST_LINE / 4) } else { 0 };
        let mut letters = self.text.chars().skip(skipped).take(if is_long { WIDEST_LINE } else { usize::MAX });
        let mut part = |length: usize| {
            // A tab has the width that the terminal gives it; spaces have the same in all of them.
            let part: String = letters.by_ref().take(length).collect();
            terminal::line(&part.replace('\t', "    ")).into_owned()
        };
        let (before, marked, after) = (part(start - skipped), part(self.length), part(usize::MAX));
        let dots = if skipped > 0 || self.text_column > 1 { "..." } else { "" };
        [format!("{dots}{before}"), marked, after]
    }
}

/// Every problem found, never only the first.
///
/// `Display` and `Debug` both print the same report for people, so a build script that returns the
/// error from `main` shows it well.
///
/// ```
/// let problems = stigg_graphql_codegen::Builder::new()
///     .schema_text("schema.graphql", "type Query { name: String }")
///     .query_text("greet.graphql", "query Greet { nmae }")
///     .generate()
///     .unwrap_err();
/// assert_eq!(problems.iter().count(), 1);
/// let report = problems.to_string();
/// assert!(report.contains("greet.graphql:1:15"));
/// assert!(report.contains("did you mean `name`?"));
/// ```
#[derive(Clone, Eq, PartialEq)]
pub struct Diagnostics(Vec<Diagnostic>);

impl Diagnostics {
    /// All of them, in the order of files and lines.
    pub fn iter(&self) -> std::slice::Iter<'_, Diagnostic> {
        self.0.iter()
    }
}

impl<'a> IntoIterator for &'a Diagnostics {
    type Item = &'a Diagnostic;
    type IntoIter = std::slice::Iter<'a, Diagnostic>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

impl From<Diagnostic> for Diagnostics {
    fn from(diagnostic: Diagnostic) -> Self {
        Self(vec![diagnostic])
    }
}

impl From<Vec<Diagnostic>> for Diagnostics {
    fn from(diagnostics: Vec<Diagnostic>) -> Self {
        Self(diagnostics)
    }
}

impl fmt::Display for Diagnostics {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let errors = self.iter().filter(|diagnostic| diagnostic.severity == Severity::Error);
        let files: BTreeSet<&str> =
            errors.clone().filter_map(|diagnostic| Some(diagnostic.place.as_ref()?.file.as_str())).collect();
        match errors.count() {
            1 => f.write_str("1 error")?,
            errors => write!(f, "{errors} errors")?,
        }
        match files.len() {
            0 => {}
            1 => f.write_str(" in 1 file")?,
            files => write!(f, " in {files} files")?,
        }
        f.write_str("; no code was generated")?;
        for diagnostic in self {
            write!(f, "\n\n{diagnostic}")?;
        }
        Ok(())
    }
}

/// The same as `Display`: this is what `fn main() -> Result<..>` prints.
impl fmt::Debug for Diagnostics {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl Error for Diagnostics {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_stand_under_what_they_mean() {
        for (text, column, length, shown, marks) in [
            ("a b", 3, 1, "a b", "  ^"),
            ("\ta\tb", 4, 1, "    a    b", "         ^"),
            ("a\tb c", 1, 3, "a    b c", "^^^^^^"),
            ("価 格 b", 3, 1, "価 格 b", "   ^^"),
            ("🎫 b", 3, 1, "🎫 b", "   ^"),
            ("e\u{301}❤\u{fe0f} b", 6, 1, "e\u{301}❤\u{fe0f} b", "    ^"),
            ("\u{1b}[2J b", 6, 1, "\\u{1b}[2J b", "          ^"),
            ("a \u{202e}b\u{0} c", 3, 3, "a \\u{202e}b\\u{0} c", "  ^^^^^^^^^^^^^^"),
            ("a", 2, 1, "a", " ^"),
        ] {
            let place = Place {
                file: "f\n\u{9b}".to_owned(),
                line: 1,
                column,
                offset: 0,
                length,
                text: text.to_owned(),
                text_column: 1,
                label: "l\n\u{7}".to_owned(),
            };
            let report = Diagnostic::error(Code::UnknownField, "m\n\u{1b}").at(Some(place)).help("h\r").to_string();
            let expected = format!(
                "error: m\\u{{a}}\\u{{1b}}\n --> f\\u{{a}}\\u{{9b}}:1:{column}\n  |\n1 | {shown}\n  | {marks} l\\u{{a}}\\u{{7}}\n  |\n  = help: h\\u{{d}}"
            );
            assert_eq!(report, expected);
        }
    }
}
