//! What a customer may use: the same, whichever way one asks.
//!
//! A customer has some of the features, and one currency of credits. Each entitlement is a function of the customer, the
//! resource and the feature or currency, and not of the field that shows it.

use serde_json::{Map, Value, json};

use super::field_value::FieldValue;
use super::object::Object;
use crate::data::entity_kind::KindId;
use crate::data::hash;
use crate::data::key::Key;
use crate::data::profile::{FieldProfile, ObjectProfile};
use crate::data::stigg;

const FEATURE: &str = "feature";
const CURRENCY: &str = "currency";

/// Whose entitlements, and which of them.
pub(crate) struct Question<'a> {
    pub(crate) customer: &'a str,
    pub(crate) resource: Option<&'a str>,
    pub(crate) feature: Option<&'a str>,
    pub(crate) currency: Option<&'a str>,
}

impl<'a> Question<'a> {
    /// What is asked by a search for ids by their names.
    pub(crate) fn of(id: impl Fn(&str) -> Option<&'a str>) -> Option<Self> {
        let [resource, feature, currency] = ["resourceId", "featureId", "currencyId"].map(&id);
        Some(Self { customer: id("customerId")?, resource, feature, currency })
    }

    /// The value of a field that shows entitlements; nothing where it shows none, or of nobody known.
    pub(crate) fn answer<'r>(&self, parent: &Object<'r>, field: &FieldProfile) -> Option<FieldValue<'r>> {
        let type_name = field.ty.inner_named_type();
        if !stigg::ENTITLEMENTS.contains(&type_name.as_str()) {
            return None;
        }
        let world = parent.context.world;
        let kinds = world.catalog.kinds();
        let customer = kinds.named("Customer").and_then(|kind| world.find(&parent.state, kind, self.customer))?;
        let owner = hash::mix(u64::from(customer), self.resource.map_or(0, hash::of_name));
        let shown_in = |name: &str| -> Option<&'r ObjectProfile> {
            world.catalog.possible_types(type_name).into_iter().find(|profile| profile.field(name).is_some())
        };
        let entitlement = |name: &str, kind: KindId, index: u32, is_his: bool| {
            let profile = shown_in(name)?;
            let id = parent.of_kind(kind, index)?.public_id();
            let mut given = Map::from_iter([(name.to_owned(), json!({ id_field(name): id }))]);
            if !is_his {
                given.insert("isGranted".to_owned(), Value::Bool(false));
                given.insert("accessDeniedReason".to_owned(), json!("NoFeatureEntitlementInSubscription"));
            }
            let what = hash::mix(hash::of_name(name), u64::from(index));
            let key = Key::answer(world.seed, hash::of_name("Entitlement"), hash::mix(owner, what));
            Some(parent.of_value(profile, key).with(given).echoing(parent.inherited_echo()))
        };
        let features = kinds.named("Feature").map(|kind| (kind, some(owner, world.count(kind), 3)));
        let currencies = kinds.named("CustomCurrency").map(|kind| (kind, some(owner, world.count(kind), 1)));
        if field.ty.is_list() {
            let all =
                [(FEATURE, features), (CURRENCY, currencies)].into_iter().filter_map(|(name, of)| Some((name, of?)));
            let all = all.flat_map(|(name, (kind, indexes))| indexes.into_iter().map(move |index| (name, kind, index)));
            return Some(FieldValue::objects(
                all.filter_map(|(name, kind, index)| entitlement(name, kind, index, true)).collect(),
            ));
        }
        let one = |name, id: &str, of: Option<(KindId, Vec<u32>)>| {
            let (kind, indexes) = of?;
            let index = world.find(&parent.state, kind, id)?;
            entitlement(name, kind, index, indexes.contains(&index))
        };
        match (self.feature, self.currency) {
            (Some(id), _) => one(FEATURE, id, features),
            (None, Some(id)) => one(CURRENCY, id, currencies),
            (None, None) => None,
        }
        .map(FieldValue::Object)
    }
}

fn id_field(name: &str) -> &'static str {
    if name == CURRENCY { "currencyId" } else { "refId" }
}

/// A run of positions, from `least` to two more.
fn some(owner: u64, count: u32, least: u32) -> Vec<u32> {
    let draw = hash::mix(owner, hash::of_name("entitlements"));
    let length = if least > 1 { least + hash::below(draw >> 32, 3) } else { least };
    (0..length.min(count)).map(|at| (hash::below(draw, count) + at) % count).collect()
}
