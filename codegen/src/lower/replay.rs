//! Which operations may be sent twice.

use std::collections::BTreeSet;

use crate::ir::Replay;
use crate::schema::Schema;
use crate::syntax::{Field, OperationType};

/// Mutations of Stigg that compute an answer and change nothing.
const WITHOUT_SIDE_EFFECT: &[&str] = &[
    "estimateSubscription",
    "estimateSubscriptionUpdate",
    "previewCreditGrant",
    "previewNextInvoice",
    "previewSubscription",
    "subscriptionMaximumSpend",
];

/// Queries of Stigg that do something, one a line; the runtime reads the same file.
const WITH_SIDE_EFFECT: &str = include_str!("../../schema/queries_with_side_effects.txt");

const IDEMPOTENCY_KEY: &str = "idempotencyKey";

/// How deep below a variable a key is looked for: bulk inputs hold a list of inputs with a key each.
const DEPTH: usize = 3;

pub(super) fn replay(schema: &Schema, root: &str, kind: OperationType, root_fields: &[&Field]) -> Replay {
    let fields = || root_fields.iter().copied().filter(|field| field.name != "__typename");
    match kind {
        OperationType::Query if fields().any(|field| WITH_SIDE_EFFECT.lines().any(|name| field.name == name)) => {
            Replay::Never
        }
        OperationType::Query => Replay::Safe,
        OperationType::Subscription => Replay::Never,
        OperationType::Mutation => {
            let mut paths = Vec::new();
            for field in fields().filter(|field| !WITHOUT_SIDE_EFFECT.contains(&field.name.as_str())) {
                let keys = keys(schema, root, field);
                if keys.is_empty() {
                    return Replay::Never;
                }
                paths.extend(keys);
            }
            if paths.is_empty() { Replay::Safe } else { Replay::Keyed(paths) }
        }
    }
}

/// The paths from a field's variables to idempotency keys.
fn keys(schema: &Schema, root: &str, field: &Field) -> Vec<Vec<String>> {
    let definition = schema.field(root, &field.name);
    let mut paths = Vec::new();
    for argument in &field.arguments {
        let Some(definition) = definition.and_then(|field| field.argument(&argument.name)) else { continue };
        if let Some(variable) = argument.value.as_variable() {
            let path = vec![variable.to_string()];
            if argument.name == IDEMPOTENCY_KEY {
                paths.push(path);
            } else {
                search(schema, definition.ty.inner_name(), &path, &mut BTreeSet::new(), &mut paths);
            }
        }
    }
    paths
}

fn search<'a>(
    schema: &'a Schema,
    ty: &str,
    path: &[String],
    above: &mut BTreeSet<&'a str>,
    paths: &mut Vec<Vec<String>>,
) {
    let Some(object) = schema.input_object(ty) else { return };
    if path.len() > DEPTH || !above.insert(&object.name) {
        return;
    }
    for (name, field) in &object.fields {
        let below = path.iter().cloned().chain([name.to_string()]).collect::<Vec<_>>();
        if name == IDEMPOTENCY_KEY {
            paths.push(below);
        } else {
            search(schema, field.ty.inner_name(), &below, above, paths);
        }
    }
    above.remove(object.name.as_str());
}
