//! The shipped entitlement fragments, seen as what access is computed from.

use jiff::Timestamp;

use crate::entitlements::{DeniedReason, Entitlement, FeatureKind, ResetPeriod};
use crate::operations::fragments::{
    CreditEntitlementFragment, EntitlementFeatureFragment, EntitlementFragment, EntitlementUnionFragment,
    FeatureEntitlementFragment,
};
use crate::scalars::DateTime;

/// A number feature is metered when its type of meter says so, or when it names its meter.
fn kind(feature: Option<&EntitlementFeatureFragment>, meter_id: Option<&str>) -> FeatureKind {
    let Some(feature) = feature else { return FeatureKind::of("NUMBER", meter_id.is_some()) };
    let meter_type = feature.meter_type.as_ref().map_or("None", |meter| meter.as_str());
    FeatureKind::of(feature.feature_type.as_str(), meter_type != "None" || meter_id.is_some())
}

fn instant(time: Option<DateTime>) -> Option<Timestamp> {
    time.map(DateTime::timestamp)
}

impl From<&FeatureEntitlementFragment> for Entitlement {
    fn from(from: &FeatureEntitlementFragment) -> Self {
        Self {
            kind: kind(from.feature.as_ref(), from.meter_id.as_deref()),
            is_granted: from.is_granted,
            denied_reason: from.access_denied_reason.as_ref().map(|reason| DeniedReason::from(reason.as_str())),
            has_unlimited_usage: from.has_unlimited_usage,
            has_soft_limit: from.has_soft_limit.unwrap_or_default(),
            usage_limit: from.usage_limit,
            current_usage: from.current_usage,
            enum_values: from.enum_values.clone().unwrap_or_default(),
            reset_period: from.reset_period.as_ref().and_then(|period| ResetPeriod::of(period.as_str())),
            usage_period_anchor: instant(from.usage_period_anchor),
            usage_period_end: instant(from.usage_period_end),
            valid_until: instant(from.valid_until),
        }
    }
}

impl From<&EntitlementFragment> for Entitlement {
    fn from(from: &EntitlementFragment) -> Self {
        Self {
            kind: kind(from.feature.as_ref(), None),
            is_granted: from.is_granted,
            denied_reason: from.access_denied_reason.as_ref().map(|reason| DeniedReason::from(reason.as_str())),
            has_unlimited_usage: from.has_unlimited_usage,
            has_soft_limit: from.has_soft_limit.unwrap_or_default(),
            usage_limit: from.usage_limit,
            current_usage: from.current_usage,
            enum_values: from.enum_values.clone().unwrap_or_default(),
            reset_period: from.reset_period.as_ref().and_then(|period| ResetPeriod::of(period.as_str())),
            usage_period_anchor: instant(from.usage_period_anchor),
            usage_period_end: instant(from.usage_period_end),
            valid_until: from.valid_until.map(Timestamp::from),
        }
    }
}

impl From<&CreditEntitlementFragment> for Entitlement {
    fn from(from: &CreditEntitlementFragment) -> Self {
        Self {
            kind: FeatureKind::Credit,
            is_granted: from.is_granted,
            denied_reason: from.access_denied_reason.as_ref().map(|reason| DeniedReason::from(reason.as_str())),
            has_soft_limit: from.has_soft_limit.unwrap_or_default(),
            usage_limit: from.usage_limit,
            current_usage: from.current_usage,
            usage_period_end: instant(from.usage_period_end),
            valid_until: instant(from.valid_until),
            ..Self::default()
        }
    }
}

/// Fails for a member of the union that this version does not know; its `__typename` comes back.
impl TryFrom<&EntitlementUnionFragment> for Entitlement {
    type Error = String;

    fn try_from(from: &EntitlementUnionFragment) -> Result<Self, String> {
        match from {
            EntitlementUnionFragment::FeatureEntitlement(feature) => Ok(feature.into()),
            EntitlementUnionFragment::CreditEntitlement(credit) => Ok(credit.into()),
            EntitlementUnionFragment::Other(other) => Err(other.typename.clone()),
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::*;

    fn feature(more: &Value) -> Value {
        let mut json = json!({
            "__typename": "FeatureEntitlement",
            "feature": {
                "refId": "seats", "displayName": "Seats", "description": null, "featureType": "NUMBER",
                "meterType": "Incremental", "featureUnits": null, "featureUnitsPlural": null,
                "unitTransformation": null, "additionalMetaData": null,
            },
            "isGranted": true, "accessDeniedReason": null, "hasUnlimitedUsage": false, "hasSoftLimit": null,
            "usageLimit": 10, "currentUsage": 8, "enumValues": null, "creditRate": null, "meterId": null,
            "resetPeriod": "MONTH", "resetPeriodConfiguration": null,
            "usagePeriodAnchor": "2024-01-31T00:00:00.000Z", "usagePeriodStart": null,
            "usagePeriodEnd": "2124-01-31T00:00:00.000Z", "usageUpdatedAt": null, "entitlementUpdatedAt": null,
            "validUntil": null,
        });
        for (key, value) in more.as_object().unwrap() {
            json[key] = value.clone();
        }
        json
    }

    fn entitlement(json: Value) -> Entitlement {
        let fragment: EntitlementUnionFragment = serde_json::from_value(json).unwrap();
        Entitlement::try_from(&fragment).unwrap()
    }

    #[test]
    fn a_feature_entitlement_decides() {
        let seats = entitlement(feature(&json!({})));
        assert_eq!(seats.kind, FeatureKind::Metered);
        assert!(seats.access(2.0).is_granted() && !seats.access(3.0).is_granted());
        assert_eq!(seats.reset_period, Some(ResetPeriod::Month));
        let revoked = entitlement(feature(&json!({"isGranted": false, "accessDeniedReason": "Revoked"})));
        assert_eq!(revoked.access(0.0).reason(), Some(&DeniedReason::Revoked));
        let soft = entitlement(feature(&json!({"hasSoftLimit": true})));
        assert!(soft.access(100.0).is_granted());
    }

    #[test]
    fn the_first_shape_has_its_valid_until_in_milliseconds() {
        let mut json = feature(&json!({"validUntil": 1_661_374_813_000_i64, "nextResetDate": null}));
        for key in ["customerId", "resourceId", "requestedUsage", "requestedValues"] {
            json[key] = Value::Null;
        }
        json.as_object_mut().unwrap().remove("meterId");
        json["feature"]["featureType"] = json!("BOOLEAN");
        let fragment: EntitlementFragment = serde_json::from_value(json).unwrap();
        let entitlement = Entitlement::from(&fragment);
        assert_eq!(entitlement.kind, FeatureKind::Boolean);
        assert_eq!(entitlement.valid_until, Some("2022-08-24T21:00:13Z".parse().unwrap()));
    }

    #[test]
    fn credits_decide_by_what_is_left() {
        let credits = entitlement(json!({
            "__typename": "CreditEntitlement",
            "currency": {
                "currencyId": "cred", "displayName": "Credits", "description": null, "unitSingular": null,
                "unitPlural": null, "additionalMetaData": null,
            },
            "isGranted": true, "accessDeniedReason": null, "hasSoftLimit": false, "usageLimit": 100.0,
            "currentUsage": 90.5, "usagePeriodEnd": null, "usageUpdatedAt": null, "entitlementUpdatedAt": null,
            "validUntil": "2124-01-31T00:00:00.000Z",
        }));
        assert!(credits.access(9.5).is_granted());
        assert_eq!(credits.access(10.0).reason(), Some(&DeniedReason::InsufficientCredits));
    }

    #[test]
    fn a_member_that_is_not_known_says_its_name() {
        let fragment: EntitlementUnionFragment = serde_json::from_value(json!({"__typename": "SeatPool"})).unwrap();
        assert_eq!(Entitlement::try_from(&fragment), Err("SeatPool".to_owned()));
    }
}
