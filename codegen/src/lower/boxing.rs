//! Which input fields hold their object behind a pointer.
//!
//! A Rust type cannot contain itself, and rustc gives up on types that contain each other in a long chain: it looks into all
//! of a type at once, through boxes and lists, to find out whether it can be sent between threads, and at 128 steps it
//! stops. So where the chain gets long, a field holds a [`Holding::Sealed`] object, into which the compiler does not look. It
//! is also what keeps a type from becoming larger than a stack: forty fields, each holding an input of forty fields, each
//! holding another, are 64,000 fields in one place.

use std::collections::{BTreeMap, HashMap, HashSet};

use indexmap::IndexSet;

use crate::program::{Holding, Input, InputObject, InputType, Wrap};

/// How many input objects may lie in each other before a sealed one. Stigg's nest 4 deep.
const DEEPEST: usize = 8;

/// How many fields an input object may hold in place and still be held in place itself. Those that Stigg's input objects
/// hold have 352 at the most.
const MOST_FIELDS: usize = 500;

/// What an input object holds, that which is sealed left out.
#[derive(Clone, Copy, Debug, Default)]
struct Extent {
    /// Fields in place, those of the input objects in it included.
    fields: usize,
    /// How deep input objects lie in it, in place, in boxes or in lists.
    depth: usize,
}

/// Decides for all fields how they hold their object.
pub(super) fn hold(inputs: &mut BTreeMap<String, InputObject>) {
    let mut extents: HashMap<String, Extent> = HashMap::new();
    for circle in circles(inputs) {
        let is_long = circle.len() > DEEPEST;
        let members: HashSet<&str> = circle.iter().map(String::as_str).collect();
        let mut depth = 0;
        let mut fields: HashMap<&str, usize> = HashMap::new();
        for name in &circle {
            let Some(object) = inputs.get_mut(name) else { continue };
            let mut own = 0;
            for field in &mut object.fields {
                let Some(held) = held(field).map(str::to_owned) else {
                    own += 1;
                    continue;
                };
                let in_place = matches!(field.wrap, Wrap::Named { .. });
                let is_recursive = members.contains(held.as_str());
                let extent = extents.get(&held).copied().unwrap_or_default();
                field.holding = match is_recursive {
                    true if is_long => Holding::Sealed,
                    true if in_place => Holding::Boxed,
                    false if extent.depth >= DEEPEST || (in_place && extent.fields > MOST_FIELDS) => Holding::Sealed,
                    _ => Holding::InPlace,
                };
                if field.holding != Holding::Sealed {
                    depth = depth.max(extent.depth);
                }
                own += if in_place && field.holding == Holding::InPlace { extent.fields.max(1) } else { 1 };
            }
            fields.insert(name, own);
        }
        depth += if is_long { 1 } else { circle.len() };
        extents.extend(fields.into_iter().map(|(name, fields)| (name.to_owned(), Extent { fields, depth })));
    }
}

/// The input object that a field holds, in place or in a list.
fn held(field: &Input) -> Option<&str> {
    match &field.ty {
        InputType::Object(name) => Some(name),
        InputType::Leaf(_) => None,
    }
}

/// Input objects that contain each other, and each of the others alone; what one leads to comes before it. Tarjan's
/// algorithm, without recursion, as chains may be long.
fn circles(inputs: &BTreeMap<String, InputObject>) -> Vec<Vec<String>> {
    let edges: HashMap<&str, Vec<&str>> =
        inputs.iter().map(|(name, object)| (name.as_str(), object.fields.iter().filter_map(held).collect())).collect();
    let mut circles = Vec::new();
    let mut order: HashMap<&str, usize> = HashMap::new();
    let mut low: HashMap<&str, usize> = HashMap::new();
    // Those that are on the path, or belong to a circle with one on it.
    let mut open: IndexSet<&str> = IndexSet::new();
    for root in inputs.keys() {
        let mut calls = vec![(root.as_str(), 0)];
        while let Some((node, next)) = calls.pop() {
            let number = order.len();
            if next == 0 && !order.contains_key(node) {
                order.insert(node, number);
                low.insert(node, number);
                open.insert(node);
            } else if next == 0 {
                continue;
            } else if let Some(below) = edges[node].get(next - 1).filter(|below| open.contains(*below)) {
                let least = low[node].min(low[below]);
                low.insert(node, least);
            }
            if let Some(&to) = edges[node].get(next) {
                calls.push((node, next + 1));
                calls.push((to, 0));
            } else if low[node] == order[node]
                && let Some(start) = open.get_index_of(node)
            {
                circles.push(open.split_off(start).into_iter().map(str::to_owned).collect());
            }
        }
    }
    circles
}

#[cfg(test)]
mod tests {
    use super::*;

    /// `a: In1` holds in place, `a: [In1]` in a list.
    fn inputs(text: &str) -> BTreeMap<String, InputObject> {
        let field = |word: &str| {
            let object = word.trim_start_matches('[').trim_end_matches(']');
            let named = Wrap::Named { nullable: true };
            Input {
                name: word.to_owned(),
                graphql: word.to_owned(),
                ty: InputType::Object(object.to_owned()),
                wrap: if word.starts_with('[') { Wrap::List { nullable: true, item: Box::new(named) } } else { named },
                default: None,
                holding: Holding::InPlace,
                description: None,
                deprecated: None,
            }
        };
        let objects = text.lines().map(|line| {
            let mut words = line.split_whitespace();
            let name = words.next().unwrap_or_default().to_owned();
            let fields = words.map(field).collect();
            (name, InputObject { description: None, one_of: false, fields })
        });
        objects.collect()
    }

    fn held_by(text: &str) -> Vec<(String, String, Holding)> {
        let mut inputs = inputs(text);
        hold(&mut inputs);
        let fields = inputs.iter().flat_map(|(name, object)| {
            object.fields.iter().map(move |field| (name.clone(), field.graphql.clone(), field.holding))
        });
        fields.filter(|(.., holding)| *holding != Holding::InPlace).collect()
    }

    fn is(name: &str, field: &str, holding: Holding) -> (String, String, Holding) {
        (name.to_owned(), field.to_owned(), holding)
    }

    #[test]
    fn what_contains_itself_is_boxed_unless_in_a_list() {
        assert_eq!(
            held_by("A B [A]\nB C D\nC A\nD D\nE A D"),
            [
                is("A", "B", Holding::Boxed),
                is("B", "C", Holding::Boxed),
                is("C", "A", Holding::Boxed),
                is("D", "D", Holding::Boxed),
            ]
        );
    }

    #[test]
    fn a_long_chain_is_sealed_now_and_then() {
        let chain = |open: &str, close: &str| {
            let lines = (0..20).map(|at| format!("In{at:02} {open}In{:02}{close}\n", at + 1));
            lines.chain(["In20".to_owned()]).collect::<String>()
        };
        assert_eq!(held_by(&chain("", "")), [is("In04", "In05", Holding::Sealed), is("In12", "In13", Holding::Sealed)]);
        assert_eq!(
            held_by(&chain("[", "]")),
            [is("In04", "[In05]", Holding::Sealed), is("In12", "[In13]", Holding::Sealed)]
        );
    }

    #[test]
    fn a_long_circle_is_sealed_at_each_step() {
        let circle: String = (0..9).map(|at| format!("In{at} In{}\n", (at + 1) % 9)).collect();
        assert!(held_by(&circle).iter().all(|(.., holding)| *holding == Holding::Sealed));
        assert_eq!(held_by(&circle).len(), 9);
    }

    #[test]
    fn what_would_be_too_large_is_sealed() {
        let forty = |name: &str, held: &str| format!("{name} {}\n", [held; 40].join(" "));
        let text = forty("A", "B") + &forty("B", "C") + &forty("C", "D") + "D\n";
        let held = held_by(&text);
        // C holds 40, B 1,600.
        assert_eq!(held.len(), 40);
        assert!(held.iter().all(|it| *it == is("A", "B", Holding::Sealed)));
    }
}
