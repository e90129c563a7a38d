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
    let now = once(root, field, arguments)?;
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

/// The same for each item of a list: all of them, or none when one is refused.
pub(super) fn consume_each<'r>(
    root: &Object<'r>,
    field: &'r FieldProfile,
    arguments: &Arguments,
) -> Result<FieldValue<'r>, ExecutionError> {
    let items = arguments.find(stigg::CONSUMPTIONS.1).and_then(Value::as_array);
    for item in items.into_iter().flatten().filter_map(Value::as_object) {
        once(&root.now(), field, &Arguments(item.clone())).inspect_err(|_| root.context.world.undo(&root.state))?;
    }
    query::field(root, field, arguments)
}

fn once(root: &Object<'_>, field: &FieldProfile, arguments: &Arguments) -> Result<String, ExecutionError> {
    let world = root.context.world;
    lookup::check_references(world, &root.state, arguments, None)?;
    let amount = arguments.find("amount").and_then(Value::as_f64).unwrap_or_default();
    if amount <= 0.0 {
        return Err(ExecutionError::bad_input(format!("{} needs an amount above 0", field.name)));
    }
    let once = write::idempotent(world, &root.state, arguments);
    let ledger = world.catalog.kinds().named(stigg::LEDGER);
    let is_known = ledger.zip(once.as_ref()).is_some_and(|(ledger, once)| root.state.by_id(ledger, once).is_some());
    let grants = balance::grants(root, arguments)?;
    Ok(world.change(|state| {
        if !is_known {
            let event = take(world, state, &grants, amount, arguments);
            if let (Some(ledger), Some(event), Some(once)) = (ledger, event, once) {
                state.name(ledger, event, once);
            }
        }
        state.tick()
    }))
}

/// Lets a new grant pay what is owed.
pub(super) fn settle(root: &Object<'_>, index: u32, arguments: &Arguments) -> Result<(), ExecutionError> {
    let world = root.context.world;
    let grants = balance::grants(root, arguments)?;
    let new =
        grants.iter().find(|grant| grant.entity.entity.is_some_and(|(_, of)| of == index) && !grant.is_overdraft());
    let owed = grants.iter().find(|grant| grant.is_overdraft() && grant.consumed > 0.0);
    let (Some(new), Some(owed)) = (new, owed) else { return Ok(()) };
    let paid = (new.amount - new.consumed).min(owed.consumed);
    if paid > 0.0 {
        world.change(|state| {
            for ((grant, by), event) in [(owed, -paid), (new, paid)].into_iter().zip(stigg::CREDITS_TRANSFERRED) {
                consumed(world, state, grant, by, event);
            }
        });
    }
    Ok(())
}

/// Counts more consumed of a grant, or less, and notes it; returns the event of the ledger.
fn consumed(world: &World, state: &mut State, grant: &Grant<'_>, by: f64, event: &str) -> Option<u32> {
    let (kind, index) = grant.entity.entity?;
    state.write(kind, index, Map::from_iter([("consumedAmount".to_owned(), json!(grant.consumed + by))]));
    write::note(world, state, &grant.entity.public_id(), &json!(by.abs()), event)
}

/// Takes credits from one grant after the other, and the rest from an overdraft; returns the last event of the ledger.
fn take(world: &World, state: &mut State, grants: &[Grant<'_>], amount: f64, arguments: &Arguments) -> Option<u32> {
    let mut rest = amount;
    let mut event = None;
    for grant in grants {
        let taken = (grant.amount - grant.consumed).min(rest);
        if taken > 0.0 {
            event = consumed(world, state, grant, taken, stigg::CREDITS_CONSUMED);
            rest -= taken;
        }
    }
    if rest <= 0.0 {
        return event;
    }
    match grants.iter().find(|grant| grant.is_overdraft()) {
        Some(overdraft) => consumed(world, state, overdraft, rest, stigg::CREDITS_CONSUMED),
        None => owe(world, state, rest, arguments),
    }
}

/// Begins an overdraft.
fn owe(world: &World, state: &mut State, amount: f64, arguments: &Arguments) -> Option<u32> {
    let kinds = world.catalog.kinds();
    let kind = kinds.named(stigg::GRANT)?;
    let profile = kinds.first_type(kind).and_then(|name| world.catalog.object(name))?;
    let fields = json!({
        "customerId": arguments.find("customerId"), "currencyId": arguments.find("currencyId"),
        "resourceId": arguments.find("resourceId"), "displayName": "Overdraft", "grantType": stigg::OVERDRAFT,
        "amount": 0, "consumedAmount": amount, "paymentCollection": "NOT_REQUIRED", "status": "ACTIVE", "expireAt": null,
    });
    let Value::Object(fields) = fields else { return None };
    let index = write::create(world, state, kind, profile, None, fields, Map::new());
    let id = world.catalog.kind(kind).internal_id(world.seed, index);
    write::note(world, state, &id, &json!(amount), stigg::CREDITS_CONSUMED)
}
