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
        let holder = self.holder(parent)?;
        let features = kinds.named("Feature").map(|kind| (kind, some(holder.hash(), world.count(kind), 3)));
        let currencies = kinds.named("CustomCurrency").map(|kind| (kind, some(holder.hash(), world.count(kind), 1)));
        let entitlement = |name: &str, kind: KindId, index: u32, is_his: bool| {
            holder.entitlement(shown_in(parent, type_name, name)?, name, (kind, index), is_his)
        };
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

    /// What counts the use of the feature that is asked about.
    pub(crate) fn meter<'b, 'r>(&self, root: &'b Object<'r>) -> Option<Meter<'b, 'r>>
    where
        'a: 'b,
    {
        let world = root.context.world;
        let kind = world.catalog.kinds().named("Feature")?;
        Some(Meter { holder: self.holder(root)?, feature: (kind, world.find(&root.state, kind, self.feature?)?) })
    }

    fn holder<'b, 'r>(&self, parent: &'b Object<'r>) -> Option<Holder<'b, 'r>>
    where
        'a: 'b,
    {
        let world = parent.context.world;
        let kind = world.catalog.kinds().named("Customer")?;
        let customer = world.find(&parent.state, kind, self.customer)?;
        Some(Holder { parent, customer, is_new: customer >= world.count(kind), resource: self.resource })
    }
}

/// A customer, or what belongs to one of their resources.
struct Holder<'b, 'r> {
    parent: &'b Object<'r>,
    customer: u32,
    /// Whether the customer was made by a write: they have used nothing that was not reported.
    is_new: bool,
    resource: Option<&'b str>,
}

impl<'r> Holder<'_, 'r> {
    fn hash(&self) -> u64 {
        hash::mix(u64::from(self.customer), self.resource.map_or(0, hash::of_name))
    }

    fn entitlement(
        &self,
        profile: &'r ObjectProfile,
        name: &str,
        (kind, index): (KindId, u32),
        is_his: bool,
    ) -> Option<Object<'r>> {
        let id = self.parent.of_kind(kind, index)?.public_id();
        let mut given = Map::from_iter([(name.to_owned(), json!({ id_field(name): id }))]);
        if !is_his {
            given.insert("isGranted".to_owned(), Value::Bool(false));
            given.insert("accessDeniedReason".to_owned(), json!("NoFeatureEntitlementInSubscription"));
        }
        if name == FEATURE {
            given.extend(self.reported(index));
        }
        let what = hash::mix(hash::of_name(name), u64::from(index));
        let key =
            Key::answer(self.parent.context.world.seed, hash::of_name("Entitlement"), hash::mix(self.hash(), what));
        Some(self.parent.of_value(profile, key).with(given).echoing(self.parent.inherited_echo()))
    }

    /// What reports say about the use of a feature.
    fn reported(&self, feature: u32) -> Map<String, Value> {
        let state = &self.parent.state;
        let kind = self.parent.context.world.catalog.kinds().named(stigg::USAGE);
        let last = kind.and_then(|kind| Some((kind, state.by_id(kind, &self.last_report(feature))?)));
        let report = last.and_then(|(kind, index)| state.patch(kind, index));
        let mut fields = Map::new();
        if let Some(report) = report {
            for (name, reported) in [("currentUsage", "currentUsage"), ("usageUpdatedAt", "timestamp")] {
                fields.extend(report.get(reported).map(|value| (name.to_owned(), value.clone())));
            }
        } else if self.is_new {
            fields.extend([("currentUsage".to_owned(), json!(0)), ("usageUpdatedAt".to_owned(), Value::Null)]);
        }
        fields
    }

    /// The name of the last report of a feature's use.
    fn last_report(&self, feature: u32) -> String {
        format!("usage of {feature} by {} {:?}", self.customer, self.resource)
    }
}

/// Counts a customer's use of a feature.
pub(crate) struct Meter<'b, 'r> {
    holder: Holder<'b, 'r>,
    feature: (KindId, u32),
}

impl<'r> Meter<'_, 'r> {
    /// The entitlement, which shows how much was used so far.
    pub(crate) fn entitlement(&self) -> Option<Object<'r>> {
        let parent = self.holder.parent;
        let profile = stigg::ENTITLEMENTS.iter().find_map(|name| shown_in(parent, name, FEATURE))?;
        self.holder.entitlement(profile, FEATURE, self.feature, true)
    }

    /// The name of the last report.
    pub(crate) fn last_report(&self) -> String {
        self.holder.last_report(self.feature.1)
    }
}

/// The type that shows an entitlement to a feature, or to a currency.
fn shown_in<'r>(parent: &Object<'r>, type_name: &str, name: &str) -> Option<&'r ObjectProfile> {
    let types = parent.context.world.catalog.possible_types(type_name);
    types.into_iter().find(|profile| profile.field(name).is_some())
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
