//! What a mutation's name says it does.

use serde_json::{Map, Value, json};

use super::cancellation::Cancellation;
use crate::data::leaf::Leaf;
use crate::data::profile::{FieldProfile, ObjectProfile};
use crate::data::role::Role;
use crate::execution::arguments::Arguments;
use crate::execution::execution_error::ExecutionError;
use crate::execution::object::Object;

/// The verb of a mutation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Verb {
    Create,
    /// Creates, or updates what is there already.
    Upsert,
    Update,
    Archive,
    Unarchive,
    Cancel,
    Void,
    Publish,
    Revoke,
    Delete,
    /// Exchanges one key for another.
    Rotate,
    /// Takes one thing away from another: `removeCouponFromCustomer`.
    Detach,
    /// Changes nothing: estimates, previews, triggers.
    Other,
}

const VERBS: &[(&str, Verb)] = &[
    ("create", Verb::Create),
    ("provision", Verb::Create),
    ("report", Verb::Create),
    ("grant", Verb::Create),
    ("duplicate", Verb::Create),
    ("import", Verb::Upsert),
    ("apply", Verb::Upsert),
    ("save", Verb::Upsert),
    ("unarchive", Verb::Unarchive),
    ("archive", Verb::Archive),
    ("cancel", Verb::Cancel),
    ("void", Verb::Void),
    ("publish", Verb::Publish),
    ("revoke", Verb::Revoke),
    ("delete", Verb::Delete),
    ("rotate", Verb::Rotate),
    ("remove", Verb::Detach),
    ("detach", Verb::Detach),
    ("update", Verb::Update),
    ("edit", Verb::Update),
    ("set", Verb::Update),
    ("add", Verb::Update),
    ("attach", Verb::Update),
    ("migrate", Verb::Update),
    ("transfer", Verb::Update),
    ("delegate", Verb::Update),
    ("rollback", Verb::Update),
    ("start", Verb::Update),
    ("stop", Verb::Update),
];

impl Verb {
    pub(crate) fn of(mutation: &str) -> Self {
        let is_word = |verb: &str| {
            mutation.strip_prefix(verb).is_some_and(|rest| rest.chars().next().is_none_or(char::is_uppercase))
        };
        VERBS.iter().find(|(verb, _)| is_word(verb)).map_or(Self::Other, |(_, verb)| *verb)
    }
}

/// The fields that change by the verb alone.
pub(crate) fn changes(
    field: &FieldProfile,
    verb: Verb,
    entity: &Object<'_>,
    arguments: &Arguments,
    now: &str,
) -> Result<Map<String, Value>, ExecutionError> {
    let profile = entity.profile;
    let mut changes = Map::new();
    let mut set = |name: &str, value: Value| {
        if profile.field(name).is_some_and(|field| !value.is_null() || !field.ty.is_non_null()) {
            changes.insert(name.to_owned(), value);
        }
    };
    let status = |wanted: &[&str]| status(profile, wanted).map_or(Value::Null, Value::String);
    match verb {
        Verb::Archive => {
            set("deletedAt", json!(now));
            set("archivedAt", json!(now));
            set("status", status(&["ARCHIVED", "Archived"]));
        }
        Verb::Unarchive => {
            set("deletedAt", Value::Null);
            set("archivedAt", Value::Null);
            set("status", status(&["ACTIVE", "PUBLISHED"]));
        }
        Verb::Cancel => {
            let cancellation = Cancellation::of(entity, arguments, now)?;
            if cancellation.is_done() {
                set("status", status(&["CANCELED", "CANCELLED"]));
            }
            for (name, value) in cancellation.changes(now) {
                set(&name, value);
            }
        }
        Verb::Void => {
            if entity.written("voidedAt").is_some_and(|voided| !voided.is_null()) {
                let message = format!("Credit grant already voided: {}", entity.public_id());
                return Err(ExecutionError::new("CreditGrantAlreadyVoided", message));
            }
            set("voidedAt", json!(now));
            set("status", status(&["VOIDED"]));
        }
        Verb::Publish => set("status", status(&["PUBLISHED"])),
        Verb::Revoke => set("status", status(&["REVOKED", "Revoked", "EXPIRED", "Expired"])),
        Verb::Detach => link(field, profile, "remove", &Value::Null, &mut changes),
        Verb::Update => {
            if let Some(target) = arguments.find("relationId") {
                link(field, profile, "set", target, &mut changes);
            }
        }
        Verb::Create | Verb::Upsert | Verb::Delete | Verb::Rotate | Verb::Other => {}
    }
    Ok(changes)
}

/// `setCouponOnCustomer` points the field `coupon` at another entity, `removeCouponFromCustomer` at none.
fn link(field: &FieldProfile, profile: &ObjectProfile, verb: &str, target: &Value, changes: &mut Map<String, Value>) {
    let linked = field.name.strip_prefix(verb).unwrap_or(&field.name).to_lowercase();
    for inner in profile.fields.values() {
        let is_meant = linked.starts_with(&inner.name.to_lowercase());
        if is_meant && matches!(inner.role, Role::One { .. }) && !(target.is_null() && inner.ty.is_non_null()) {
            let name = if target.is_null() { inner.name.to_string() } else { format!("{}Id", inner.name) };
            changes.insert(name, target.clone());
        }
    }
}

/// The first of these that the type's `status` can be.
fn status(profile: &ObjectProfile, wanted: &[&str]) -> Option<String> {
    let Role::Leaf(Leaf::Enum { values, .. }) = &profile.field("status")?.role else { return None };
    wanted.iter().find(|wanted| values.iter().any(|value| value == **wanted)).map(ToString::to_string)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn verbs_are_whole_words() {
        for (mutation, verb) in [
            ("createOneCoupon", Verb::Create),
            ("unarchiveCustomer", Verb::Unarchive),
            ("removeCouponFromCustomer", Verb::Detach),
            ("estimateSubscription", Verb::Other),
            ("settle", Verb::Other),
            ("create", Verb::Create),
        ] {
            assert_eq!(Verb::of(mutation), verb, "{mutation}");
        }
    }
}
