//! Any selection, seen as what access is computed from.

/// The [`Entitlement`](crate::entitlements::Entitlement) that a selection of `FeatureEntitlement` is, or of the older type
/// `Entitlement`: shipped or your own.
///
/// It takes a struct, or a reference to one, that selects what access is computed from, itself or through the one fragment that
/// it spreads:
///
/// ```graphql
/// query Entitlements($query: FetchEntitlementsQuery!) {
///   entitlementsState(query: $query) {
///     entitlementsV2 {
///       ... on FeatureEntitlement {
///         feature { featureType meterType }
///         isGranted accessDeniedReason hasUnlimitedUsage hasSoftLimit usageLimit currentUsage enumValues
///         resetPeriod usagePeriodAnchor usagePeriodEnd validUntil
///       }
///     }
///   }
/// }
/// ```
///
/// Where one of them is missing, the compiler says which: ``no field `has_soft_limit` on type ..``. An answer that lacks one
/// would sometimes be wrong. Of a selection that cannot have all of them, fill an
/// [`Entitlement`](crate::entitlements::Entitlement) by hand.
///
/// ```
/// use stigg_graphql::entitlements::feature_entitlement;
/// use stigg_graphql::operations::fragments::FeatureEntitlementFragment;
///
/// fn may_add_seats(seats: &FeatureEntitlementFragment, amount: f64) -> bool {
///     feature_entitlement!(seats).access(amount).is_granted()
/// }
/// ```
#[macro_export]
macro_rules! feature_entitlement {
    ($selection:expr) => {{
        let selection = &$selection;
        let (kind, has_meter) = match &selection.feature {
            ::core::option::Option::Some(feature) => (
                feature.feature_type.as_str(),
                ::core::option::Option::is_some_and(feature.meter_type.as_ref(), |meter| meter.as_str() != "None"),
            ),
            ::core::option::Option::None => ("NUMBER", false),
        };
        $crate::entitlements::Entitlement {
            kind: $crate::entitlements::FeatureKind::of(kind, has_meter),
            has_unlimited_usage: selection.has_unlimited_usage,
            enum_values: ::core::clone::Clone::clone(&selection.enum_values).unwrap_or_default(),
            reset_period: ::core::option::Option::and_then(selection.reset_period.as_ref(), |period| {
                $crate::entitlements::ResetPeriod::of(period.as_str())
            }),
            usage_period_anchor: selection.usage_period_anchor.map(::core::convert::Into::into),
            ..$crate::credit_entitlement!(*selection)
        }
    }};
}

/// The [`Entitlement`](crate::entitlements::Entitlement) that a selection of `CreditEntitlement` is, shipped or your own.
///
/// As [`feature_entitlement!`](crate::feature_entitlement), it takes whatever selects `isGranted`, `accessDeniedReason`,
/// `hasSoftLimit`, `usageLimit`, `currentUsage`, `usagePeriodEnd` and `validUntil`.
///
/// ```compile_fail
/// struct Credits { is_granted: bool, usage_limit: Option<f64>, current_usage: Option<f64> }
///
/// fn may_use(credits: &Credits) -> bool {
///     // error[E0609]: no field `access_denied_reason` on type `Credits`, and three more
///     stigg_graphql::entitlements::credit_entitlement!(credits).access(1.0).is_granted()
/// }
/// ```
#[macro_export]
macro_rules! credit_entitlement {
    ($selection:expr) => {{
        let selection = &$selection;
        $crate::entitlements::Entitlement {
            kind: $crate::entitlements::FeatureKind::Credit,
            is_granted: selection.is_granted,
            denied_reason: ::core::option::Option::map(selection.access_denied_reason.as_ref(), |reason| {
                $crate::entitlements::DeniedReason::from(reason.as_str())
            }),
            has_soft_limit: selection.has_soft_limit.unwrap_or_default(),
            usage_limit: selection.usage_limit,
            current_usage: selection.current_usage,
            usage_period_end: selection.usage_period_end.map(::core::convert::Into::into),
            valid_until: selection.valid_until.map(::core::convert::Into::into),
            ..::core::default::Default::default()
        }
    }};
}
