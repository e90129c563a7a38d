//! Whether what was named for an answer is there to be named, and asked for.

use apollo_compiler::executable::{Field, Selection, SelectionSet};
use apollo_compiler::{ExecutableDocument, Name};
use serde_json::{Map, Value};

use super::{Engine, Prepared};
use crate::data::profile::ObjectProfile;
use crate::data::shape::Shape;

/// What is selected at a place, fragments followed.
struct Selected<'d> {
    executable: &'d ExecutableDocument,
    fields: Vec<&'d Field>,
}

impl Engine {
    /// What is wrong with the values that were named, by response key.
    pub(super) fn named_problem(&self, prepared: &Prepared, named: &Map<String, Value>) -> Option<String> {
        let executable = &prepared.document.executable;
        let operation = executable.operations.get(prepared.operation_name.as_deref()).ok()?;
        let root = Selected::new(executable, [&operation.selection_set]);
        named.iter().find_map(|(key, value)| {
            let below = root.below(|field| field.response_key() == key.as_str());
            match root.fields.iter().find(|field| field.response_key() == key.as_str()) {
                Some(field) => self.problem_below(field.ty().inner_named_type(), value, key, &below),
                None => Some(format!("the operation selects no `{key}`")),
            }
        })
    }

    fn problem_below(&self, ty: &Name, value: &Value, path: &str, selected: &Selected<'_>) -> Option<String> {
        let possible = self.world.catalog.possible_types(ty);
        if possible.is_empty() {
            return None;
        }
        match value {
            Value::Array(items) => {
                // A list of nodes stands for a connection.
                let node = possible.iter().find_map(|profile| match &profile.shape {
                    Shape::Connection { node, .. } => Some(node),
                    _ => None,
                });
                let nodes = node.map(|_| selected.nodes());
                let (ty, selected) = (node.unwrap_or(ty), nodes.as_ref().unwrap_or(selected));
                let mut items = items.iter().enumerate();
                items.find_map(|(index, item)| self.problem_below(ty, item, &format!("{path}[{index}]"), selected))
            }
            Value::Object(fields) => {
                let asked = fields.get("__typename").and_then(Value::as_str);
                if let Some(asked) = asked.filter(|asked| !possible.iter().any(|profile| profile.name == *asked)) {
                    return Some(format!("`{path}` is no `{asked}`: {}", kinds(&possible)));
                }
                let possible: Vec<_> =
                    possible.into_iter().filter(|profile| asked.is_none_or(|asked| profile.name == asked)).collect();
                fields.iter().filter(|(name, _)| *name != "__typename").find_map(|(name, value)| {
                    let Some(field) = possible.iter().find_map(|profile| profile.field(name)) else {
                        return Some(format!("`{path}` has no field `{name}`: {}", kinds(&possible)));
                    };
                    if selected.fields.iter().all(|field| field.name != name.as_str()) {
                        return Some(format!("the operation does not select `{name}` of `{path}`"));
                    }
                    let below = selected.below(|field| field.name == name.as_str());
                    self.problem_below(field.ty.inner_named_type(), value, &format!("{path}.{name}"), &below)
                })
            }
            _ => None,
        }
    }
}

impl<'d> Selected<'d> {
    fn new(executable: &'d ExecutableDocument, sets: impl IntoIterator<Item = &'d SelectionSet>) -> Self {
        let mut open: Vec<&SelectionSet> = sets.into_iter().collect();
        let mut fields: Vec<&Field> = Vec::new();
        while let Some(set) = open.pop() {
            for selection in &set.selections {
                match selection {
                    Selection::Field(field) => fields.push(field),
                    Selection::InlineFragment(inline) => open.push(&inline.selection_set),
                    Selection::FragmentSpread(spread) => {
                        open.extend(spread.fragment_def(executable).map(|fragment| &fragment.selection_set));
                    }
                }
            }
        }
        Self { executable, fields }
    }

    /// What is selected below some of the fields.
    fn below(&self, is_meant: impl Fn(&Field) -> bool) -> Self {
        let meant = self.fields.iter().filter(|field| is_meant(field));
        Self::new(self.executable, meant.map(|field| &field.selection_set))
    }

    /// What is selected of the nodes of a connection, whichever way they are asked for.
    fn nodes(&self) -> Self {
        let mut nodes = self.below(|field| field.name == "nodes");
        nodes.fields.extend(self.below(|field| field.name == "edges").below(|field| field.name == "node").fields);
        nodes
    }
}

fn kinds(possible: &[&ObjectProfile]) -> String {
    let names: Vec<_> = possible.iter().map(|profile| format!("`{}`", profile.name)).collect();
    format!("it is {}", names.join(" or "))
}
