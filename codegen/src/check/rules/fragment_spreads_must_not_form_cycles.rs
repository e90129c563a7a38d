//! 5.5.2.2 Fragment Spreads Must Not Form Cycles: no fragment spreads itself, directly or through others.

use crate::check::context::Context;
use crate::check::rule::Rule;
use crate::graph;
use crate::source::{Code, Problem};

/// The first steps are enough to find the way.
const MOST_STEPS: usize = 8;

pub(super) struct FragmentSpreadsMustNotFormCycles;

impl<'a> Rule<'a> for FragmentSpreadsMustNotFormCycles {
    fn end(&mut self, context: &mut Context<'a>) {
        for cycle in context.summaries.cycles.clone() {
            let (closing, start) = cycle.last;
            let names = cycle.nodes().chain([start]).map(str::to_owned);
            let chain = graph::chain(&names.collect::<Vec<_>>());
            let mut problem =
                Problem::error(Code::FragmentCycle, format!("the fragment `{start}` contains itself: {chain}"))
                    .at(closing.name.span(), "leads back to the start");
            for (spread, _) in cycle.before.iter().take(MOST_STEPS) {
                problem = problem.and(spread.name.span(), "by way of this");
            }
            context.report(problem.help("an answer of that shape would have no end: remove one of the spreads"));
        }
    }
}
