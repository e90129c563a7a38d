//! What the walk over each definition notes, for the rules that look at several definitions together.

use std::collections::{HashMap, HashSet};
use std::ops::ControlFlow;

use super::definitions::Definitions;
use super::expected::Expected;
use crate::graph::{self, Cycle, Visit};
use crate::schema::Schema;
use crate::source::MOST_PROBLEMS;
use crate::syntax::{FragmentSpread, Name, Selection, Span};

/// The notes on one operation or fragment, itself only: not on the fragments it spreads.
#[derive(Debug, Default)]
pub(super) struct Summary<'a> {
    /// Each spread, with the number of levels it lies inside of.
    pub(super) spreads: Vec<(&'a FragmentSpread, usize)>,
    /// Each use of a variable.
    pub(super) variables: Vec<VariableUsage<'a>>,
    /// How much it selects.
    pub(super) extent: Extent,
}

/// A `$name` where a value is expected (spec 5.8.5).
#[derive(Debug)]
pub(super) struct VariableUsage<'a> {
    pub(super) name: &'a Name,
    pub(super) span: Span,
    /// What its place takes; not known where the argument itself is not.
    pub(super) expected: Option<Expected<'a>>,
}

/// How much a definition selects.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Extent {
    /// How deep the selections nest.
    pub(super) depth: usize,
    /// How many there are.
    pub(super) size: usize,
}

/// How many levels of an answer selections may reach, fragments included: an object is one, and so is a list around it.
/// `serde_json` reads answers of at most 128 levels.
pub(super) const DEEPEST: usize = 120;

/// How many selections an operation may have when each spread is counted as what it stands for. Real operations stay
/// far below; fragments that spread each other several times can double it at each step.
pub(super) const MOST_SELECTIONS: usize = 250_000;

/// A definition in which selections begin: an operation, or a fragment that no operation reaches.
pub(super) struct Start<'a> {
    pub(super) what: &'static str,
    /// Where reports on all of it point.
    pub(super) head: Span,
    /// The type it selects from; not known where that is reported.
    pub(super) ty: Option<&'a Name>,
    pub(super) selections: &'a [Selection],
    /// Without its fragments.
    pub(super) own: Extent,
    /// With its fragments.
    pub(super) total: Extent,
}

impl Start<'_> {
    /// Whether it is small enough to be compared with itself.
    pub(super) fn is_measured(&self) -> bool {
        self.total.depth <= DEEPEST && self.total.size <= MOST_SELECTIONS
    }
}

/// What the summaries tell together.
#[derive(Default)]
pub(super) struct Summaries<'a> {
    /// One for each operation, in their order.
    pub(super) operations: Vec<Summary<'a>>,
    /// By name; of the first of its name where there are several.
    pub(super) fragments: HashMap<&'a str, Summary<'a>>,
    /// The fragments that each operation spreads, directly or through others, each once.
    pub(super) reached: Vec<Vec<&'a str>>,
    /// The fragments that some operation reaches.
    pub(super) used: HashSet<&'a str>,
    /// The spreads that lead from a fragment back to it.
    pub(super) cycles: Vec<Cycle<&'a str, &'a FragmentSpread>>,
    /// Where selections begin; empty where there are cycles, for what has no end cannot be measured.
    pub(super) starts: Vec<Start<'a>>,
}

impl<'a> Summaries<'a> {
    pub(super) fn new(
        operations: Vec<Summary<'a>>,
        fragments: HashMap<&'a str, Summary<'a>>,
        definitions: &Definitions<'a>,
        schema: &'a Schema,
    ) -> Self {
        let mut all = Self { operations, fragments, ..Self::default() };
        all.reached = all.operations.iter().map(|operation| all.reached_from(operation)).collect();
        all.used = all.reached.iter().flatten().copied().collect();
        all.cycles = graph::cycles(definitions.fragments.keys().copied(), |name| all.spreads(name), MOST_PROBLEMS);
        if all.cycles.is_empty() {
            all.starts = all.starts(definitions, schema);
        }
        all
    }

    /// Whether all that is selected is small enough to be compared with each other.
    pub(super) fn are_measured(&self) -> bool {
        self.cycles.is_empty() && self.starts.iter().all(Start::is_measured)
    }

    fn spreads(&self, fragment: &'a str) -> Vec<(&'a FragmentSpread, &'a str)> {
        let spreads = self.fragments.get(fragment).into_iter().flat_map(|summary| &summary.spreads);
        spreads.map(|(spread, _)| (*spread, spread.name.as_str())).collect()
    }

    fn reached_from(&self, operation: &Summary<'a>) -> Vec<&'a str> {
        let names = operation.spreads.iter().map(|(spread, _)| spread.name.as_str());
        let mut reached = graph::reached(names, |name| self.spreads(name).into_iter().map(|(_, name)| name).collect());
        reached.retain(|name| self.fragments.contains_key(name));
        reached
    }

    fn starts(&self, definitions: &Definitions<'a>, schema: &'a Schema) -> Vec<Start<'a>> {
        let mut extents: HashMap<&'a str, Extent> = HashMap::new();
        // Fragments come after those that they spread.
        let _: ControlFlow<()> = graph::depth_first(
            definitions.fragments.keys().copied(),
            |name| self.spreads(name),
            |visit| {
                if let Visit::Leave(name) = visit
                    && let Some(summary) = self.fragments.get(name)
                {
                    extents.insert(name, total(summary, &extents));
                }
                ControlFlow::Continue(())
            },
        );
        let operations = definitions.operations.iter().zip(&self.operations).map(|(operation, summary)| Start {
            what: "operation",
            head: operation.head(),
            ty: schema.root(operation.kind),
            selections: &operation.selections,
            own: summary.extent,
            total: total(summary, &extents),
        });
        let unused = definitions.fragments.iter().filter(|(name, _)| !self.used.contains(*name));
        let unused = unused.filter_map(|(name, fragment)| {
            let summary = self.fragments.get(name)?;
            Some(Start {
                what: "fragment",
                head: fragment.name.span(),
                ty: Some(&fragment.type_condition),
                selections: &fragment.selections,
                own: summary.extent,
                total: total(summary, &extents),
            })
        });
        operations.chain(unused).collect()
    }
}

/// The extent of a definition with its fragments, once theirs are known.
fn total(summary: &Summary<'_>, fragments: &HashMap<&str, Extent>) -> Extent {
    let mut total = summary.extent;
    for (spread, depth) in &summary.spreads {
        let fragment = fragments.get(spread.name.as_str()).copied().unwrap_or_default();
        total.depth = total.depth.max(depth + fragment.depth);
        total.size = total.size.saturating_add(fragment.size);
    }
    total
}
