//! What the sandbox knows about Stigg beyond the schema. Tables only; with another schema they match nothing.

use serde_json::{Map, Value, json};

/// Types that show the same entity as another type: what is found through one is found through the other.
pub(crate) const VIEWS: &[(&str, &str)] = &[
    ("AddonAssociatedPlan", "Plan"),
    ("CustomerPortalPricingFeature", "Feature"),
    ("EntitlementCurrency", "CustomCurrency"),
    ("EntitlementFeature", "Feature"),
    ("EnvironmentListItem", "Environment"),
    ("FeatureAssociatedPackageDTO", "Plan"),
    ("FeatureDependency", "Feature"),
    ("HookDeleteResponse", "Hook"),
    ("IntegrationDeleteResponse", "Integration"),
    ("PackageDTO", "Plan"),
    ("PackageEntitlementDeleteResponse", "PackageEntitlement"),
    ("PaywallAddon", "Addon"),
    ("PaywallBasePlan", "Plan"),
    ("PaywallPlan", "Plan"),
    ("PaywallProduct", "Product"),
    ("PriceDeleteResponse", "Price"),
    ("ProductDeleteResponse", "Product"),
    ("PromotionalEntitlementDeleteResponse", "PromotionalEntitlement"),
    ("CustomerSubscription", "Subscription"),
    ("SubscriptionQuery", "Subscription"),
    ("SlimCustomCurrency", "CustomCurrency"),
    ("UsageMeasurementWithCurrentUsage", "UsageMeasurement"),
];

/// Types with an `id` that is not the id of something one could fetch.
pub(crate) const NOT_ENTITIES: &[&str] =
    &["EntitlementReference", "ImportSubTaskError", "ProvisionSubscriptionResult", "experimentInfo"];

/// How many of a kind there are unless the builder says otherwise: so many for each node of another kind.
pub(crate) const PER_NODE: &[(&str, &str, u32)] = &[
    ("Subscription", "Customer", 2),
    ("PromotionalEntitlement", "Customer", 1),
    ("CreditGrant", "Customer", 2),
    ("CreditLedgerEvent", "Customer", 4),
    ("CustomerResource", "Customer", 1),
    ("SubscriptionAddon", "Subscription", 1),
    ("SubscriptionPrice", "Subscription", 1),
];

/// Kinds of which one key sees only one.
pub(crate) const SINGLETONS: &[&str] = &["Account", "Environment", "User"];

/// Values that most nodes have, so that default filters such as `status: {in: [ACTIVE, IN_TRIAL]}` find something.
pub(crate) const USUAL_ENUM_VALUES: &[&str] = &["ACTIVE", "Active", "PUBLISHED", "USD", "SUCCESS", "SYNCED"];

/// Nullable fields that every node has: without them lists cannot be sorted and nothing can be shown.
pub(crate) const ALWAYS_PRESENT: &[&str] = &[
    "createdAt",
    "endCursor",
    "grant",
    "hasNextPage",
    "hasPreviousPage",
    "id",
    "isLatest",
    "pageInfo",
    "plan",
    "refId",
    "startCursor",
    "totalCount",
];

/// Fields that say something was undone, null as long as nobody did it.
pub(crate) const ABSENT: &[&str] = &["archivedAt", "deletedAt", "voidedAt"];

/// The same for fields that say so only in one type: the entitlements of a customer who exists are there.
pub(crate) const ABSENT_IN: &[(&str, &str)] = &[
    ("EntitlementsState", "accessDeniedReason"),
    ("EntitlementsUpdated", "accessDeniedReason"),
    ("EntitlementsUpdatedV2", "accessDeniedReason"),
];

/// A field that counts what another field lists, with the states that count.
pub(crate) struct Tally {
    pub(crate) type_name: &'static str,
    pub(crate) field: &'static str,
    pub(crate) list: &'static str,
    pub(crate) states: &'static [&'static str],
}

const fn of_customer(field: &'static str, list: &'static str, states: &'static [&'static str]) -> Tally {
    Tally { type_name: "Customer", field, list, states }
}

/// All of them.
pub(crate) const TALLIES: &[Tally] = &[
    of_customer("hasActiveSubscription", "subscriptions", &["ACTIVE", "IN_TRIAL"]),
    of_customer("totalActiveSubscription", "subscriptions", &["ACTIVE", "IN_TRIAL"]),
    of_customer("totalActivePromotionalEntitlements", "promotionalEntitlements", &["Active", "ACTIVE"]),
];

/// A field is null where its neighbour has this value.
pub(crate) const NULL_WHEN: &[(&str, &str, bool)] =
    &[("accessDeniedReason", "isGranted", true), ("usageLimit", "hasUnlimitedUsage", true)];

/// A field is null unless its neighbour has one of these values: of a kind of entity, the field, the neighbour and the values.
pub(crate) const NULL_UNLESS: &[(&str, &str, &str, &[&str])] = &[
    ("Subscription", "cancelReason", "status", &["CANCELED"]),
    ("Subscription", "cancellationDate", "status", &["CANCELED"]),
    ("Coupon", "percentOff", "type", &["PERCENTAGE"]),
    ("Coupon", "amountsOff", "type", &["FIXED"]),
    ("SubscriptionCoupon", "percentOff", "type", &["PERCENTAGE"]),
    ("SubscriptionCoupon", "amountsOff", "type", &["FIXED"]),
];

/// A field repeats what the entity in another field has: of a kind, the field, the other, and the field there.
pub(crate) const THROUGH: &[(&str, &str, &str, &str)] = &[
    ("CreditLedgerEvent", "creditCurrencyId", "grant", "currencyId"),
    ("CreditLedgerEvent", "creditGrantId", "grant", "grantId"),
    ("CreditLedgerEvent", "customerId", "grant", "customerId"),
    ("CreditLedgerEvent", "resourceId", "grant", "resourceId"),
];

/// When a subscription that is in one of these states came to its end, it is over.
pub(crate) const ENDED: &[&str] = &["CANCELED", "EXPIRED"];

/// Types of what a customer may use, whichever way one asks.
pub(crate) const ENTITLEMENTS: &[&str] =
    &["Entitlement", "EntitlementUnion", "EntitlementWithSummary", "EntitlementWithSummaryUnion"];

/// Root fields that list less than all nodes, with the filter they imply.
pub(crate) const IMPLIED_FILTERS: &[(&str, &str)] =
    &[("getActiveSubscriptions", r#"{"status": {"in": ["ACTIVE", "IN_TRIAL"]}}"#)];

/// Root fields that answer for a customer who does not exist, instead of an error.
pub(crate) const ANSWERS_FOR_THE_UNKNOWN: &[(&str, &str)] =
    &[("entitlementsState", r#"{"accessDeniedReason": "CustomerNotFound", "entitlements": [], "entitlementsV2": []}"#)];

/// Input fields that set a field of another name.
pub(crate) const INPUT_NAMES: &[(&str, &str)] = &[("customEndDate", "endDate"), ("metadata", "additionalMetaData")];

/// Inputs inside an input that create a second entity, and the field of the answer that shows it.
pub(crate) const NESTED_CREATIONS: &[(&str, &str)] = &[("subscriptionParams", "subscription")];

/// A field that something has when it is created, whatever such a field is like otherwise.
pub(crate) enum Fresh {
    Now,
    Zero,
    Null,
    Text(&'static str),
}

/// All of them, where the input does not say another value.
pub(crate) const FRESH: &[(&str, &str, Fresh)] = &[
    ("ApiKey", "expireAt", Fresh::Null),
    ("ApiKey", "keyType", Fresh::Text("SCOPED")),
    ("CreditLedgerEvent", "timestamp", Fresh::Now),
    ("CreditGrant", "consumedAmount", Fresh::Zero),
    ("CreditGrant", "effectiveAt", Fresh::Now),
    ("CreditGrant", "invoiceId", Fresh::Null),
    ("CreditGrant", "latestInvoice", Fresh::Null),
    ("Subscription", "cancelReason", Fresh::Null),
    ("Subscription", "cancellationDate", Fresh::Null),
    ("Subscription", "effectiveEndDate", Fresh::Null),
    ("Subscription", "endDate", Fresh::Null),
    ("Subscription", "startDate", Fresh::Now),
    (USAGE, "credit", Fresh::Null),
    (USAGE, "timestamp", Fresh::Now),
];

/// A field that follows from another that the input has: of a kind, the field, the other, and the value.
pub(crate) const FOLLOWS: &[(&str, &str, &str, &str)] =
    &[("Coupon", "type", "percentOff", "PERCENTAGE"), ("Coupon", "type", "amountsOff", "FIXED")];

/// Something that comes to its end by the clock.
pub(crate) struct Due {
    pub(crate) kind: &'static str,
    /// The field with its end.
    pub(crate) date: &'static str,
    /// The states in which it goes on until then, and the one after that.
    pub(crate) open: &'static [&'static str],
    pub(crate) status: &'static str,
}

/// All of them.
pub(crate) const DUE: &[Due] = &[
    Due { kind: "Subscription", date: "effectiveEndDate", open: &["ACTIVE", "IN_TRIAL"], status: "CANCELED" },
    Due { kind: GRANT, date: "expireAt", open: &["ACTIVE"], status: "EXPIRED" },
    Due { kind: "PromotionalEntitlement", date: "endDate", open: &["Active", "Paused"], status: "Expired" },
];

/// Credits that were granted.
pub(crate) const GRANT: &str = "CreditGrant";
/// What became of them, line by line.
pub(crate) const LEDGER: &str = "CreditLedgerEvent";
/// What such a line says.
pub(crate) const CREDITS_GRANTED: &str = "CREDITS_GRANTED";
pub(crate) const CREDITS_VOIDED: &str = "CREDITS_VOIDED";
pub(crate) const CREDITS_CONSUMED: &str = "CREDITS_CONSUMED";
pub(crate) const CREDITS_EXPIRED: &str = "CREDITS_EXPIRED";
/// A grant takes over what another has consumed.
pub(crate) const CREDITS_TRANSFERRED: [&str; 2] =
    ["CREDITS_CONSUMPTION_TRANSFER_SOURCE", "CREDITS_CONSUMPTION_TRANSFER_TARGET"];

/// The mutations that take credits from grants: once, and for each item of a list.
pub(crate) const CONSUMPTION: &str = "consumeCredits";
pub(crate) const CONSUMPTIONS: (&str, &str) = ("consumeCreditsAsync", "consumptions");

/// What was used of a feature.
pub(crate) const USAGE: &str = "UsageMeasurement";

/// The type of a grant that has nothing to give and counts what is owed.
pub(crate) const OVERDRAFT: &str = "OVERDRAFT";

/// The type that says what is left of the grants of a customer.
pub(crate) const BALANCES: &str = "CreditBalanceSummary";

/// Kinds whose ids may not hold an `@`.
pub(crate) const IDS_WITHOUT_AT: &[&str] = &["CustomCurrency", "CustomerResource"];
/// What a public id is at most long.
pub(crate) const LONGEST_ID: usize = 255;

/// The kind that has to be alive to be applied.
pub(crate) const COUPON: &str = "Coupon";

/// The kind of the keys that the API asks for.
pub(crate) const API_KEY: &str = "ApiKey";

/// Kinds of which a customer has one for each of these, until it is over.
pub(crate) const ONE_FOR: &[(&str, &[&str])] = &[("PromotionalEntitlement", &["customerId", "featureId"])];

/// What the key of an idempotent call counts for: each of these anew.
pub(crate) const IDEMPOTENT_FOR: &[&str] = &["customerId", "resourceId", "featureId", "currencyId"];

/// What a mutation's answer says when everything went well.
pub(crate) fn answer_defaults(type_name: &str) -> Map<String, Value> {
    let defaults = match type_name {
        "ProvisionSubscriptionResult" => {
            json!({"status": "SUCCESS", "checkoutUrl": null, "checkoutBillingId": null, "isScheduled": false})
        }
        _ => json!({}),
    };
    match defaults {
        Value::Object(defaults) => defaults,
        _ => Map::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::DEFAULT_SCHEMA;
    use apollo_compiler::Schema;

    /// A refreshed schema may rename things; the tables must follow.
    #[test]
    fn everything_in_the_tables_is_in_the_schema() {
        let schema = Schema::parse_and_validate(DEFAULT_SCHEMA, "stigg.graphql").expect("a valid schema");
        let has_field = |of: &str, field: &str| {
            let object = schema.get_object(of).unwrap_or_else(|| panic!("no type {of}"));
            assert!(object.fields.contains_key(field), "no field {of}.{field}");
        };
        for name in VIEWS.iter().map(|(view, _)| view).chain(NOT_ENTITIES).chain(SINGLETONS) {
            assert!(schema.get_object(name).is_some(), "no type {name}");
        }
        for (kind, owner, _) in PER_NODE {
            for name in [kind, owner] {
                let is_kind = VIEWS.iter().any(|(_, of)| of == name) || schema.get_object(name).is_some();
                assert!(is_kind, "no kind {name}");
            }
        }
        for (of, field) in ABSENT_IN {
            has_field(of, field);
        }
        for tally in TALLIES {
            has_field(tally.type_name, tally.field);
            has_field(tally.type_name, tally.list);
        }
        for (field, json) in IMPLIED_FILTERS.iter().chain(ANSWERS_FOR_THE_UNKNOWN) {
            has_field("Query", field);
            serde_json::from_str::<Map<String, Value>>(json).unwrap_or_else(|error| panic!("{field}: {error}"));
        }
        for (_, output) in NESTED_CREATIONS {
            has_field("ProvisionedCustomer", output);
        }
        for (kind, field, _) in FRESH {
            let view = VIEWS.iter().find(|(_, of)| of == kind).map(|(view, _)| *view);
            has_field(view.unwrap_or(kind), field);
        }
        for (kind, field, neighbour, _) in NULL_UNLESS.iter().filter(|(kind, ..)| *kind != "Subscription") {
            has_field(kind, field);
            has_field(kind, neighbour);
        }
        for (kind, field, via, there) in THROUGH {
            has_field(kind, field);
            has_field(kind, via);
            has_field("CreditGrant", there);
        }
        for (kind, field, given, _) in FOLLOWS {
            has_field(kind, field);
            has_field(kind, given);
        }
        for event in
            [CREDITS_GRANTED, CREDITS_VOIDED, CREDITS_CONSUMED, CREDITS_EXPIRED].iter().chain(&CREDITS_TRANSFERRED)
        {
            let events = schema.get_enum("CreditLedgerEventType").expect("the events of the ledger");
            assert!(events.values.contains_key(*event), "no event {event}");
        }
        for due in DUE {
            let view = VIEWS.iter().find(|(_, of)| *of == due.kind).map_or(due.kind, |(view, _)| view);
            has_field(view, due.date);
            has_field(view, "status");
        }
        has_field("Mutation", CONSUMPTION);
        has_field("Mutation", CONSUMPTIONS.0);
        has_field(BALANCES, "balances");
        for name in ENTITLEMENTS {
            assert!(schema.types.contains_key(*name), "no type {name}");
        }
        for kind in IDS_WITHOUT_AT
            .iter()
            .chain(ONE_FOR.iter().map(|(kind, _)| kind))
            .chain([&API_KEY, &COUPON, &GRANT, &LEDGER, &USAGE])
        {
            assert!(schema.get_object(kind).is_some(), "no type {kind}");
        }
        for field in answer_defaults("ProvisionSubscriptionResult").keys() {
            has_field("ProvisionSubscriptionResult", field);
        }
        has_field("PromotionalEntitlement", INPUT_NAMES[0].1);
        has_field("Customer", INPUT_NAMES[1].1);
    }
}
