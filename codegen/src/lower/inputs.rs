//! Variables and the input types they reach.

use std::collections::{BTreeMap, BTreeSet};

use super::{Lowerer, deprecation, wrap};
use crate::program::{Input, InputObject, InputType, Leaf, Wrap};
use crate::schema::{InputObjectType, TypeDefinition};
use crate::syntax::{Name, VariableDefinition};

impl Lowerer<'_> {
    pub(super) fn variable(&mut self, variable: &VariableDefinition) -> Input {
        Input {
            name: variable.name.to_string(),
            graphql: variable.ty.to_string(),
            ty: self.input_type(variable.ty.inner_name()),
            wrap: wrap(&variable.ty),
            default: variable.default.as_ref().map(ToString::to_string),
            boxed: false,
            description: variable.description.as_ref().map(ToString::to_string),
            deprecated: None,
        }
    }

    /// The Rust side of an input type, which is added to the program together with all that it reaches.
    pub(super) fn input_type(&mut self, named: &str) -> InputType {
        let Some(TypeDefinition::InputObject(_)) = self.schema.types.get(named) else {
            return InputType::Leaf(self.leaf_type(named));
        };
        // A work list and no recursion: a chain of inputs may be longer than the stack is deep.
        let mut open = vec![named.to_owned()];
        while let Some(name) = open.pop() {
            let Some(TypeDefinition::InputObject(definition)) = self.schema.types.get(name.as_str()) else { continue };
            if self.program.inputs.contains_key(&name) {
                continue;
            }
            let object = self.input_object(definition, &mut open);
            self.program.inputs.insert(name, object);
        }
        InputType::Object(named.to_owned())
    }

    fn input_object(&mut self, definition: &InputObjectType, open: &mut Vec<String>) -> InputObject {
        let fields = definition.fields.values().map(|field| {
            let named = field.ty.inner_name();
            let coordinate = format!("{}.{}", definition.name, field.name);
            Input {
                name: field.name.to_string(),
                graphql: field.ty.to_string(),
                ty: self.input_field_type(&coordinate, named, open),
                wrap: wrap(&field.ty),
                default: field.default.as_ref().map(ToString::to_string),
                boxed: false,
                description: field.description.as_ref().map(ToString::to_string),
                deprecated: deprecation(&field.directives),
            }
        });
        InputObject {
            fields: fields.collect(),
            description: definition.description.as_ref().map(ToString::to_string),
            one_of: definition.directives.has("oneOf"),
        }
    }

    fn input_field_type(&mut self, coordinate: &str, named: &Name, open: &mut Vec<String>) -> InputType {
        if let Some(path) = self.config.field_types.get(coordinate) {
            return InputType::Leaf(Leaf::Custom(path.clone()));
        }
        match self.schema.types.get(named.as_str()) {
            Some(TypeDefinition::InputObject(_)) => {
                open.push(named.to_string());
                InputType::Object(named.to_string())
            }
            _ => InputType::Leaf(self.leaf_type(named)),
        }
    }

    /// Boxes the input fields through which a type contains itself; a list is a box already.
    pub(super) fn box_recursive_inputs(&mut self) {
        let edges: BTreeMap<&str, Vec<&str>> = self
            .program
            .inputs
            .iter()
            .map(|(name, object)| (name.as_str(), object.fields.iter().filter_map(inline_object).collect()))
            .collect();
        let components = components(&edges);
        let boxed: BTreeSet<(String, String)> = self
            .program
            .inputs
            .iter()
            .flat_map(|(name, object)| object.fields.iter().map(move |field| (name, field)))
            .filter(|(name, field)| inline_object(field).is_some_and(|to| components[to] == components[name.as_str()]))
            .map(|(name, field)| (name.clone(), field.name.clone()))
            .collect();
        for (name, field) in boxed {
            let fields = self.program.inputs.get_mut(&name).into_iter().flat_map(|object| &mut object.fields);
            fields.filter(|input| input.name == field).for_each(|input| input.boxed = true);
        }
        self.box_large_inputs();
    }

    /// Boxes the fields that would hold too much in place, once nothing contains itself any more.
    fn box_large_inputs(&mut self) {
        let mut extents: BTreeMap<String, Extent> = BTreeMap::new();
        // What a type holds is looked at before the type; a stack of our own, as chains may be long.
        let mut open: Vec<String> = self.program.inputs.keys().cloned().collect();
        while let Some(name) = open.last() {
            let Some(object) = self.program.inputs.get_mut(name).filter(|_| !extents.contains_key(name)) else {
                open.pop();
                continue;
            };
            let held = object.fields.iter().filter(|field| !field.boxed).filter_map(inline_object);
            let unknown: Vec<String> = held.filter(|held| !extents.contains_key(*held)).map(str::to_owned).collect();
            if !unknown.is_empty() {
                open.extend(unknown);
                continue;
            }
            let mut extent = Extent::default();
            for field in &mut object.fields {
                let held = inline_object(field).filter(|_| !field.boxed).map(|held| extents[held]).unwrap_or_default();
                field.boxed |= held.is_too_large();
                extent = extent.with(if field.boxed { Extent::default() } else { held });
            }
            extents.insert(name.clone(), extent);
            open.pop();
        }
    }
}

/// How much an input object holds in place.
#[derive(Clone, Copy, Debug, Default)]
struct Extent {
    /// Fields, those of the input objects in it included.
    fields: usize,
    /// How deep the input objects in it nest.
    depth: usize,
}

impl Extent {
    /// Stigg's own input objects hold others of at most 352 fields, 3 deep, and stay flat. A hundred input objects, each
    /// holding the next, would be a layout that rustc gives up on, or, with several fields a step, a type larger than
    /// memory.
    fn is_too_large(self) -> bool {
        self.fields > 500 || self.depth > 8
    }

    /// The same with a field that holds another.
    fn with(self, held: Self) -> Self {
        Self { fields: self.fields + held.fields.max(1), depth: self.depth.max(held.depth + 1) }
    }
}

/// The input object that a field holds in place.
fn inline_object(field: &Input) -> Option<&str> {
    match (&field.ty, &field.wrap) {
        (InputType::Object(name), Wrap::Named { .. }) => Some(name),
        _ => None,
    }
}

/// The strongly connected component of each node, by Tarjan's algorithm without recursion.
fn components<'a>(edges: &BTreeMap<&'a str, Vec<&'a str>>) -> BTreeMap<&'a str, usize> {
    let mut component = BTreeMap::new();
    let mut order: BTreeMap<&str, usize> = BTreeMap::new();
    let mut low: BTreeMap<&str, usize> = BTreeMap::new();
    let mut path: Vec<&str> = Vec::new();
    for root in edges.keys().copied() {
        let mut calls = vec![(root, 0)];
        while let Some((node, next)) = calls.pop() {
            if next == 0 {
                if order.contains_key(node) {
                    continue;
                }
                let number = order.len();
                order.insert(node, number);
                low.insert(node, number);
                path.push(node);
            } else {
                let below = low[edges[node][next - 1]];
                // A node of a finished component is no way back.
                if !component.contains_key(edges[node][next - 1]) && below < low[node] {
                    low.insert(node, below);
                }
            }
            if let Some(to) = edges[node].get(next).copied() {
                calls.push((node, next + 1));
                if !order.contains_key(to) {
                    calls.push((to, 0));
                } else if !component.contains_key(to) && order[to] < low[node] {
                    low.insert(node, order[to]);
                }
            } else if low[node] == order[node] {
                let number = order[node];
                while let Some(member) = path.pop() {
                    component.insert(member, number);
                    if member == node {
                        break;
                    }
                }
            }
        }
    }
    component
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn components_are_cycles() {
        let edges = BTreeMap::from([
            ("a", vec!["b"]),
            ("b", vec!["c", "d"]),
            ("c", vec!["a"]),
            ("d", vec!["d"]),
            ("e", vec!["a", "d"]),
        ]);
        let components = components(&edges);
        assert_eq!(components["a"], components["b"]);
        assert_eq!(components["a"], components["c"]);
        assert_ne!(components["a"], components["d"]);
        assert_ne!(components["e"], components["a"]);
        assert_ne!(components["e"], components["d"]);
    }
}
