//! An operation stands for no more selections than can be compiled, fragments counted as what they stand for: those that
//! spread others several times multiply.

use crate::check::context::Context;
use crate::check::rule::Rule;
use crate::check::summary::MOST_SELECTIONS;
use crate::source::{Code, Problem};

pub(super) struct NumberOfSelections;

impl<'a> Rule<'a> for NumberOfSelections {
    fn end(&mut self, context: &mut Context<'a>) {
        let large = context.summaries.starts.iter().filter(|start| start.total.size > MOST_SELECTIONS);
        let large: Vec<_> = large.map(|start| (start.what, start.head)).collect();
        for (what, head) in large {
            let message = format!("the {what} stands for more than {MOST_SELECTIONS} selections");
            context.report(
                Problem::error(Code::TooManySelections, message)
                    .at(head, "counting the fragments it spreads")
                    .help("fragments that spread others several times multiply: spread each fewer times"),
            );
        }
    }
}
