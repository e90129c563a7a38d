//! What is wrong with a text, in terms of spans; a report shows it in terms of lines.

use super::code::Code;
use super::diagnostic::{Diagnostic, MOST_PROBLEMS, Severity};
use super::source_set::Sources;
use super::suggest::did_you_mean;
use crate::syntax::Span;

/// A way in which a schema or an operation is not as it has to be.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Problem {
    /// What is wrong, as a stable word.
    pub code: Code,
    /// What is wrong, in one line.
    pub message: String,
    /// Where; what a text lacks has no place.
    pub span: Option<Span>,
    severity: Severity,
    label: String,
    related: Vec<(Span, String)>,
    help: Vec<String>,
}

impl Problem {
    /// A problem that stops the build.
    pub(crate) fn error(code: Code, message: impl Into<String>) -> Self {
        Self::new(code, Severity::Error, message.into())
    }

    /// A problem that does not.
    pub(crate) fn warning(code: Code, message: impl Into<String>) -> Self {
        Self::new(code, Severity::Warning, message.into())
    }

    fn new(code: Code, severity: Severity, message: String) -> Self {
        Self { code, message, span: None, severity, label: String::new(), related: Vec::new(), help: Vec::new() }
    }

    /// Sets the place, and says what is there.
    pub(crate) fn at(mut self, span: Span, label: impl Into<String>) -> Self {
        self.span = Some(span);
        self.label = label.into();
        self
    }

    /// Adds a place that has a part in it.
    pub(crate) fn and(mut self, span: Span, label: impl Into<String>) -> Self {
        self.related.push((span, label.into()));
        self
    }

    /// Sets the place of what is there twice, and adds that of the first.
    pub(crate) fn twice(self, second: Span, first: Span) -> Self {
        self.at(second, "the second").and(first, "the first")
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

    /// Whether it stops the build.
    pub(crate) fn severity(&self) -> Severity {
        self.severity
    }

    /// The reports on problems, up to [`MOST_PROBLEMS`]: files in order, places in order; what has no place comes first.
    pub(crate) fn into_diagnostics(mut problems: Vec<Self>, sources: &Sources) -> Vec<Diagnostic> {
        problems.sort_by_key(|problem| problem.span.map(|span| (span.file(), span.start())));
        problems.truncate(MOST_PROBLEMS);
        problems.into_iter().map(|problem| problem.into_diagnostic(sources)).collect()
    }

    /// The report for people.
    fn into_diagnostic(self, sources: &Sources) -> Diagnostic {
        let mut diagnostic = Diagnostic::new(self.code, self.severity, self.message);
        diagnostic.place = self.span.and_then(|span| sources.place(span, self.label));
        diagnostic.related = self.related.into_iter().filter_map(|(span, label)| sources.place(span, label)).collect();
        diagnostic.help = self.help;
        diagnostic
    }
}

/// Problems in the order in which they are found, up to [`MOST_PROBLEMS`].
#[derive(Debug)]
pub(crate) struct Problems {
    found: Vec<Problem>,
    most_suggestions: usize,
}

impl Default for Problems {
    fn default() -> Self {
        Self { found: Vec::new(), most_suggestions: MOST_PROBLEMS }
    }
}

impl Problems {
    /// Those of a schema: only the first come with a name that may be meant, as there are many types to look at.
    pub(crate) fn of_schema() -> Self {
        Self { found: Vec::new(), most_suggestions: 100 }
    }

    pub(crate) fn push(&mut self, problem: Problem) {
        if !self.is_full() {
            self.found.push(problem);
        }
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.found.is_empty()
    }

    pub(crate) fn len(&self) -> usize {
        self.found.len()
    }

    /// Changes what was added to so many.
    pub(crate) fn since(&mut self, before: usize, change: impl Fn(&mut Problem)) {
        self.found.iter_mut().skip(before).for_each(change);
    }

    /// Keeps those that are asked for.
    pub(crate) fn retain(&mut self, is_kept: impl FnMut(&Problem) -> bool) {
        self.found.retain(is_kept);
    }

    /// Past so many problems, no more are looked for.
    pub(crate) fn is_full(&self) -> bool {
        self.found.len() >= MOST_PROBLEMS
    }

    /// The question whether one of the names is meant, while there are few enough problems that somebody reads it: it takes
    /// a look at every name.
    pub(crate) fn did_you_mean<'n>(&self, wrong: &str, known: impl IntoIterator<Item = &'n str>) -> Option<String> {
        if self.len() < self.most_suggestions { did_you_mean(wrong, known) } else { None }
    }

    pub(crate) fn into_vec(self) -> Vec<Problem> {
        self.found
    }

    /// The reports on them.
    pub(crate) fn into_diagnostics(self, sources: &Sources) -> Vec<Diagnostic> {
        Problem::into_diagnostics(self.found, sources)
    }
}
