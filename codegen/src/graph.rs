//! Graphs: what leads where, what leads back to itself, and what belongs together.
//!
//! Nodes are whatever can be told apart, and edges are a function. Nothing here is recursive, as chains may be long; the
//! components of petgraph are, and its graphs would have to be built first.

use std::collections::hash_map::Entry;
use std::collections::{HashMap, VecDeque};
use std::hash::Hash;
use std::ops::ControlFlow;
use std::vec::IntoIter;

use indexmap::IndexSet;

/// What happens on a walk.
pub(crate) enum Visit<N, E> {
    /// A node is come to, for the first and only time.
    Enter(N),
    /// An edge leads to a node on the path.
    Cycle(Cycle<N, E>),
    /// Whatever the node leads to is done.
    Leave(N),
}

/// Edges that lead from a node back to it, each with the node that it leads to.
#[derive(Clone, Debug)]
pub(crate) struct Cycle<N, E> {
    /// All but the last.
    pub(crate) before: Vec<(E, N)>,
    /// The edge that closes the cycle, and so leads to the node that it starts from.
    pub(crate) last: (E, N),
}

impl<N: Copy, E> Cycle<N, E> {
    /// The nodes: from the start, and without coming back to it.
    pub(crate) fn nodes(&self) -> impl Iterator<Item = N> {
        std::iter::once(self.last.1).chain(self.before.iter().map(|(_, node)| *node))
    }
}

/// A node on the path.
struct Step<N, E> {
    node: N,
    /// The edges that are still to follow.
    rest: IntoIter<(E, N)>,
    /// The edge by which it was reached; none of a root.
    by: Option<E>,
}

/// Walks all that the roots lead to, depth first and in order, until told to stop.
pub(crate) fn depth_first<N, E, B>(
    roots: impl IntoIterator<Item = N>,
    edges: impl Fn(N) -> Vec<(E, N)>,
    mut visit: impl FnMut(Visit<N, E>) -> ControlFlow<B>,
) -> ControlFlow<B>
where
    N: Copy + Eq + Hash,
    E: Copy,
{
    // Where on the path a node is; it is done where it is on it no more.
    let mut seen: HashMap<N, Option<usize>> = HashMap::new();
    for root in roots {
        let mut path: Vec<Step<N, E>> = Vec::new();
        let mut next = (!seen.contains_key(&root)).then_some((None, root));
        loop {
            if let Some((by, node)) = next.take() {
                seen.insert(node, Some(path.len()));
                visit(Visit::Enter(node))?;
                path.push(Step { node, rest: edges(node).into_iter(), by });
            }
            let Some(Step { node, rest, .. }) = path.last_mut() else { break };
            let Some((edge, target)) = rest.next() else {
                visit(Visit::Leave(*node))?;
                seen.insert(*node, None);
                path.pop();
                continue;
            };
            match seen.get(&target) {
                None => next = Some((Some(edge), target)),
                Some(None) => {}
                Some(&Some(start)) => {
                    let steps = path.iter().skip(start + 1).filter_map(|step| Some((step.by?, step.node)));
                    visit(Visit::Cycle(Cycle { before: steps.collect(), last: (edge, target) }))?;
                }
            }
        }
    }
    ControlFlow::Continue(())
}

/// A cycle for each edge that closes one, as [`Visit::Cycle`] tells it; not more than `most`.
pub(crate) fn cycles<N, E>(
    roots: impl IntoIterator<Item = N>,
    edges: impl Fn(N) -> Vec<(E, N)>,
    most: usize,
) -> Vec<Cycle<N, E>>
where
    N: Copy + Eq + Hash,
    E: Copy,
{
    let mut cycles = Vec::new();
    let _: ControlFlow<()> = depth_first(roots, edges, |visit| {
        if let Visit::Cycle(cycle) = visit {
            cycles.push(cycle);
        }
        if cycles.len() < most { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
    });
    cycles
}

/// All that the roots lead to, themselves included, each once.
pub(crate) fn reached<N>(roots: impl IntoIterator<Item = N>, edges: impl Fn(N) -> Vec<N>) -> Vec<N>
where
    N: Copy + Eq + Hash,
{
    let mut reached = Vec::new();
    let edges = |node| edges(node).into_iter().map(|target| ((), target)).collect();
    let _: ControlFlow<()> = depth_first(roots, edges, |visit| {
        if let Visit::Enter(node) = visit {
            reached.push(node);
        }
        ControlFlow::Continue(())
    });
    reached
}

/// The nodes that all lead to each other, and each of the others alone; what a set leads to comes before it (strongly
/// connected components, by Tarjan's algorithm).
pub(crate) fn components<N>(nodes: impl IntoIterator<Item = N>, edges: impl Fn(N) -> Vec<N>) -> Vec<Vec<N>>
where
    N: Copy + Eq + Hash,
{
    let mut components = Vec::new();
    // The how-manyth a node was, and the least of those that it leads to.
    let mut seen: HashMap<N, (usize, usize)> = HashMap::new();
    // Those that are on the path, or in a set with one that is.
    let mut open: IndexSet<N> = IndexSet::new();
    for root in nodes {
        let mut path: Vec<(N, IntoIter<N>)> = Vec::new();
        let mut next = (!seen.contains_key(&root)).then_some(root);
        loop {
            if let Some(node) = next.take() {
                seen.insert(node, (seen.len(), seen.len()));
                open.insert(node);
                path.push((node, edges(node).into_iter()));
            }
            let Some((node, rest)) = path.last_mut() else { break };
            let node = *node;
            if let Some(target) = rest.next() {
                match seen.get(&target) {
                    None => next = Some(target),
                    Some(&(order, _)) if open.contains(&target) => lower(&mut seen, &node, order),
                    Some(_) => {}
                }
                continue;
            }
            path.pop();
            let (order, least) = seen[&node];
            if let Some((before, _)) = path.last() {
                lower(&mut seen, before, least);
            }
            if least == order
                && let Some(start) = open.get_index_of(&node)
            {
                components.push(open.split_off(start).into_iter().collect());
            }
        }
    }
    components
}

fn lower<N: Eq + Hash>(seen: &mut HashMap<N, (usize, usize)>, node: &N, to: usize) {
    if let Some((_, least)) = seen.get_mut(node) {
        *least = to.min(*least);
    }
}

/// The nodes of the shortest cycle through a node, which is its first and its last; only the node where there is none.
pub(crate) fn shortest_cycle<N>(start: N, edges: impl Fn(N) -> Vec<N>) -> Vec<N>
where
    N: Copy + Eq + Hash,
{
    let mut from: HashMap<N, N> = HashMap::new();
    let mut queue = VecDeque::from([start]);
    while let Some(node) = queue.pop_front().filter(|_| !from.contains_key(&start)) {
        for target in edges(node) {
            if let Entry::Vacant(vacant) = from.entry(target) {
                vacant.insert(node);
                queue.push_back(target);
            }
        }
    }
    let mut path = vec![start];
    let mut at = start;
    while let Some(&before) = from.get(&at) {
        path.push(before);
        at = before;
        if at == start {
            break;
        }
    }
    path.reverse();
    path
}

/// Of a chain longer than this, the middle is left out.
const LONGEST_CHAIN: usize = 20;

/// A path as people read it: `A -> B -> A`.
pub(crate) fn chain(names: &[String]) -> String {
    if names.len() <= LONGEST_CHAIN {
        return names.join(" -> ");
    }
    let (first, rest) = names.split_at(LONGEST_CHAIN / 2);
    let (between, last) = rest.split_at(rest.len() - LONGEST_CHAIN / 2);
    format!("{} -> ({} more) -> {}", first.join(" -> "), between.len(), last.join(" -> "))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// `ab` is an edge from `a` to `b`.
    fn edges(text: &'static str) -> impl Fn(char) -> Vec<char> {
        move |node| {
            let pairs = text.split(' ').map(|pair| (pair.chars().next().unwrap(), pair.chars().nth(1).unwrap()));
            let mut targets = Vec::new();
            for (from, to) in pairs {
                if from == node {
                    targets.push(to);
                }
            }
            targets
        }
    }

    const GRAPH: &str = "ab am bc bd ca de db ee fa fg";

    #[test]
    fn cycles_are_closed_by_their_last_edge() {
        let by_target = |node| edges(GRAPH)(node).into_iter().map(|to| ((), to)).collect();
        let names = |most| -> Vec<String> {
            cycles("abcdefg".chars(), by_target, most).iter().map(|cycle| cycle.nodes().collect()).collect()
        };
        assert_eq!(names(9), ["abc", "e", "bd"]);
        assert_eq!(names(1), ["abc"]);
    }

    #[test]
    fn each_node_is_reached_once() {
        assert_eq!(reached(['f', 'a'], edges(GRAPH)), ['f', 'a', 'b', 'c', 'd', 'e', 'm', 'g']);
    }

    #[test]
    fn components_are_what_leads_back_and_nothing_else() {
        let mut found = components("abcdefg".chars(), edges(GRAPH));
        for component in &mut found {
            component.sort_unstable();
        }
        // `d` belongs to the others by an edge that leads across, and not to where the walk came from.
        assert_eq!(found, [vec!['e'], vec!['m'], vec!['a', 'b', 'c', 'd'], vec!['g'], vec!['f']]);
    }

    #[test]
    fn the_shortest_cycle_is_the_shortest() {
        assert_eq!(shortest_cycle('d', edges(GRAPH)), ['d', 'b', 'd']);
        assert_eq!(shortest_cycle('e', edges(GRAPH)), ['e', 'e']);
        assert_eq!(shortest_cycle('a', edges(GRAPH)), ['a', 'b', 'c', 'a']);
        assert_eq!(shortest_cycle('g', edges(GRAPH)), ['g']);
    }

    #[test]
    fn a_long_chain_has_an_end() {
        let next = |node: u32| if node < 200_000 { vec![node + 1] } else { vec![0] };
        assert_eq!(components([0], next).len(), 1);
        assert_eq!(reached([0], next).len(), 200_001);
        let names: Vec<String> = shortest_cycle(0, next).iter().map(u32::to_string).collect();
        assert_eq!(chain(&names[..3]), "0 -> 1 -> 2");
        let shown = chain(&names);
        assert!(shown.starts_with("0 -> 1 -> 2 -> "), "{shown}");
        assert!(shown.contains(" -> 9 -> (199982 more) -> 199992 -> "), "{shown}");
        assert!(shown.ends_with(" -> 200000 -> 0"), "{shown}");
    }
}
