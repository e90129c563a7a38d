//! Rust types of values, and how they are read.

use super::Emitter;
use crate::plan::Place;
use crate::program::{Field, Input, InputType, Item, Leaf, Output, Ref, Role, Shape, Struct, Wrap};

impl Emitter<'_> {
    /// The type of a response field.
    pub(super) fn field_type(&self, place: Place, field: &Field) -> String {
        let base = self.output_type(place, &field.output);
        let ty = wrapped(&field.wrap, &base);
        if field.conditional && !field.wrap.nullable() { option(&ty) } else { ty }
    }

    fn output_type(&self, place: Place, output: &Output) -> String {
        match output {
            Output::Leaf(leaf) => self.leaf_type(place, leaf),
            Output::Composite(ty) if self.model.is_sealed(*ty) => {
                format!("::stigg_graphql::operation::Sealed<{}>", self.type_path(place, *ty))
            }
            Output::Composite(ty) => self.type_path(place, *ty),
        }
    }

    pub(super) fn leaf_type(&self, place: Place, leaf: &Leaf) -> String {
        match leaf {
            Leaf::Id | Leaf::String => "::std::string::String".to_owned(),
            Leaf::Int => "i32".to_owned(),
            Leaf::Float => "f64".to_owned(),
            Leaf::Boolean => "bool".to_owned(),
            Leaf::Enum(name) => self.model.path(place, Place::Types, &self.model.inputs[name]),
            Leaf::Custom(path) => path.clone(),
        }
    }

    /// A response type as seen from a module.
    pub(super) fn type_path(&self, place: Place, ty: Ref) -> String {
        if let (Ref::Local { .. }, Some(structure)) = (ty, self.structure(ty))
            && let Some(path) = self.runtime_type(place, structure)
        {
            return path;
        }
        self.model.path(place, self.model.place(ty), self.model.type_name(ty))
    }

    /// The type of the nodes of a runtime connection.
    pub(super) fn runtime_node_type(&self, place: Place, structure: &Struct) -> Option<String> {
        let path = self.runtime_type(place, structure)?;
        Some(path.strip_prefix("::stigg_graphql::Connection<")?.strip_suffix('>')?.to_owned())
    }

    /// The runtime's type of a connection, edge or page info.
    pub(super) fn runtime_type(&self, place: Place, structure: &Struct) -> Option<String> {
        let node = |key: &str| {
            structure.items.iter().find_map(|item| match item {
                Item::Field(field) if field.key == key => Some(field),
                _ => None,
            })
        };
        match structure.role {
            Role::Own | Role::OwnConnection => None,
            Role::PageInfo => Some("::stigg_graphql::paging::PageInfo".to_owned()),
            Role::Edge => {
                Some(format!("::stigg_graphql::paging::Edge<{}>", self.output_type(place, &node("node")?.output)))
            }
            Role::Connection => {
                let output = match node("nodes") {
                    Some(nodes) => &nodes.output,
                    None => match node("edges")?.output {
                        Output::Composite(edge) => {
                            let node = self.structure(edge)?.items.iter().find_map(|item| match item {
                                Item::Field(field) if field.key == "node" => Some(&field.output),
                                _ => None,
                            });
                            node?
                        }
                        Output::Leaf(_) => return None,
                    },
                };
                Some(format!("::stigg_graphql::Connection<{}>", self.output_type(place, output)))
            }
        }
    }

    pub(super) fn structure(&self, ty: Ref) -> Option<&Struct> {
        match &self.model.program.resolve(ty).1.shape {
            Shape::Struct(structure) => Some(structure),
            Shape::Enum(_) => None,
        }
    }

    /// The kind of a field's cell, in which null is no value; `joint` stands for the named type.
    pub(super) fn kind(&self, place: Place, field: &Field, joint: Option<String>) -> String {
        let base = joint.unwrap_or_else(|| match &field.output {
            Output::Leaf(Leaf::Id) => "__rt::Id".to_owned(),
            Output::Leaf(Leaf::Custom(path)) if !is_native(path) => format!("__rt::Custom<{path}>"),
            output => self.output_type(place, output),
        });
        kind(&field.wrap, &base)
    }

    /// The type of a variable or input field.
    pub(super) fn input_type(&self, place: Place, input: &Input) -> String {
        let base = match &input.ty {
            InputType::Leaf(leaf) => self.leaf_type(place, leaf),
            InputType::Object(name) => self.model.path(place, Place::Types, &self.model.inputs[name]),
        };
        let base = input.holding.path().map_or(base.clone(), |holder| format!("{holder}<{base}>"));
        let inner = wrapped_inner(&input.wrap, &base);
        if input.wrap.nullable() {
            format!("::stigg_graphql::Maybe<{inner}>")
        } else if input.default.is_some() {
            option(&inner)
        } else {
            inner
        }
    }
}

pub(super) fn option(inner: &str) -> String {
    format!("::core::option::Option<{inner}>")
}

fn wrapped(wrap: &Wrap, base: &str) -> String {
    let inner = wrapped_inner(wrap, base);
    if wrap.nullable() { option(&inner) } else { inner }
}

/// The type without the outermost nullability.
fn wrapped_inner(wrap: &Wrap, base: &str) -> String {
    match wrap {
        Wrap::Named { .. } => base.to_owned(),
        Wrap::List { item, .. } => format!("::std::vec::Vec<{}>", wrapped(item, base)),
    }
}

fn kind(wrap: &Wrap, base: &str) -> String {
    match wrap {
        Wrap::Named { .. } => base.to_owned(),
        Wrap::List { item, .. } => {
            format!("__rt::{}<{}>", if item.nullable() { "Nulls" } else { "List" }, kind(item, base))
        }
    }
}

/// Scalars that the runtime reads from a string in place.
const TEXT_SCALARS: [&str; 3] =
    ["::std::string::String", "::stigg_graphql::scalars::DateTime", "::stigg_graphql::scalars::Uuid"];

/// Whether the runtime knows how to make a type, without asking the type itself.
fn is_native(path: &str) -> bool {
    path.starts_with("::stigg_graphql::scalars::") || path == "::std::string::String"
}

/// What a field's value must be.
pub(super) fn hint(field: &Field) -> String {
    let expected = match (&field.wrap, &field.output) {
        (Wrap::List { .. }, _) => "LIST",
        (_, Output::Composite(_)) => "OBJECT",
        (_, Output::Leaf(leaf)) => match leaf {
            Leaf::Id => "ID",
            Leaf::Int => "INT",
            Leaf::Float => "FLOAT",
            Leaf::Boolean => "BOOLEAN",
            Leaf::String | Leaf::Enum(_) => "TEXT",
            Leaf::Custom(path) if TEXT_SCALARS.contains(&path.as_str()) => "TEXT",
            Leaf::Custom(_) => "ANY",
        },
    };
    let or_null = if field.wrap.nullable() || field.conditional { ".or_null()" } else { "" };
    format!("__rt::{expected}{or_null}")
}

/// How the runtime reaches a field's cell.
pub(super) fn target(field: &Field) -> &'static str {
    match (&field.wrap, &field.output) {
        (Wrap::Named { .. }, Output::Leaf(leaf)) => match leaf {
            Leaf::Id => "Id",
            Leaf::Int => "Int",
            Leaf::Float => "Float",
            Leaf::Boolean => "Boolean",
            Leaf::String => "Text",
            Leaf::Custom(path) if path == "::std::string::String" => "Text",
            Leaf::Enum(_) | Leaf::Custom(_) => "Other",
        },
        _ => "Other",
    }
}
