//! The one rule for schemas that is checked here and not by apollo-compiler: no input object may need itself.
//!
//! Its own check gives up on chains of more than 32 input objects that need each other, and takes exponential time
//! where several fields lead the same way; schemas with long chains are valid, and real.

use std::collections::HashMap;

use apollo_compiler::ast::Type;
use apollo_compiler::schema::{ExtendedType, InputObjectType};
use apollo_compiler::validation::Valid;
use apollo_compiler::{Name, Node, Schema};

use crate::diagnostic::Diagnostic;
use crate::source::Sources;

/// Input objects as they were before [`without_requirements`].
pub(super) type Originals = Vec<Node<InputObjectType>>;

/// The input objects that a value of this one has to contain, by field.
fn needs<'a>(schema: &'a Schema, object: &'a InputObjectType) -> impl Iterator<Item = (&'a Name, &'a Name)> {
    object.fields.values().filter_map(|field| match &*field.ty {
        Type::NonNullNamed(name) if schema.get_input_object(name).is_some() => Some((&field.name, name)),
        _ => None,
    })
}

/// Reports each circle of input objects that need each other, by which none can ever be given.
pub(super) fn endless(schema: &Schema, sources: &Sources) -> Vec<Diagnostic> {
    let mut problems = Vec::new();
    // Objects that are being looked at, with their place on the way; and those that are done.
    let mut seen: HashMap<&str, Option<usize>> = HashMap::new();
    for root in schema.types.values() {
        let ExtendedType::InputObject(root) = root else { continue };
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
                None => next = schema.get_input_object(needed),
                Some(None) => {}
                Some(&Some(start)) => {
                    let chain: Vec<&str> = way.iter().skip(start).map(|(name, _)| name.as_str()).collect();
                    problems.push(
                        Diagnostic::error(format!(
                            "the input `{needed}` needs itself: {} -> {needed}",
                            chain.join(" -> ")
                        ))
                        .at(sources.place(field.location(), "leads back to the start"))
                        .help("no value could ever be complete: make one of the fields nullable"),
                    );
                }
            }
        }
    }
    problems
}

/// Makes the fields that [`needs`] follows nullable, for the validation only.
pub(super) fn without_requirements(mut schema: Schema) -> (Schema, Originals) {
    let originals: Originals = schema
        .types
        .values()
        .filter_map(|ty| match ty {
            ExtendedType::InputObject(object) if needs(&schema, object).next().is_some() => Some(object.clone()),
            _ => None,
        })
        .collect();
    for original in &originals {
        let relaxed: Vec<Name> = needs(&schema, original).map(|(field, _)| field.clone()).collect();
        let mut object = original.clone();
        for field in relaxed {
            if let Some(field) = object.make_mut().fields.get_mut(&field) {
                let ty = field.ty.as_ref().clone().nullable();
                let ty = field.ty.same_location(ty);
                field.make_mut().ty = ty;
            }
        }
        schema.types.insert(original.name.clone(), ExtendedType::InputObject(object));
    }
    (schema, originals)
}

/// Puts the input objects back as they are in the sources.
pub(super) fn restored(schema: Valid<Schema>, originals: Originals) -> Valid<Schema> {
    let mut schema = schema.into_inner();
    for original in originals {
        schema.types.insert(original.name.clone(), ExtendedType::InputObject(original));
    }
    // Valid: the difference is nothing but the requirements that `endless` has found to be in order.
    Valid::assume_valid(schema)
}
