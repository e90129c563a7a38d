//! No directive's definition uses the directive, itself or by what it uses (spec 3.13, rules 2 and 3).

use std::collections::{HashMap, VecDeque};

use indexmap::IndexMap;

use super::Rules;
use super::input_circles::shown;
use crate::schema::{Problem, Schema, TypeDefinition};
use crate::syntax::{DirectiveDefinition, Directives, InputValueDefinition};

/// What refers to directives, and is referred to.
#[derive(Clone, Copy, Eq, Hash, PartialEq)]
enum Node<'a> {
    Directive(&'a str),
    Type(&'a str),
}

/// Each node's uses, by index.
type Graph<'a> = IndexMap<Node<'a>, Vec<Node<'a>>>;

impl Rules<'_> {
    /// Reports each circle once, from the directive in it that is defined first.
    pub(super) fn directive_cycles(&mut self) {
        let schema = self.schema;
        let graph = graph(schema);
        for circle in circles(&graph) {
            let directives = circle.iter().filter(|&&at| matches!(graph.get_index(at), Some((Node::Directive(_), _))));
            let Some(&first) = directives.min() else { continue };
            let Some(definition) = schema.directive_definitions.get_index(first).map(|(_, definition)| definition)
            else {
                continue;
            };
            let chain = way_back(&graph, first);
            let chain: Vec<&str> = chain.iter().map(String::as_str).collect();
            self.problem(
                Problem::new(format!("the directive `@{}` uses itself: {}", definition.name, shown(&chain)))
                    .at(definition.name.span(), "leads back to the start"),
            );
        }
    }
}

/// Directives first, in the order of the schema.
fn graph(schema: &Schema) -> Graph<'_> {
    let directives = schema.directive_definitions.values();
    let directives = directives.map(|definition| (Node::Directive(&definition.name), used_by_directive(definition)));
    let types = schema.types.values().filter(|ty| ty.is_input_type());
    let types = types.map(|ty| (Node::Type(ty.name()), used_by_type(ty)));
    directives.chain(types).collect()
}

fn used_by_directive(definition: &DirectiveDefinition) -> Vec<Node<'_>> {
    let mut used = Vec::new();
    definition.arguments.iter().for_each(|argument| used_by_input_value(argument, &mut used));
    used
}

fn used_by_type(ty: &TypeDefinition) -> Vec<Node<'_>> {
    let mut used = Vec::new();
    applied(ty.directives(), &mut used);
    match ty {
        TypeDefinition::InputObject(object) => {
            object.fields.values().for_each(|field| used_by_input_value(field, &mut used));
        }
        TypeDefinition::Enum(ty) => ty.values.values().for_each(|value| applied(&value.directives, &mut used)),
        _ => {}
    }
    used
}

fn used_by_input_value<'a>(definition: &'a InputValueDefinition, used: &mut Vec<Node<'a>>) {
    used.push(Node::Type(definition.ty.inner_name()));
    applied(&definition.directives, used);
}

fn applied<'a>(directives: &'a Directives, used: &mut Vec<Node<'a>>) {
    used.extend(directives.iter().map(|directive| Node::Directive(&directive.name)));
}

/// What is known of a node that was come to.
#[derive(Clone, Copy)]
struct Reached {
    /// The how-manyth it was.
    order: usize,
    /// The least order of a node in reach that is not in a set yet.
    least: usize,
    is_open: bool,
}

/// The sets of nodes that can all reach each other and themselves: Tarjan's algorithm, on a stack of its own.
fn circles(graph: &Graph<'_>) -> Vec<Vec<usize>> {
    let mut reached: HashMap<usize, Reached> = HashMap::new();
    let mut open: Vec<usize> = Vec::new();
    let mut circles = Vec::new();
    for root in 0..graph.len() {
        let mut way: Vec<(usize, usize)> = Vec::new();
        if !reached.contains_key(&root) {
            way.push((root, 0));
        }
        while let Some((at, edge)) = way.last_mut() {
            let (at, next) = (*at, *edge);
            *edge += 1;
            let order = reached.len();
            let this = *reached.entry(at).or_insert_with(|| {
                open.push(at);
                Reached { order, least: order, is_open: true }
            });
            let edges = &graph[at];
            if let Some(used) = edges.get(next) {
                let Some(used) = graph.get_index_of(used) else { continue };
                match reached.get(&used) {
                    None => way.push((used, 0)),
                    Some(seen) if seen.is_open => {
                        let least = this.least.min(seen.order);
                        reached.insert(at, Reached { least, ..this });
                    }
                    Some(_) => {}
                }
                continue;
            }
            way.pop();
            if let Some(&(before, _)) = way.last()
                && let Some(before) = reached.get_mut(&before)
            {
                before.least = before.least.min(this.least);
            }
            if this.least == this.order {
                let start = open.iter().rposition(|&it| it == at).unwrap_or(open.len());
                let set = open.split_off(start);
                for member in &set {
                    if let Some(member) = reached.get_mut(member) {
                        member.is_open = false;
                    }
                }
                if set.len() > 1 || edges.iter().any(|used| graph.get_index_of(used) == Some(at)) {
                    circles.push(set);
                }
            }
        }
    }
    circles
}

/// The shortest way from a node back to it, both ends included.
fn way_back(graph: &Graph<'_>, start: usize) -> Vec<String> {
    let mut from: HashMap<usize, usize> = HashMap::new();
    let mut queue = VecDeque::from([start]);
    while let Some(at) = queue.pop_front() {
        for used in graph[at].iter().filter_map(|used| graph.get_index_of(used)) {
            if let std::collections::hash_map::Entry::Vacant(vacant) = from.entry(used) {
                vacant.insert(at);
                queue.push_back(used);
            }
        }
        if from.contains_key(&start) {
            break;
        }
    }
    let name = |at: usize| match graph.get_index(at) {
        Some((Node::Directive(name), _)) => format!("@{name}"),
        Some((Node::Type(name), _)) => (*name).to_owned(),
        None => String::new(),
    };
    let mut way = vec![name(start)];
    let mut at = start;
    while let Some(&before) = from.get(&at) {
        way.push(name(before));
        at = before;
        if at == start {
            break;
        }
    }
    way.reverse();
    way
}

#[cfg(test)]
mod tests {
    use super::{Graph, Node, circles, way_back};

    fn graph(uses: &[(&'static str, &[&'static str])]) -> Graph<'static> {
        uses.iter().map(|(name, uses)| (Node::Type(name), uses.iter().map(|name| Node::Type(name)).collect())).collect()
    }

    #[test]
    fn circles_are_what_leads_back_and_nothing_else() {
        let graph = graph(&[
            ("a", &["b", "missing"]),
            ("b", &["c", "d"]),
            ("c", &["a"]),
            ("d", &["e", "b"]),
            ("e", &["e"]),
            ("f", &["a", "g"]),
            ("g", &[]),
        ]);
        let mut found = circles(&graph);
        for circle in &mut found {
            circle.sort_unstable();
        }
        // `d` is on a circle by an edge that leads across, and not to where the search came from.
        assert_eq!(found, [vec![4], vec![0, 1, 2, 3]]);
        assert_eq!(way_back(&graph, 3), ["d", "b", "d"]);
        assert_eq!(way_back(&graph, 4), ["e", "e"]);
        assert_eq!(way_back(&graph, 0), ["a", "b", "c", "a"]);
    }
}
