//! What the API refuses to write.

use serde_json::Value;

use super::patch;
use super::subject::Subject;
use crate::data::entity_kind::KindId;
use crate::data::profile::{FieldProfile, ObjectProfile};
use crate::data::role::Role;
use crate::data::stigg;
use crate::execution::arguments::Arguments;
use crate::execution::execution_error::ExecutionError;
use crate::execution::lookup;
use crate::execution::object::Object;
use crate::execution::value;

/// Refuses an entity that cannot be created: its ids are taken, or are none.
pub(super) fn check_new(root: &Object<'_>, subject: &Subject<'_>, arguments: &Arguments) -> Result<(), ExecutionError> {
    let world = root.context.world;
    let kind = world.catalog.kind(subject.kind);
    let written = patch::of(world, subject.profile, arguments);
    let is_id = |name: &str| subject.profile.field(name).is_some_and(|field| matches!(field.role, Role::PublicId));
    let named = written.iter().filter(|(name, _)| is_id(name)).filter_map(|(_, id)| id.as_str());
    for id in lookup::id(world, subject.kind, arguments).into_iter().chain(named) {
        check_id(&kind.name, id)?;
        if world.find(&root.state, subject.kind, id).is_some() {
            let message = format!("Duplicated entity not allowed: {} {id}", kind.name);
            return Err(ExecutionError::new("DuplicatedEntityNotAllowed", message));
        }
    }
    match arguments.find("resourceId").and_then(Value::as_str) {
        Some(id) => check_id("CustomerResource", id),
        None => Ok(()),
    }
}

/// Public ids are made of `[a-zA-Z0-9_|.@-]`, and begin with a letter or a digit.
fn check_id(kind: &str, id: &str) -> Result<(), ExecutionError> {
    let signs = if stigg::IDS_WITHOUT_AT.contains(&kind) { "_|.-" } else { "_|.@-" };
    let is_right = id.starts_with(|letter: char| letter.is_ascii_alphanumeric())
        && id.len() <= stigg::LONGEST_ID
        && id.chars().all(|letter| letter.is_ascii_alphanumeric() || signs.contains(letter));
    if is_right {
        return Ok(());
    }
    let message = format!(
        "{id:?} is no id of a {kind}: it has 1 to {} of the characters a-z A-Z 0-9 {signs}, the first of them a letter or a digit",
        stigg::LONGEST_ID
    );
    Err(ExecutionError::bad_input(message))
}

/// Refuses to apply a coupon that is archived, wherever in the input it is named.
pub(super) fn check_coupons(
    root: &Object<'_>,
    field: &FieldProfile,
    subject: &Subject<'_>,
    arguments: &Arguments,
) -> Result<(), ExecutionError> {
    let kinds = root.context.world.catalog.kinds();
    let Some(coupon) = kinds.named(stigg::COUPON).filter(|coupon| *coupon != subject.kind) else { return Ok(()) };
    let Some(profile) = kinds.first_type(coupon).and_then(|name| root.context.world.catalog.object(name)) else {
        return Ok(());
    };
    let mut ids = Vec::new();
    for (name, value) in &arguments.0 {
        collect(name, value, &|name| kinds.of_id_name(name) == Some(coupon), &mut ids);
    }
    if points_at(subject.profile, field, coupon) {
        ids.extend(arguments.find("relationId").and_then(Value::as_str));
    }
    for id in ids {
        let Some(index) = root.context.world.find(&root.state, coupon, id) else { continue };
        let status = value::leaf(&root.of_entity(profile, coupon, index), "status")?;
        if status.is_some_and(|status| status == "ARCHIVED") {
            let message = format!("Archived coupon can't be applied: {id}");
            return Err(ExecutionError::new("ArchivedCouponCantBeApplied", message));
        }
    }
    Ok(())
}

/// Whether a mutation is named after a field that shows entities of this kind: `setCouponOnCustomer`.
fn points_at(profile: &ObjectProfile, mutation: &FieldProfile, kind: KindId) -> bool {
    let name = mutation.name.to_lowercase();
    profile.fields.values().any(|field| {
        matches!(field.role, Role::One { kind: of, .. } if of == kind) && name.contains(&field.name.to_lowercase())
    })
}

fn collect<'a>(name: &str, value: &'a Value, is_meant: &dyn Fn(&str) -> bool, ids: &mut Vec<&'a str>) {
    match value {
        Value::String(id) if is_meant(name) => ids.push(id),
        Value::Array(items) => items.iter().for_each(|item| collect(name, item, is_meant, ids)),
        Value::Object(map) => map.iter().for_each(|(name, value)| collect(name, value, is_meant, ids)),
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_are_what_the_api_takes() {
        let longest = "a".repeat(255);
        let longer = "a".repeat(256);
        for (kind, id, expected) in [
            ("Customer", "acme", true),
            ("Customer", "0|a_b.c-d@example.com", true),
            ("Customer", longest.as_str(), true),
            ("Customer", longer.as_str(), false),
            ("Customer", "", false),
            ("Customer", "-acme", false),
            ("Customer", "@acme", false),
            ("Customer", "a b", false),
            ("Customer", "a/b", false),
            ("Customer", "\u{e9}", false),
            ("CustomCurrency", "a@b", false),
            ("CustomCurrency", "a.b", true),
            ("CustomerResource", "a@b", false),
        ] {
            assert_eq!(check_id(kind, id).is_ok(), expected, "{kind} {id}");
        }
    }
}
