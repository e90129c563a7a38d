//! Consuming credits: they are taken from the grants of a customer, and the ledger notes it.

use serde_json::{Map, Value, json};

use super::write;
use crate::data::profile::FieldProfile;
use crate::data::state::State;
use crate::data::stigg;
use crate::data::world::World;
use crate::execution::arguments::Arguments;
use crate::execution::complete;
use crate::execution::execution_error::ExecutionError;
use crate::execution::field_value::FieldValue;
use crate::execution::lookup;
use crate::execution::object::Object;
use crate::execution::query;
use crate::execution::query::balance::{self, Grant};

/// Takes them once for each idempotency key. They are never refused: what no grant has is owed.
pub(super) fn consume<'r>(
    root: &Object<'r>,
    field: &'r FieldProfile,
    arguments: &Arguments,
) -> Result<FieldValue<'r>, ExecutionError> {
    let world = root.context.world;
    lookup::check_references(world, &root.state, arguments, None)?;
    let amount = arguments.find("amount").and_then(Value::as_f64).unwrap_or_default();
    if amount <= 0.0 {
        return Err(ExecutionError::bad_input(format!("{} needs an amount above 0", field.name)));
    }
    let once = write::idempotent(world, &root.state, arguments);
    let ledger = world.catalog.kinds().named(stigg::LEDGER.1);
    let is_known = ledger.zip(once.as_ref()).is_some_and(|(ledger, once)| root.state.by_id(ledger, once).is_some());
    let grants = balance::grants(root, arguments)?;
    let now = world.change(|state| {
        if !is_known {
            let event = take(world, state, &grants, amount, arguments);
            if let (Some(ledger), Some(event), Some(once)) = (ledger, event, once) {
                state.name(ledger, event, once);
            }
        }
        state.tick()
    });
    let root = root.now();
    let grants = balance::grants(&root, arguments)?;
    let credit = json!({
        "currencyId": arguments.find("currencyId"),
        "currentUsage": grants.iter().map(|grant| grant.consumed).sum::<f64>(),
        "usageLimit": grants.iter().map(|grant| grant.amount).sum::<f64>(),
        "timestamp": now,
    });
    let value = complete::value(&root, field, &json!({"credit": credit, "timestamp": now}), root.key)?;
    Ok(query::with_echo(value, arguments))
}

/// Takes credits from one grant after the other, and the rest from an overdraft; returns the last event of the ledger.
fn take(world: &World, state: &mut State, grants: &[Grant<'_>], amount: f64, arguments: &Arguments) -> Option<u32> {
    let mut rest = amount;
    let mut event = None;
    let consume = |state: &mut State, grant: &Grant<'_>, taken: f64| {
        let (kind, index) = grant.entity.entity?;
        let consumed = json!(grant.consumed + taken);
        state.write(kind, index, Map::from_iter([("consumedAmount".to_owned(), consumed)]));
        write::note(world, state, &grant.entity.public_id(), &json!(taken), stigg::LEDGER.2[2])
    };
    for grant in grants {
        let taken = (grant.amount - grant.consumed).min(rest);
        if taken > 0.0 {
            event = consume(state, grant, taken);
            rest -= taken;
        }
    }
    if rest <= 0.0 {
        return event;
    }
    match grants.iter().find(|grant| grant.is_overdraft()) {
        Some(overdraft) => consume(state, overdraft, rest),
        None => owe(world, state, rest, arguments),
    }
}

/// Begins an overdraft.
fn owe(world: &World, state: &mut State, amount: f64, arguments: &Arguments) -> Option<u32> {
    let kinds = world.catalog.kinds();
    let kind = kinds.named(stigg::LEDGER.0)?;
    let profile = kinds.first_type(kind).and_then(|name| world.catalog.object(name))?;
    let fields = json!({
        "customerId": arguments.find("customerId"), "currencyId": arguments.find("currencyId"),
        "resourceId": arguments.find("resourceId"), "displayName": "Overdraft", "grantType": stigg::OVERDRAFT,
        "amount": 0, "consumedAmount": amount, "paymentCollection": "NOT_REQUIRED", "status": "ACTIVE", "expireAt": null,
    });
    let Value::Object(fields) = fields else { return None };
    let index = write::create(world, state, kind, profile, None, fields, Map::new());
    let id = world.catalog.kind(kind).internal_id(world.seed, index);
    write::note(world, state, &id, &json!(amount), stigg::LEDGER.2[2])
}
