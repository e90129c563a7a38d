//! From a source to a document, and to problems where it is not GraphQL.

use std::sync::Arc;

use super::code::Code;
use super::problem::Problem;
use super::source_set::{Source, Sources};
use crate::syntax::{self, Document, Span, SyntaxError, SyntaxProblem};

/// Files a source and parses it; what is not GraphQL is reported and left out.
pub(crate) fn parse(source: &Arc<Source>, sources: &mut Sources) -> (Document, Vec<Problem>) {
    let file = sources.add(Arc::clone(source));
    let parsed = syntax::parse(&source.text, file);
    let problems = parsed.errors.iter().map(|error| syntax_error(error, source)).collect();
    (parsed.document, problems)
}

fn syntax_error(error: &SyntaxError, source: &Source) -> Problem {
    // A file that ends too early is marked after its last word, not in the empty line below.
    let end = source.text.trim_end().len();
    let span = if error.span.start() >= end { Span::new(error.span.file(), end, end + 1) } else { error.span };
    let problem = Problem::error(Code::of(&error.problem), error.to_string());
    match error.problem {
        SyntaxProblem::TooDeep => {
            problem.at(span, "the limit is reached here").help("no server would answer it either")
        }
        _ => problem.at(span, ""),
    }
}

#[cfg(test)]
mod tests {
    use super::{Source, Sources, syntax_error};
    use crate::source::Code;
    use crate::syntax::{FileId, Span, SyntaxError, SyntaxProblem};

    /// Made by hand: nobody wants 4 GiB in a test.
    #[test]
    fn a_text_that_is_too_large_is_reported() {
        let source = Source::new("large.graphql", "query Q { a }");
        let error = SyntaxError { problem: SyntaxProblem::TooLarge, span: Span::new(FileId::of(0), 0, 0) };
        let problem = syntax_error(&error, &source);
        assert_eq!((problem.code, problem.message.as_str()), (Code::TextTooLarge, "the text is too large to be read"));
        let mut sources = Sources::default();
        sources.add(source.into());
        let report = crate::source::Problem::into_diagnostics(vec![problem], &sources).remove(0).to_string();
        assert!(report.contains(" --> large.graphql:1:1\n"), "{report}");
    }
}
