//! What is wrong with a schema, in terms of spans.

use crate::source::{Diagnostic, Sources};
use crate::syntax::Span;

/// A way in which a schema is not what the specification says.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Problem {
    /// What is wrong, in one line.
    pub message: String,
    /// Where; what a schema lacks has no place.
    pub span: Option<Span>,
    label: String,
    related: Vec<(Span, &'static str)>,
    help: Option<String>,
}

impl Problem {
    pub(super) fn new(message: impl Into<String>) -> Self {
        Self { message: message.into(), span: None, label: String::new(), related: Vec::new(), help: None }
    }

    /// Sets the place, and says what is there.
    pub(super) fn at(mut self, span: Span, label: impl Into<String>) -> Self {
        self.span = Some(span);
        self.label = label.into();
        self
    }

    /// Adds a place that has a part in it.
    pub(super) fn and(mut self, span: Span, label: &'static str) -> Self {
        self.related.push((span, label));
        self
    }

    /// Says what to do about it.
    pub(super) fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }

    /// Says what to do about it, if that is known.
    pub(super) fn help_opt(mut self, help: Option<String>) -> Self {
        self.help = help;
        self
    }

    /// Files in order, places in order; what has no place comes first.
    pub(super) fn order(&self) -> Option<Span> {
        self.span
    }

    /// The report for people.
    pub(crate) fn into_diagnostic(self, sources: &Sources) -> Diagnostic {
        let place = self.span.and_then(|span| sources.place(span, self.label));
        let mut diagnostic = Diagnostic::error(self.message).at(place).help_opt(self.help);
        for (span, label) in self.related {
            diagnostic = diagnostic.and(sources.place(span, label));
        }
        diagnostic
    }
}
