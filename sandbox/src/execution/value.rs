//! The value that a field has by itself, whatever its arguments say: what was laid down, or else what is generated.

use apollo_compiler::Name;
use apollo_compiler::ast::Type;
use serde_json::{Value, json};

use super::entitlement::Question;
use super::execution_error::ExecutionError;
use super::field_value::FieldValue;
use super::object::Object;
use super::page::Page;
use super::{complete, lookup};
use crate::data::date;
use crate::data::entity_kind::KindId;
use crate::data::hash;
use crate::data::key::Key;
use crate::data::owner::Owner;
use crate::data::profile::{FieldProfile, ObjectProfile};
use crate::data::role::Role;
use crate::data::shape::Shape;
use crate::data::stigg::{self, Tally};

/// The value of a field. A connection is one page with all its nodes.
pub(crate) fn of<'r>(object: &Object<'r>, field: &'r FieldProfile) -> Result<FieldValue<'r>, ExecutionError> {
    if let Some(json) = laid_down(object, field) {
        return complete::value(object, field, json, object.key.child(field.salt, 0));
    }
    if let Some(value) = agreed(object, field)? {
        return Ok(value);
    }
    Ok(match &field.role {
        Role::Tally(tally) => self::tally(object, field, tally)?,
        Role::PublicId => FieldValue::Leaf(Value::String(object.public_id())),
        Role::InternalId => FieldValue::Leaf(Value::String(object.internal_id())),
        Role::ForeignId { kind, via, internal } => foreign_id(object, field, *kind, via.as_ref(), *internal)?,
        Role::One { kind, type_name } => one(object, field, *kind, type_name),
        Role::Back { type_name, by } => FieldValue::objects(back(object, type_name, by)?),
        Role::Many { kind, type_name } => many(object, field, *kind, type_name),
        Role::Connection { type_name } => connection(object, type_name)?,
        Role::Leaf(_) | Role::Embedded { .. } if is_null(object, field)? => FieldValue::NULL,
        Role::Leaf(leaf) => repeat(&field.ty, object.key, 0, &mut |key| {
            if let Some(sample) = object.context.world.samples.get(field.ty.inner_named_type().as_str()) {
                return FieldValue::Leaf(sample.clone());
            }
            let owner = Owner { key, kind: object.kind(), type_name: &object.profile.name };
            FieldValue::Leaf(leaf.value(&owner, field.salt))
        }),
        Role::Embedded { type_name } => {
            let question = Question::of(|name| object.id_of(name));
            if let Some(entitlements) = question.and_then(|question| question.answer(object, field)) {
                return Ok(entitlements);
            }
            let key = object.key.child(field.salt, 0);
            repeat(&field.ty, key, 0, &mut |key| embedded(object, type_name, key))
        }
    })
}

/// The value on which a field agrees with its neighbours, where there is such an agreement.
fn agreed<'r>(object: &Object<'r>, field: &FieldProfile) -> Result<Option<FieldValue<'r>>, ExecutionError> {
    let Some(kind) = object.kind() else { return balanced(object, field) };
    let through = stigg::THROUGH.iter().find(|(of, name, ..)| kind.name == *of && field.name == *name);
    if let Some((_, _, via, there)) = through
        && let Some(other) = named(object, via)?.into_object()
    {
        return named(&other, there).map(Some);
    }
    match (kind.name.as_str(), field.name.as_str()) {
        ("Subscription", "cancellationDate" | "effectiveEndDate" | "endDate") => {
            let Some(Value::String(status)) = leaf(object, "status")? else { return Ok(None) };
            let is_over = stigg::ENDED.contains(&status.as_str()) && !is_null(object, field)?;
            Ok(if is_over { end(object)?.map(FieldValue::Leaf) } else { None })
        }
        ("Coupon" | "SubscriptionCoupon", "discountValue") => {
            let percent = leaf(object, "percentOff")?.filter(|percent| !percent.is_null());
            if let (Some(percent), Some(Value::String(_))) = (percent, leaf(object, "type")?) {
                return Ok(Some(FieldValue::Leaf(percent)));
            }
            let FieldValue::List(amounts) = named(object, "amountsOff")? else { return Ok(None) };
            match amounts.into_iter().find_map(FieldValue::into_object) {
                Some(money) => Ok(leaf(&money, "amount")?.map(FieldValue::Leaf)),
                None => Ok(None),
            }
        }
        ("CreditGrant", "consumedAmount") => {
            let status = leaf(object, "status")?;
            let has_begun = !status.is_some_and(|status| status == "SCHEDULED" || status == "PAYMENT_PENDING");
            let amount = leaf(object, "amount")?.and_then(|amount| amount.as_f64());
            let most = if has_begun { amount.unwrap_or(0.0) } else { 0.0 };
            Ok(drawn(object, field).map(|consumed| FieldValue::Leaf(json!(consumed.min(most)))))
        }
        _ => Ok(None),
    }
}

/// A balance is what was granted without what was consumed.
fn balanced<'r>(object: &Object<'r>, field: &FieldProfile) -> Result<Option<FieldValue<'r>>, ExecutionError> {
    if object.profile.name != "CreditBalance" {
        return Ok(None);
    }
    let number =
        |name: &str| Ok::<_, ExecutionError>(leaf(object, name)?.and_then(|value| value.as_f64()).unwrap_or(0.0));
    Ok(match field.name.as_str() {
        "totalConsumed" => {
            drawn(object, field).zip(Some(number("totalGranted")?)).map(|(drawn, granted)| drawn.min(granted))
        }
        "currentBalance" => Some(number("totalGranted")? - number("totalConsumed")?),
        _ => None,
    }
    .map(|amount| FieldValue::Leaf(json!(amount))))
}

/// The number that a field has by itself.
fn drawn(object: &Object<'_>, field: &FieldProfile) -> Option<f64> {
    let Role::Leaf(leaf) = &field.role else { return None };
    let owner = Owner { key: object.key, kind: object.kind(), type_name: &object.profile.name };
    leaf.value(&owner, field.salt).as_f64()
}

/// When a subscription that is over has ended: some days after its start.
fn end(object: &Object<'_>) -> Result<Option<Value>, ExecutionError> {
    let Some(start) = leaf(object, "startDate")? else { return Ok(None) };
    let days = 1 + i64::from(hash::below(object.key.draw(hash::of_name("cancellationDate")), 30));
    let start = start.as_str().and_then(date::parse);
    Ok(start.map(|start| json!(date::iso(start.as_second() + days * date::DAY))))
}

/// The date that a field of an object would have if it were not null.
pub(crate) fn generated_date(object: &Object<'_>, name: &str) -> Option<String> {
    let field = object.profile.field(name)?;
    let Role::Leaf(leaf) = &field.role else { return None };
    let owner = Owner { key: object.key, kind: object.kind(), type_name: &object.profile.name };
    leaf.value(&owner, field.salt).as_str().map(ToOwned::to_owned)
}

/// What was laid down for a field, or is repeated from the arguments.
pub(crate) fn laid_down<'a>(object: &'a Object<'_>, field: &FieldProfile) -> Option<&'a Value> {
    object.written(&field.name).or_else(|| object.echoed(field))
}

/// The value of the field of that name; null where the type has none.
pub(crate) fn named<'r>(object: &Object<'r>, name: &str) -> Result<FieldValue<'r>, ExecutionError> {
    object.profile.field(name).map_or(Ok(FieldValue::NULL), |field| of(object, field))
}

/// The leaf in the field of that name; `None` where the type has no such leaf.
pub(crate) fn leaf(object: &Object<'_>, name: &str) -> Result<Option<Value>, ExecutionError> {
    let Some(field) = object.profile.field(name) else { return Ok(None) };
    Ok(match of(object, field)? {
        FieldValue::Leaf(value) => Some(value),
        FieldValue::Object(_) | FieldValue::Page(_) | FieldValue::Edge(_) | FieldValue::List(_) => None,
    })
}

/// Counts the items of a list that are in one of the states.
fn tally<'r>(object: &Object<'r>, field: &FieldProfile, tally: &Tally) -> Result<FieldValue<'r>, ExecutionError> {
    let FieldValue::List(items) = named(object, tally.list)? else { return Ok(FieldValue::NULL) };
    let mut count = 0_u32;
    for item in items.into_iter().filter_map(FieldValue::into_object) {
        let Some(Value::String(state)) = leaf(&item, "status")? else { continue };
        count += u32::from(tally.states.contains(&state.as_str()));
    }
    Ok(FieldValue::Leaf(match field.ty.inner_named_type().as_str() {
        "Boolean" => json!(count > 0),
        "Int" => json!(count),
        _ => json!(f64::from(count)),
    }))
}

fn is_null(object: &Object<'_>, field: &FieldProfile) -> Result<bool, ExecutionError> {
    if field.ty.is_non_null() {
        return Ok(false);
    }
    if stigg::ABSENT_IN.iter().any(|(of, name)| object.profile.name == *of && field.name == *name) {
        return Ok(true);
    }
    let kind = object.kind().map_or("", |kind| kind.name.as_str());
    for (of, name, neighbour, values) in stigg::NULL_UNLESS {
        if kind == *of
            && field.name == *name
            && let Some(Value::String(found)) = leaf(object, neighbour)?
        {
            return Ok(!values.contains(&found.as_str()));
        }
    }
    for (name, neighbour, value) in stigg::NULL_WHEN {
        if field.name == *name
            && let Some(found) = leaf(object, neighbour)?
        {
            return Ok(found == Value::Bool(*value));
        }
    }
    Ok(object.context.world.is_null(object.key, field))
}

/// The id of the entity that this field or the one beside it points at.
fn foreign_id<'r>(
    object: &Object<'r>,
    field: &'r FieldProfile,
    kind: KindId,
    via: Option<&Name>,
    internal: bool,
) -> Result<FieldValue<'r>, ExecutionError> {
    let target = match via {
        Some(via) => named(object, via)?.into_object(),
        None => target(object, field, kind).and_then(|index| object.of_kind(kind, index)),
    };
    Ok(match target {
        Some(target) if internal => FieldValue::Leaf(Value::String(target.internal_id())),
        Some(target) => FieldValue::Leaf(Value::String(target.public_id())),
        None if field.ty.is_non_null() => FieldValue::Leaf(Value::String(object.own_id())),
        None => FieldValue::NULL,
    })
}

fn target(object: &Object<'_>, field: &FieldProfile, kind: KindId) -> Option<u32> {
    object.context.world.target(object.key, field, kind)
}

fn one<'r>(object: &Object<'r>, field: &FieldProfile, kind: KindId, type_name: &Name) -> FieldValue<'r> {
    let world = object.context.world;
    let Some(profile) = world.catalog.object(type_name) else { return FieldValue::NULL };
    let index = match object.pointer(field) {
        Some(Value::String(id)) => match world.find(&object.state, kind, id) {
            Some(index) => Some(index),
            None => return FieldValue::Object(lookup::phantom(object, profile, kind, id)),
        },
        Some(Value::Null) if !field.ty.is_non_null() => None,
        _ => target(object, field, kind),
    };
    match index {
        Some(index) => FieldValue::Object(object.of_entity(profile, kind, index)),
        None if field.ty.is_non_null() => FieldValue::Object(object.of_value(profile, object.key.child(field.salt, 0))),
        None => FieldValue::NULL,
    }
}

/// The entities that point at this one.
fn back<'r>(object: &Object<'r>, type_name: &Name, by: &Name) -> Result<Vec<Object<'r>>, ExecutionError> {
    let world = object.context.world;
    let Some((kind, index)) = object.entity else { return Ok(Vec::new()) };
    let Some(profile) = world.catalog.object(type_name) else { return Ok(Vec::new()) };
    let (Some(child), Some(field)) = (profile.kind, profile.field(by)) else { return Ok(Vec::new()) };
    let is_live = |child_index: &u32| !object.state.is_removed(child, *child_index);
    let mut indexes: Vec<u32> = world
        .pointing_at(child, field, kind, index)
        .into_iter()
        .filter(|child_index| object.state.patch(child, *child_index).is_none())
        .filter(is_live)
        .collect();
    let target = |from: u32| {
        let target = of(&object.of_entity(profile, child, from), field)?.into_object();
        Ok::<_, ExecutionError>(target.and_then(|target| target.entity))
    };
    let known = |from: u32| Ok(target(from)?.filter(|(of, _)| *of == kind).map(|(_, to)| to));
    let followed = if object.state.has_removed(kind) {
        None
    } else {
        world.pointers.at(&object.state, child, by, index, known)?
    };
    let written = followed.unwrap_or_else(|| object.state.patched(child).collect());
    // A list that is being made depends on all of them, also where there are none yet.
    object.state.created(child);
    for from in written.into_iter().filter(is_live) {
        if object.state.patch(child, from).is_some() && target(from)? == object.entity {
            indexes.push(from);
        }
    }
    indexes.sort_unstable();
    Ok(indexes.into_iter().map(|child_index| object.of_entity(profile, child, child_index)).collect())
}

/// A few entities, none of them twice.
fn many<'r>(object: &Object<'r>, field: &FieldProfile, kind: KindId, type_name: &Name) -> FieldValue<'r> {
    let world = object.context.world;
    let count = world.count(kind);
    let Some(profile) = world.catalog.object(type_name) else { return FieldValue::NULL };
    if world.is_null(object.key, field) {
        return FieldValue::NULL;
    }
    let draw = object.key.draw(field.salt);
    let entity = |item: u32| object.of_entity(profile, kind, (hash::below(draw, count) + item) % count);
    FieldValue::objects((0..(1 + hash::below(draw >> 32, 3)).min(count)).map(entity).collect())
}

/// The nodes that point back at this object, or all where none can.
fn connection<'r>(object: &Object<'r>, type_name: &Name) -> Result<FieldValue<'r>, ExecutionError> {
    let catalog = &object.context.world.catalog;
    let Some(profile) = catalog.object(type_name) else { return Ok(FieldValue::NULL) };
    let Shape::Connection { node, .. } = &profile.shape else { return Ok(FieldValue::NULL) };
    let Some(node) = catalog.object(node) else { return Ok(FieldValue::NULL) };
    let pointing_back = node
        .fields
        .values()
        .find(|field| matches!(&field.role, Role::One { kind, .. } if Some(*kind) == object.profile.kind));
    let nodes = match pointing_back {
        Some(field) => back(object, &node.name, &field.name)?,
        None => lookup::nodes(object, node),
    };
    Ok(Page::whole(object.of_value(profile, object.key), nodes).into())
}

/// A value object, or whichever member of a union has its turn.
fn embedded<'r>(object: &Object<'r>, type_name: &str, key: Key) -> FieldValue<'r> {
    let world = object.context.world;
    let possible: Vec<&'r ObjectProfile> = world.catalog.possible_types(type_name);
    let turn = key.turn(hash::of_name(type_name), possible.len());
    let Some(profile) = possible.get(turn) else { return FieldValue::NULL };
    let member = match profile.kind.map(|kind| (kind, world.count(kind))) {
        Some((kind, count)) if count > 0 => object.of_entity(profile, kind, hash::below(key.hash, count)),
        _ => object.of_value(profile, key),
    };
    FieldValue::Object(member.echoing(object.inherited_echo()))
}

const LENGTHS: u64 = 0x6c65_6e67;

/// Repeats for each item of a list type.
fn repeat<'r>(ty: &Type, key: Key, depth: u64, item: &mut dyn FnMut(Key) -> FieldValue<'r>) -> FieldValue<'r> {
    match ty {
        Type::Named(_) | Type::NonNullNamed(_) => item(key),
        Type::List(inner) | Type::NonNullList(inner) => {
            let length = 1 + hash::below(hash::mix(key.hash, LENGTHS + depth), 3);
            FieldValue::List((0..length).map(|at| repeat(inner, key.child(depth, at), depth + 1, item)).collect())
        }
    }
}
