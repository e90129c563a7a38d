//! Which types `Eq` and `Hash` can be derived for: those in which there is no float.

use std::collections::{HashMap, HashSet};

use super::{FragmentType, InputShape, Model, Module, ResponseType, RustPath, RustType, Shape};

/// The types that are not equal to themselves for certain, or not hashed, since a float is in them at any depth.
pub(super) fn inexact(model: &Model<'_>) -> HashSet<RustPath> {
    let held = held(model);
    let mut holders: HashMap<&RustPath, Vec<&RustPath>> = HashMap::new();
    let mut open = Vec::new();
    for (path, types) in &held {
        let mut is_inexact = false;
        for ty in types {
            match innermost(ty) {
                Some(RustType::Generated(inner)) => holders.entry(inner).or_default().push(path),
                Some(_) => {}
                None => is_inexact = true,
            }
        }
        if is_inexact {
            open.push(path);
        }
    }
    let mut inexact = HashSet::new();
    while let Some(path) = open.pop() {
        if inexact.insert(path.clone()) {
            open.extend(holders.get(path).into_iter().flatten());
        }
    }
    inexact
}

/// The type that a value has in the end, unless that is a float or what the runtime does not look into.
///
/// A scalar of the user's own is taken to be exact; where it is not, the compiler names it.
fn innermost(ty: &RustType) -> Option<&RustType> {
    match ty {
        RustType::F64 | RustType::Sealed(_) => None,
        RustType::Box(inner)
        | RustType::Option(inner)
        | RustType::Vec(inner)
        | RustType::Maybe(inner)
        | RustType::Connection(inner)
        | RustType::Edge(inner) => innermost(inner),
        RustType::Bool
        | RustType::I32
        | RustType::String
        | RustType::Scalar(_)
        | RustType::Generated(_)
        | RustType::PageInfo => Some(ty),
    }
}

/// What a value of each type holds.
fn held<'m>(model: &'m Model<'_>) -> Vec<(RustPath, Vec<&'m RustType>)> {
    let mut held = Vec::new();
    for operation in &model.operations {
        let path = RustPath { module: Module::Root, name: operation.name.clone() };
        held.push((path, operation.variables.iter().map(|variable| &variable.value).collect()));
        held.extend(operation.types.types.iter().map(response_type));
    }
    for input in &model.inputs {
        let (InputShape::Struct(fields) | InputShape::OneOf(fields)) = &input.shape;
        held.push((input.path.clone(), fields.iter().map(|field| &field.value).collect()));
    }
    for fragment in &model.fragments {
        match &fragment.ty {
            FragmentType::Own(ty) => held.push(response_type(ty)),
            FragmentType::Alias(ty) => {
                let path = RustPath { module: Module::Fragments, name: fragment.name.clone() };
                held.push((path, vec![ty]));
            }
        }
        held.extend(fragment.below.iter().flat_map(|below| &below.types).map(response_type));
    }
    held
}

fn response_type<'m>(ty: &'m ResponseType<'_>) -> (RustPath, Vec<&'m RustType>) {
    let held = match &ty.shape {
        Shape::Struct(structure) => structure.fields.iter().map(|field| &field.ty).collect(),
        Shape::Variants(variants) => {
            let named = variants.named.iter().map(|variant| &variant.payload);
            named.chain([&variants.other_payload]).collect()
        }
    };
    (ty.path.clone(), held)
}
