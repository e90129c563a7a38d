//! Which input fields hold their object behind a pointer.
//!
//! A Rust type cannot contain itself, and rustc gives up on types that contain each other in a long chain: it looks into all
//! of a type at once, through boxes and lists, to find out whether it can be sent between threads, and at 128 steps it
//! stops. So where the chain gets long, an [`Indirection::Sealed`] stands between, into which the compiler does not look.
//! It is also what keeps a type from becoming larger than a stack: forty fields, each holding an input of forty fields,
//! each holding another, are 64,000 fields in one place.

use std::collections::{BTreeMap, HashMap, HashSet};

use crate::graph;
use crate::ir::{Indirection, InputObject, InputType, InputValue};

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
pub(super) fn choose(inputs: &mut BTreeMap<String, InputObject>) {
    let mut extents: HashMap<String, Extent> = HashMap::new();
    for component in components(inputs) {
        let is_long = component.len() > DEEPEST;
        let members: HashSet<&str> = component.iter().map(String::as_str).collect();
        let mut depth = 0;
        let mut fields: HashMap<&str, usize> = HashMap::new();
        for name in &component {
            let object = inputs.get_mut(name).expect("a component is one of inputs");
            let mut own = 0;
            for field in &mut object.fields {
                let Some(held) = held(field).map(str::to_owned) else {
                    own += 1;
                    continue;
                };
                let in_place = !field.wrapping.is_list();
                let is_recursive = members.contains(held.as_str());
                let extent = extents.get(&held).copied().unwrap_or_default();
                field.indirection = match is_recursive {
                    true if is_long => Indirection::Sealed,
                    true if in_place => Indirection::Boxed,
                    false if extent.depth >= DEEPEST || (in_place && extent.fields > MOST_FIELDS) => {
                        Indirection::Sealed
                    }
                    _ => Indirection::None,
                };
                if field.indirection != Indirection::Sealed {
                    depth = depth.max(extent.depth);
                }
                own += if in_place && field.indirection == Indirection::None { extent.fields.max(1) } else { 1 };
            }
            fields.insert(name, own);
        }
        depth += if is_long { 1 } else { component.len() };
        extents.extend(fields.into_iter().map(|(name, fields)| (name.to_owned(), Extent { fields, depth })));
    }
}

/// The input object that a field holds, in place or in a list.
fn held(field: &InputValue) -> Option<&str> {
    match &field.ty {
        InputType::Object(name) => Some(name),
        InputType::Leaf(_) => None,
    }
}

/// Input objects that contain each other, and each of the others alone; what one leads to comes before it.
fn components(inputs: &BTreeMap<String, InputObject>) -> Vec<Vec<String>> {
    let held_by = |name: &str| inputs[name].fields.iter().filter_map(held).collect();
    let components = graph::components(inputs.keys().map(String::as_str), held_by);
    components.into_iter().map(|names| names.into_iter().map(str::to_owned).collect()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ir::Wrapping;

    /// `a: In1` holds in place, `a: [In1]` in a list.
    fn inputs(text: &str) -> BTreeMap<String, InputObject> {
        let field = |word: &str| {
            let object = word.trim_start_matches('[').trim_end_matches(']');
            let named = Wrapping::Named { nullable: true };
            InputValue {
                name: word.to_owned(),
                graphql: word.to_owned(),
                ty: InputType::Object(object.to_owned()),
                wrapping: if word.starts_with('[') {
                    Wrapping::List { nullable: true, item: Box::new(named) }
                } else {
                    named
                },
                default: None,
                indirection: Indirection::None,
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

    fn held_by(text: &str) -> Vec<(String, String, Indirection)> {
        let mut inputs = inputs(text);
        choose(&mut inputs);
        let fields = inputs.iter().flat_map(|(name, object)| {
            object.fields.iter().map(move |field| (name.clone(), field.graphql.clone(), field.indirection))
        });
        fields.filter(|(.., indirection)| *indirection != Indirection::None).collect()
    }

    fn is(name: &str, field: &str, indirection: Indirection) -> (String, String, Indirection) {
        (name.to_owned(), field.to_owned(), indirection)
    }

    #[test]
    fn what_contains_itself_is_boxed_unless_in_a_list() {
        assert_eq!(
            held_by("A B [A]\nB C D\nC A\nD D\nE A D"),
            [
                is("A", "B", Indirection::Boxed),
                is("B", "C", Indirection::Boxed),
                is("C", "A", Indirection::Boxed),
                is("D", "D", Indirection::Boxed),
            ]
        );
    }

    #[test]
    fn a_long_chain_is_sealed_now_and_then() {
        let chain = |open: &str, close: &str| {
            let lines = (0..20).map(|at| format!("In{at:02} {open}In{:02}{close}\n", at + 1));
            lines.chain(["In20".to_owned()]).collect::<String>()
        };
        assert_eq!(
            held_by(&chain("", "")),
            [is("In04", "In05", Indirection::Sealed), is("In12", "In13", Indirection::Sealed)]
        );
        assert_eq!(
            held_by(&chain("[", "]")),
            [is("In04", "[In05]", Indirection::Sealed), is("In12", "[In13]", Indirection::Sealed)]
        );
    }

    #[test]
    fn a_long_cycle_is_sealed_at_each_step() {
        let cycle: String = (0..9).map(|at| format!("In{at} In{}\n", (at + 1) % 9)).collect();
        assert!(held_by(&cycle).iter().all(|(.., indirection)| *indirection == Indirection::Sealed));
        assert_eq!(held_by(&cycle).len(), 9);
    }

    #[test]
    fn what_would_be_too_large_is_sealed() {
        let forty = |name: &str, held: &str| format!("{name} {}\n", [held; 40].join(" "));
        let text = forty("A", "B") + &forty("B", "C") + &forty("C", "D") + "D\n";
        let held = held_by(&text);
        // C holds 40, B 1,600.
        assert_eq!(held.len(), 40);
        assert!(held.iter().all(|it| *it == is("A", "B", Indirection::Sealed)));
    }
}
