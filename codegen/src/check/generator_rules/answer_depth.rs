//! Selections nest no deeper than an answer can be read, fragments counted as what they stand for: `serde_json` stops at
//! 128 levels.

use crate::check::context::Context;
use crate::check::rule::Rule;
use crate::check::summary::DEEPEST;
use crate::source::{Code, Problem};
use crate::syntax::Selection;

pub(super) struct AnswerDepth;

impl<'a> Rule<'a> for AnswerDepth {
    fn selection_set(&mut self, context: &mut Context<'a>, selections: &'a [Selection], depth: usize) {
        if let Some(first) = selections.first().filter(|_| depth > DEEPEST) {
            context.report(too_deep(depth).at(first.span(), "from here on"));
        }
    }

    fn end(&mut self, context: &mut Context<'a>) {
        let deep = |start: &&super::Start<'a>| start.total.depth > DEEPEST && start.own.depth <= DEEPEST;
        let deep: Vec<_> =
            context.summaries.starts.iter().filter(deep).map(|start| (start.head, start.total)).collect();
        for (head, total) in deep {
            context.report(too_deep(total.depth).at(head, "counting the fragments it spreads"));
        }
    }
}

fn too_deep(depth: usize) -> Problem {
    let message = format!("selections nest too deep: {depth} levels, of at most {DEEPEST}");
    Problem::error(Code::AnswerTooDeep, message)
        .help("a deeper answer could not be decoded; lists are levels, and fragments count like what they stand for")
}
