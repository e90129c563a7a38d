//! Which enums and input objects are taken from the library.

use std::collections::BTreeSet;

use super::Lowerer;
use crate::config::Config;
use crate::ir::{InputObject, InputType};
use crate::schema::InputObjectType;
use crate::syntax::Coordinate;

impl Lowerer<'_> {
    /// Those that are the same there: all but the input objects that hold a value of another type, at whatever depth.
    pub(super) fn shared(&self) -> BTreeSet<String> {
        let library = Config::of_library();
        let is_same = |name: &str| self.schema.input_object(name).is_some_and(|object| self.is_same(object, &library));
        let inputs = &self.program.inputs;
        let mut shared: BTreeSet<String> = inputs.keys().filter(|name| is_same(name)).cloned().collect();
        loop {
            let others: Vec<String> =
                shared.iter().filter(|name| !holds_only(&inputs[*name], &shared)).cloned().collect();
            if others.is_empty() {
                break;
            }
            for name in others {
                shared.remove(&name);
            }
        }
        shared.extend(self.program.enums.keys().cloned());
        shared
    }

    /// Whether the values of an input object have the types that they have in the library.
    fn is_same(&self, object: &InputObjectType, library: &Config) -> bool {
        object.fields.values().all(|field| {
            let coordinate = Coordinate::Member { ty: &object.name, member: &field.name };
            let named = field.ty.inner_name().as_str();
            let ty = |config: &'_ Config| {
                config
                    .field_type(coordinate)
                    .or_else(|| config.scalars.get(named).map(String::as_str))
                    .map(str::to_owned)
            };
            ty(self.config) == ty(library)
        })
    }
}

fn holds_only(object: &InputObject, shared: &BTreeSet<String>) -> bool {
    object.fields.iter().all(|field| match &field.ty {
        InputType::Object(name) => shared.contains(name),
        InputType::Leaf(_) => true,
    })
}
