//! The shipped entitlement fragments, seen as what access is computed from.

use crate::entitlements::{Entitlement, FeatureKind, credit_entitlement, feature_entitlement};
use crate::operations::fragments::{
    CreditEntitlementFragment, EntitlementFragment, EntitlementUnionFragment, FeatureEntitlementFragment,
};

/// Needs the feature `operations`, as all of these conversions of shipped fragments.
impl From<&FeatureEntitlementFragment> for Entitlement {
    fn from(from: &FeatureEntitlementFragment) -> Self {
        let mut entitlement = feature_entitlement!(from);
        // A feature is metered also when it does not say so, but names its meter.
        if entitlement.kind == FeatureKind::Number && from.meter_id.is_some() {
            entitlement.kind = FeatureKind::Metered;
        }
        entitlement
    }
}

/// Needs the feature `operations`.
impl From<&EntitlementFragment> for Entitlement {
    fn from(from: &EntitlementFragment) -> Self {
        feature_entitlement!(from)
    }
}

/// Needs the feature `operations`.
impl From<&CreditEntitlementFragment> for Entitlement {
    fn from(from: &CreditEntitlementFragment) -> Self {
        credit_entitlement!(from)
    }
}

/// Fails for a member of the union that this version does not know; its `__typename` comes back. Needs the feature `operations`.
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
    use crate::entitlements::{DeniedReason, ResetPeriod};

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
