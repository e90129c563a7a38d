//! Which operations may be sent twice.

use std::collections::BTreeSet;

use apollo_compiler::Schema;
use apollo_compiler::executable::{Field, Value};
use apollo_compiler::schema::ExtendedType;

use crate::program::{Kind, Replay};

/// Mutations of Stigg that compute an answer and change nothing.
const WITHOUT_SIDE_EFFECT: &[&str] = &[
    "estimateSubscription",
    "estimateSubscriptionUpdate",
    "previewCreditGrant",
    "previewNextInvoice",
    "previewSubscription",
    "subscriptionMaximumSpend",
];

/// Queries of Stigg that do something.
const WITH_SIDE_EFFECT: &[&str] = &["sendTestHook", "triggerWorkflowWithTestEvent"];

const IDEMPOTENCY_KEY: &str = "idempotencyKey";

/// How deep below a variable a key is looked for: bulk inputs hold a list of inputs with a key each.
const DEPTH: usize = 3;

pub(super) fn replay<F: AsRef<Field>>(schema: &Schema, kind: Kind, root_fields: &[F]) -> Replay {
    let fields = || root_fields.iter().map(AsRef::as_ref).filter(|field| field.name != "__typename");
    match kind {
        Kind::Query if fields().any(|field| WITH_SIDE_EFFECT.contains(&field.name.as_str())) => Replay::Never,
        Kind::Query => Replay::Safe,
        Kind::Subscription => Replay::Never,
        Kind::Mutation => {
            let mut paths = Vec::new();
            for field in fields().filter(|field| !WITHOUT_SIDE_EFFECT.contains(&field.name.as_str())) {
                let keys = keys(schema, field);
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
fn keys(schema: &Schema, field: &Field) -> Vec<Vec<String>> {
    let mut paths = Vec::new();
    for argument in &field.arguments {
        let Some(definition) = field.definition.argument_by_name(&argument.name) else { continue };
        if let Value::Variable(variable) = argument.value.as_ref() {
            let path = vec![variable.to_string()];
            if argument.name == IDEMPOTENCY_KEY {
                paths.push(path);
            } else {
                search(schema, definition.ty.inner_named_type(), &path, &mut BTreeSet::new(), &mut paths);
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
    let Some(ExtendedType::InputObject(object)) = schema.types.get(ty) else { return };
    if path.len() > DEPTH || !above.insert(&object.name) {
        return;
    }
    for (name, field) in &object.fields {
        let below = path.iter().cloned().chain([name.to_string()]).collect::<Vec<_>>();
        if name == IDEMPOTENCY_KEY {
            paths.push(below);
        } else {
            search(schema, field.ty.inner_named_type(), &below, above, paths);
        }
    }
    above.remove(object.name.as_str());
}
