//! No input object needs itself (spec 3.10, rule 3): no value of it would ever be complete.

use std::collections::HashMap;

use super::Rules;
use crate::schema::{InputObjectType, Problem, Schema};
use crate::syntax::{Name, Type};

/// The input objects that a value of this one has to contain, by field.
fn needs<'a>(schema: &'a Schema, object: &'a InputObjectType) -> impl Iterator<Item = (&'a Name, &'a Name)> {
    object.fields.values().filter_map(|field| match &field.ty {
        Type::NonNullNamed(name) if schema.input_object(name).is_some() => Some((&field.name, name)),
        _ => None,
    })
}

impl Rules<'_> {
    /// Reports each circle once. Every object is looked at once, however many ways lead to it.
    pub(super) fn input_circles(&mut self) {
        let schema = self.schema;
        // Objects that are being looked at, with their place on the way; and those that are done.
        let mut seen: HashMap<&str, Option<usize>> = HashMap::new();
        for root in schema.types.keys().filter_map(|name| schema.input_object(name)) {
            if seen.contains_key(root.name.as_str()) {
                continue;
            }
            let mut way: Vec<(&Name, Vec<(&Name, &Name)>)> = Vec::new();
            let mut next = Some(root);
            loop {
                if let Some(object) = next.take() {
                    seen.insert(&object.name, Some(way.len()));
                    way.push((&object.name, needs(schema, object).collect()));
                }
                let Some((name, open)) = way.last_mut() else { break };
                let Some((field, needed)) = open.pop() else {
                    seen.insert(name.as_str(), None);
                    way.pop();
                    continue;
                };
                match seen.get(needed.as_str()) {
                    None => next = schema.input_object(needed),
                    Some(None) => {}
                    Some(_) if self.is_full() => return,
                    Some(&Some(start)) => {
                        let chain: Vec<&str> = way.iter().skip(start).map(|(name, _)| name.as_str()).collect();
                        self.problem(
                            Problem::new(format!("the input `{needed}` needs itself: {} -> {needed}", shown(&chain)))
                                .at(field.span(), "leads back to the start")
                                .help("no value could ever be complete: make one of the fields nullable"),
                        );
                    }
                }
            }
        }
    }
}

/// Of a chain longer than this, the middle is left out.
const LONGEST_CHAIN: usize = 20;

/// A chain as an arrow after the other.
pub(super) fn shown(chain: &[&str]) -> String {
    if chain.len() <= LONGEST_CHAIN {
        return chain.join(" -> ");
    }
    let (first, rest) = chain.split_at(LONGEST_CHAIN / 2);
    let (between, last) = rest.split_at(rest.len() - LONGEST_CHAIN / 2);
    format!("{} -> ({} more) -> {}", first.join(" -> "), between.len(), last.join(" -> "))
}
