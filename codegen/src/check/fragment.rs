//! Fragments: on a type with fields, spread where they can apply, not within themselves, not too deep, and used.

use std::collections::{HashMap, HashSet};

use super::Checker;
use super::facts::{Facts, Root};
use super::selection::{DEEPEST, MOST, too_deep};
use crate::source::{Diagnostic, MOST_PROBLEMS, did_you_mean};
use crate::syntax::{DirectiveLocation, FragmentDefinition, FragmentSpread, Name};

impl<'a> Checker<'a> {
    /// Walks a fragment's definition.
    pub(super) fn fragment(&mut self, fragment: &'a FragmentDefinition) {
        let mut facts = Facts::default();
        self.directives(&fragment.directives, DirectiveLocation::FragmentDefinition, &mut facts);
        let on = self.type_condition(&fragment.type_condition);
        self.selections(on, &fragment.selections, 1, &mut facts);
        self.fragment_facts.entry(fragment.name.as_str()).or_insert(facts);
    }

    /// A spread names a fragment that can apply.
    pub(super) fn spread(&mut self, parent: Option<&'a Name>, spread: &'a FragmentSpread) {
        let name = &spread.name;
        let Some(&fragment) = self.fragments.get(name.as_str()) else {
            if !self.some_unparsed {
                let known: Vec<&str> = self.fragments.keys().copied().collect();
                self.problem(
                    Diagnostic::error(format!("unknown fragment `{name}`"))
                        .at(self.place(name.span(), "no file defines it"))
                        .help_opt(did_you_mean(name, known)),
                );
            }
            return;
        };
        let on = &fragment.type_condition;
        if let Some(parent) = parent.filter(|_| self.schema.types.contains_key(on))
            && !self.overlap(parent, on)
            && !self.is_incomplete(parent, name.span())
        {
            let help = self.never(parent);
            self.problem(
                Diagnostic::error(format!(
                    "the fragment `{name}` is on `{on}`, and nothing is both that and a `{parent}`"
                ))
                .at(self.place(name.span(), format!("spread on `{parent}`")))
                .and(self.place(on.span(), "defined here"))
                .help_opt(help),
            );
        }
    }

    /// The fragments that a definition spreads, directly or through others, each once.
    pub(super) fn reached_fragments(&mut self, facts: &Facts<'a>) -> Vec<&'a str> {
        let mut seen: HashSet<&'a str> = HashSet::new();
        let mut reached = Vec::new();
        let mut open: Vec<&Facts<'a>> = vec![facts];
        while let Some(facts) = open.pop() {
            for (spread, _) in &facts.spreads {
                let name = spread.name.as_str();
                if let Some(facts) = self.fragment_facts.get(name)
                    && seen.insert(name)
                {
                    reached.push(name);
                    open.push(facts);
                }
            }
        }
        self.used_fragments.extend(&reached);
        reached
    }

    /// Reports each cycle once, as the chain that leads back; tells whether there is none.
    pub(super) fn fragment_cycles(&mut self) -> bool {
        let mut done: HashSet<&'a str> = HashSet::new();
        let mut cycles: Vec<Vec<&'a FragmentSpread>> = Vec::new();
        let roots: Vec<&'a str> = self.fragments.keys().copied().collect();
        for root in roots {
            // The way from the root: each fragment on it, how many of its spreads are followed, and by which
            // spread it was reached. Not recursion, as chains may be long.
            let mut way: Vec<(&'a str, usize, Option<&'a FragmentSpread>)> = vec![(root, 0, None)];
            let mut on_way: HashMap<&'a str, usize> = HashMap::from([(root, 0)]);
            while let Some((name, next, _)) = way.last_mut() {
                let name = *name;
                let spread = if done.contains(name) {
                    None
                } else {
                    self.fragment_facts.get(name).and_then(|facts| facts.spreads.get(*next)).map(|(spread, _)| *spread)
                };
                *next += 1;
                let Some(spread) = spread else {
                    done.insert(name);
                    on_way.remove(name);
                    way.pop();
                    continue;
                };
                let target = spread.name.as_str();
                if let Some(&start) = on_way.get(target) {
                    let chain = way.iter().skip(start + 1).filter_map(|(.., by)| *by).chain([spread]);
                    cycles.push(chain.collect());
                } else if !done.contains(target) {
                    on_way.insert(target, way.len());
                    way.push((target, 0, Some(spread)));
                }
            }
        }
        for cycle in &cycles {
            self.cycle(cycle);
        }
        cycles.is_empty()
    }

    /// `spreads` lead from a fragment back to itself; the last one closes the circle.
    fn cycle(&mut self, spreads: &[&'a FragmentSpread]) {
        let Some((last, before)) = spreads.split_last() else { return };
        let start = &last.name;
        let mut chain = vec![start.as_str()];
        chain.extend(spreads.iter().map(|spread| spread.name.as_str()));
        let mut problem = Diagnostic::error(format!("the fragment `{start}` contains itself: {}", chained(&chain)))
            .at(self.place(last.name.span(), "leads back to the start"));
        // The first steps are enough to find the way.
        for spread in before.iter().take(8) {
            problem = problem.and(self.place(spread.name.span(), "by way of this"));
        }
        self.problem(problem.help("an answer of that shape would have no end: remove one of the spreads"));
    }

    /// Keeps fragments within fragments from nesting deeper than an answer can be read, and from standing for more
    /// than can be compiled; tells whether they do.
    pub(super) fn extents(&mut self, roots: &[Root<'a>]) -> bool {
        let mut extents: HashMap<&'a str, Extent> = HashMap::new();
        let mut fine = true;
        for Root { what, head, facts, .. } in roots {
            // Work on what a fragment spreads first; a stack of our own, as chains may be long.
            let mut open: Vec<&'a str> = facts.spreads.iter().map(|(spread, _)| spread.name.as_str()).collect();
            while let Some(&name) = open.last() {
                let waiting = open.len();
                if let (Some(facts), false) = (self.fragment_facts.get(name), extents.contains_key(name)) {
                    open.extend(
                        facts
                            .spreads
                            .iter()
                            .map(|(spread, _)| spread.name.as_str())
                            .filter(|name| !extents.contains_key(name)),
                    );
                    if open.len() == waiting {
                        extents.insert(name, total(facts, &extents));
                    }
                } else {
                    extents.entry(name).or_default();
                }
                if open.len() == waiting {
                    open.pop();
                }
            }
            let Extent { depth, size } = total(facts, &extents);
            if depth > DEEPEST && facts.depth <= DEEPEST {
                self.problem(too_deep(depth).at(self.place(*head, "counting the fragments it spreads")));
            }
            if size > MOST {
                self.problem(
                    Diagnostic::error(format!("the {what} stands for more than {MOST} selections"))
                        .at(self.place(*head, "counting the fragments it spreads"))
                        .help("fragments that spread others several times multiply: spread each fewer times"),
                );
            }
            fine &= depth <= DEEPEST && size <= MOST;
        }
        fine
    }

    /// The fragments that no operation reaches.
    pub(super) fn unused(&self) -> impl Iterator<Item = &'a FragmentDefinition> {
        self.fragments.values().copied().filter(|fragment| !self.used_fragments.contains(fragment.name.as_str()))
    }

    /// Such a fragment is odd, not wrong.
    pub(super) fn unused_fragments(&mut self) {
        let unused: Vec<_> = self.unused().collect();
        for fragment in unused {
            if self.warnings.len() < MOST_PROBLEMS {
                let warning = Diagnostic::warning(format!("no operation uses the fragment `{}`", fragment.name))
                    .at(self.sources.place(fragment.name.span(), "defined here"))
                    .help("no code is generated for it");
                self.warnings.push(warning);
            }
        }
    }
}

/// How much a definition is with its fragments.
#[derive(Clone, Copy, Debug, Default)]
struct Extent {
    depth: usize,
    size: usize,
}

/// The extent of a definition, once those of its fragments are known.
fn total(facts: &Facts<'_>, fragments: &HashMap<&str, Extent>) -> Extent {
    let mut total = Extent { depth: facts.depth, size: facts.size };
    for (spread, at) in &facts.spreads {
        let fragment = fragments.get(spread.name.as_str()).copied().unwrap_or_default();
        total.depth = total.depth.max(at + fragment.depth);
        total.size = total.size.saturating_add(fragment.size);
    }
    total
}

/// `A -> B -> A`, without the middle of a chain that is too long to read.
fn chained(names: &[&str]) -> String {
    const SHOWN: usize = 12;
    if names.len() <= SHOWN {
        return names.join(" -> ");
    }
    let (first, last) = (&names[..SHOWN / 2], &names[names.len() - SHOWN / 2..]);
    format!("{} -> .. -> {}", first.join(" -> "), last.join(" -> "))
}
