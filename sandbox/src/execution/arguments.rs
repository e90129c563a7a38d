//! The arguments of one field.

use apollo_compiler::ast::Value as Ast;
use apollo_compiler::resolvers::ResolveInfo;
use apollo_compiler::response::JsonMap;
use serde_json::{Map, Value};

/// Coerced arguments as plain JSON.
#[derive(Default, Clone)]
pub(crate) struct Arguments(pub(crate) Map<String, Value>);

impl Arguments {
    pub(crate) fn of(info: &ResolveInfo<'_>, variables: &JsonMap) -> Self {
        if info.arguments().is_empty() {
            return Self::default();
        }
        let Ok(Value::Object(mut map)) = serde_json::to_value(info.arguments()) else {
            return Self::default();
        };
        let written = info.field_selections().first().map(|field| &field.arguments);
        for argument in written.into_iter().flatten() {
            if let Some(value) = map.get_mut(argument.name.as_str()) {
                drop_absent(&argument.value, value, variables);
            }
        }
        Self(map)
    }

    /// The value of an argument, looked for at the top and then in every input object there.
    pub(crate) fn find(&self, name: &str) -> Option<&Value> {
        self.0
            .get(name)
            .or_else(|| self.0.values().find_map(|value| value.as_object()?.get(name)))
            .filter(|value| !value.is_null())
    }

    /// An object argument.
    pub(crate) fn object(&self, name: &str) -> Option<&Map<String, Value>> {
        self.find(name).and_then(Value::as_object)
    }

    /// The arguments that decide a list, not a page of it.
    pub(crate) fn without_paging(&self) -> Map<String, Value> {
        let mut list = self.0.clone();
        let inputs = list.values_mut().filter_map(Value::as_object_mut);
        inputs.for_each(|input| input.retain(|name, _| !is_paging(name)));
        list.retain(|name, _| !is_paging(name));
        list
    }

    /// All values that are not about paging, filtering or sorting: `input` objects are opened one level deep.
    pub(crate) fn plain(&self) -> impl Iterator<Item = (&String, &Value)> {
        let is_plain = |name: &str| !is_paging(name) && !matches!(name, "filter" | "sorting");
        let inner =
            self.0.iter().filter(move |(name, _)| is_plain(name)).filter_map(|(_, value)| value.as_object()).flatten();
        let outer = self.0.iter().filter(|(_, value)| !value.is_object());
        outer.chain(inner).filter(move |(name, value)| is_plain(name) && !value.is_null())
    }
}

fn is_paging(name: &str) -> bool {
    matches!(name, "paging" | "first" | "last" | "after" | "before" | "page" | "limit")
}

/// The engine writes null for an input field whose variable is absent; by the specification it is absent too.
fn drop_absent(written: &Ast, value: &mut Value, variables: &JsonMap) {
    match (written, value) {
        (Ast::Object(fields), Value::Object(map)) => {
            for (name, field) in fields {
                let absent = field.as_variable().is_some_and(|variable| !variables.contains_key(variable.as_str()));
                if absent && map.get(name.as_str()).is_some_and(Value::is_null) {
                    map.remove(name.as_str());
                } else if let Some(value) = map.get_mut(name.as_str()) {
                    drop_absent(field, value, variables);
                }
            }
        }
        (Ast::List(items), Value::Array(values)) => {
            for (item, value) in items.iter().zip(values) {
                drop_absent(item, value, variables);
            }
        }
        _ => {}
    }
}
