//! Whether what was named for an answer is there to be named.

use apollo_compiler::Name;
use serde_json::{Map, Value};

use super::{Engine, Prepared};
use crate::data::profile::ObjectProfile;
use crate::data::shape::Shape;

impl Engine {
    /// What is wrong with the values that were named, by response key.
    pub(super) fn named_problem(&self, prepared: &Prepared, named: &Map<String, Value>) -> Option<String> {
        let executable = &prepared.document.executable;
        let operation = executable.operations.get(prepared.operation_name.as_deref()).ok()?;
        named.iter().find_map(|(key, value)| {
            let mut fields = operation.root_fields(executable);
            match fields.find(|field| field.response_key() == key.as_str()) {
                Some(field) => self.problem_below(field.ty().inner_named_type(), value, key),
                None => Some(format!("the operation selects no `{key}`")),
            }
        })
    }

    fn problem_below(&self, ty: &Name, value: &Value, path: &str) -> Option<String> {
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
                let ty = node.unwrap_or(ty);
                let mut items = items.iter().enumerate();
                items.find_map(|(index, item)| self.problem_below(ty, item, &format!("{path}[{index}]")))
            }
            Value::Object(fields) => {
                let asked = fields.get("__typename").and_then(Value::as_str);
                if let Some(asked) = asked.filter(|asked| !possible.iter().any(|profile| profile.name == *asked)) {
                    return Some(format!("`{path}` is no `{asked}`: {}", kinds(&possible)));
                }
                let possible: Vec<_> =
                    possible.into_iter().filter(|profile| asked.is_none_or(|asked| profile.name == asked)).collect();
                fields.iter().filter(|(name, _)| *name != "__typename").find_map(|(name, value)| {
                    match possible.iter().find_map(|profile| profile.field(name)) {
                        Some(field) => {
                            self.problem_below(field.ty.inner_named_type(), value, &format!("{path}.{name}"))
                        }
                        None => Some(format!("`{path}` has no field `{name}`: {}", kinds(&possible))),
                    }
                })
            }
            _ => None,
        }
    }
}

fn kinds(possible: &[&ObjectProfile]) -> String {
    let names: Vec<_> = possible.iter().map(|profile| format!("`{}`", profile.name)).collect();
    format!("it is {}", names.join(" or "))
}
