//! Whether a customer may use a feature, computed from an entitlement as Stigg's official SDKs do it.
//!
//! The server answers `isGranted` for the moment of the query. A client that keeps entitlements, or asks for an amount,
//! computes the answer itself, by the rule of Stigg's JavaScript SDK:
//!
//! | entitlement | access |
//! | --- | --- |
//! | none | no |
//! | denied for a reason that usage does not change (`BudgetExceeded`, `Revoked`, ..) | no |
//! | boolean feature | yes |
//! | enum feature | yes, if it has every value asked for |
//! | number feature without a meter | yes |
//! | unlimited, or with a soft limit | yes |
//! | metered feature, or credits | if usage and the amount asked for are together within the limit |
//!
//! When the usage period has ended, usage counts as 0 and the next period is computed from its anchor.
//!
//! ```
//! use stigg_graphql::entitlements::{DeniedReason, Entitlement, FeatureKind, has_access};
//!
//! let seats = Entitlement {
//!     kind: FeatureKind::Metered,
//!     usage_limit: Some(10.0),
//!     current_usage: Some(8.0),
//!     ..Entitlement::granted()
//! };
//! assert!(has_access(Some(&seats), 2.0).is_granted());
//! let denied = has_access(Some(&seats), 3.0);
//! assert_eq!(denied.reason(), Some(&DeniedReason::RequestedUsageExceedingLimit));
//! ```

#[cfg(feature = "operations")]
mod fragments;
mod reset_period;
mod selection;

use std::fmt;

use jiff::Timestamp;

pub use crate::entitlements::reset_period::ResetPeriod;
#[doc(inline)]
pub use crate::{credit_entitlement, feature_entitlement};

/// What is entitled to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
#[non_exhaustive]
pub enum FeatureKind {
    /// On or off (`BOOLEAN`).
    #[default]
    Boolean,
    /// A choice of values (`ENUM`).
    Enum,
    /// A number that is a setting (`NUMBER` without a meter).
    Number,
    /// A number that is used up (`NUMBER` with a meter).
    Metered,
    /// Credits of a currency.
    Credit,
}

impl FeatureKind {
    /// Reads it off the schema's `FeatureType` and whether there is a meter.
    ///
    /// A type that this version does not know counts as metered when it has a meter, and as a number otherwise.
    pub fn of(feature_type: &str, has_meter: bool) -> Self {
        match (feature_type, has_meter) {
            ("BOOLEAN", _) => Self::Boolean,
            ("ENUM", _) => Self::Enum,
            (_, true) => Self::Metered,
            (_, false) => Self::Number,
        }
    }
}

/// One entitlement, of whatever shape the query selected it in.
///
/// [`feature_entitlement!`] and [`credit_entitlement!`] make it of whatever selects enough. Of what selects less, fill it by
/// hand; [`Entitlement::granted`] is what to start from. With the feature `operations`, the shipped fragments are converted by
/// `From` and `TryFrom`.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Entitlement {
    /// What is entitled to.
    pub kind: FeatureKind,
    /// `isGranted`.
    pub is_granted: bool,
    /// `accessDeniedReason`.
    pub denied_reason: Option<DeniedReason>,
    /// `hasUnlimitedUsage`.
    pub has_unlimited_usage: bool,
    /// `hasSoftLimit`: beyond the limit is allowed, and still counted.
    pub has_soft_limit: bool,
    /// `usageLimit`; for credits what was granted. Null is a limit of 0 and not "unlimited".
    pub usage_limit: Option<f64>,
    /// `currentUsage`; null is 0.
    pub current_usage: Option<f64>,
    /// `enumValues`.
    pub enum_values: Vec<String>,
    /// `resetPeriod`.
    pub reset_period: Option<ResetPeriod>,
    /// `usagePeriodAnchor`: what periods are counted from.
    pub usage_period_anchor: Option<Timestamp>,
    /// `usagePeriodEnd`.
    pub usage_period_end: Option<Timestamp>,
    /// `validUntil`: when to ask the server again.
    pub valid_until: Option<Timestamp>,
}

/// What is asked for.
#[derive(Debug, Clone, Copy, PartialEq)]
#[non_exhaustive]
pub enum Requested<'a> {
    /// This much more usage, or credits; 0 asks whether there is access at all.
    Usage(f64),
    /// These values of an enum feature.
    Values(&'a [&'a str]),
}

impl From<f64> for Requested<'_> {
    fn from(usage: f64) -> Self {
        Self::Usage(usage)
    }
}

impl<'a> From<&'a [&'a str]> for Requested<'a> {
    fn from(values: &'a [&'a str]) -> Self {
        Self::Values(values)
    }
}

/// The answer, with what it was computed from.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Access {
    reason: Option<DeniedReason>,
    /// The usage in the current period; 0 when the one told by the server has ended.
    pub usage: f64,
    /// The limit, where one applies.
    pub limit: Option<f64>,
    /// When the current period ends, where that is known.
    pub period_end: Option<Timestamp>,
}

impl Access {
    /// Whether there is access.
    pub fn is_granted(&self) -> bool {
        self.reason.is_none()
    }

    /// Why there is none.
    pub fn reason(&self) -> Option<&DeniedReason> {
        self.reason.as_ref()
    }

    /// What is left of the limit, not below 0; `None` where no limit applies.
    pub fn remaining(&self) -> Option<f64> {
        self.limit.map(|limit| (limit - self.usage).max(0.0))
    }
}

/// Why there is no access: the schema's `AccessDeniedReason`.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
#[non_exhaustive]
#[expect(missing_docs, reason = "the schema does not describe them")]
pub enum DeniedReason {
    BudgetExceeded,
    CustomerIsArchived,
    CustomerNotFound,
    CustomerResourceNotFound,
    EntitlementNotFound,
    FeatureNotFound,
    FeatureTypeMismatch,
    InsufficientCredits,
    NoActiveSubscription,
    NoFeatureEntitlementInSubscription,
    RequestedUsageExceedingLimit,
    RequestedValuesMismatch,
    Revoked,
    Unknown,
    /// A reason that this version does not know.
    Unlisted(String),
}

const REASONS: [(DeniedReason, &str); 14] = [
    (DeniedReason::BudgetExceeded, "BudgetExceeded"),
    (DeniedReason::CustomerIsArchived, "CustomerIsArchived"),
    (DeniedReason::CustomerNotFound, "CustomerNotFound"),
    (DeniedReason::CustomerResourceNotFound, "CustomerResourceNotFound"),
    (DeniedReason::EntitlementNotFound, "EntitlementNotFound"),
    (DeniedReason::FeatureNotFound, "FeatureNotFound"),
    (DeniedReason::FeatureTypeMismatch, "FeatureTypeMismatch"),
    (DeniedReason::InsufficientCredits, "InsufficientCredits"),
    (DeniedReason::NoActiveSubscription, "NoActiveSubscription"),
    (DeniedReason::NoFeatureEntitlementInSubscription, "NoFeatureEntitlementInSubscription"),
    (DeniedReason::RequestedUsageExceedingLimit, "RequestedUsageExceedingLimit"),
    (DeniedReason::RequestedValuesMismatch, "RequestedValuesMismatch"),
    (DeniedReason::Revoked, "Revoked"),
    (DeniedReason::Unknown, "Unknown"),
];

impl From<&str> for DeniedReason {
    fn from(text: &str) -> Self {
        REASONS
            .into_iter()
            .find_map(|(reason, known)| (known == text).then_some(reason))
            .unwrap_or_else(|| Self::Unlisted(text.to_owned()))
    }
}

impl fmt::Display for DeniedReason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Unlisted(text) => f.write_str(text),
            listed => f.write_str(REASONS.iter().find(|(reason, _)| reason == listed).map_or("", |(_, text)| text)),
        }
    }
}

impl DeniedReason {
    /// Whether the reason was found by comparing what was asked for, so that another request may be answered otherwise.
    fn depends_on_request(&self) -> bool {
        matches!(self, Self::RequestedUsageExceedingLimit | Self::RequestedValuesMismatch | Self::InsufficientCredits)
    }
}

impl Entitlement {
    /// A granted entitlement with nothing else known, to be filled by struct update.
    pub fn granted() -> Self {
        Self { is_granted: true, ..Self::default() }
    }

    /// Whether there is access to what is requested, at the time `now`.
    pub fn access_at<'a>(&self, requested: impl Into<Requested<'a>>, now: Timestamp) -> Access {
        let ended = self.usage_period_end.is_some_and(|end| now >= end);
        let period_end = match (ended, self.usage_period_anchor, self.reset_period) {
            (false, ..) => self.usage_period_end,
            (true, Some(anchor), Some(period)) => period.next(anchor, now),
            (true, ..) => None,
        };
        let usage = if ended { 0.0 } else { self.current_usage.unwrap_or_default() };
        let limited = matches!(self.kind, FeatureKind::Metered | FeatureKind::Credit) && !self.has_unlimited_usage;
        let limit = limited.then(|| self.usage_limit.unwrap_or_default());
        Access { reason: self.denied(requested.into(), usage, limit), usage, limit, period_end }
    }

    /// Whether there is access to what is requested, now.
    pub fn access<'a>(&self, requested: impl Into<Requested<'a>>) -> Access {
        self.access_at(requested, Timestamp::now())
    }

    /// Whether the server has to be asked again.
    pub fn is_stale(&self, now: Timestamp) -> bool {
        self.valid_until.is_some_and(|until| now >= until)
    }

    fn denied(&self, requested: Requested<'_>, usage: f64, limit: Option<f64>) -> Option<DeniedReason> {
        if let Some(reason) = &self.denied_reason
            && !reason.depends_on_request()
        {
            return Some(reason.clone());
        }
        let asked = match (requested, self.kind) {
            (Requested::Values(values), FeatureKind::Enum) => {
                let has = |value: &&str| self.enum_values.iter().any(|known| known == value);
                return (!values.iter().all(has)).then_some(DeniedReason::RequestedValuesMismatch);
            }
            (Requested::Values(_), _) => return Some(DeniedReason::FeatureTypeMismatch),
            (Requested::Usage(asked), _) => asked,
        };
        match self.kind {
            // Nothing to compare: the server's word stands.
            FeatureKind::Boolean | FeatureKind::Enum | FeatureKind::Number => {
                (!self.is_granted).then(|| self.denied_reason.clone().unwrap_or(DeniedReason::Unknown))
            }
            FeatureKind::Metered | FeatureKind::Credit => {
                let within = limit.is_none_or(|limit| self.has_soft_limit || usage + asked <= limit);
                (!within).then_some(match self.kind {
                    FeatureKind::Credit => DeniedReason::InsufficientCredits,
                    _ => DeniedReason::RequestedUsageExceedingLimit,
                })
            }
        }
    }
}

/// Whether there is access to what is requested, now; without an entitlement there is none.
pub fn has_access<'a>(entitlement: Option<&Entitlement>, requested: impl Into<Requested<'a>>) -> Access {
    match entitlement {
        Some(entitlement) => entitlement.access(requested),
        None => Access { reason: Some(DeniedReason::EntitlementNotFound), usage: 0.0, limit: None, period_end: None },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn time(text: &str) -> Timestamp {
        text.parse().unwrap()
    }

    fn metered(limit: Option<f64>, usage: Option<f64>) -> Entitlement {
        Entitlement { kind: FeatureKind::Metered, usage_limit: limit, current_usage: usage, ..Entitlement::granted() }
    }

    fn reason(entitlement: &Entitlement, requested: f64) -> Option<DeniedReason> {
        entitlement.access(requested).reason().cloned()
    }

    #[test]
    fn no_entitlement_is_no_access() {
        assert_eq!(has_access(None, 0.0).reason(), Some(&DeniedReason::EntitlementNotFound));
    }

    #[test]
    fn a_reason_that_usage_does_not_change_stands() {
        for text in ["BudgetExceeded", "Revoked", "CustomerIsArchived", "BrandNew"] {
            for kind in [FeatureKind::Boolean, FeatureKind::Metered, FeatureKind::Number, FeatureKind::Credit] {
                let entitlement = Entitlement {
                    kind,
                    has_unlimited_usage: true,
                    denied_reason: Some(text.into()),
                    ..Entitlement::default()
                };
                assert_eq!(reason(&entitlement, 0.0).unwrap().to_string(), text);
            }
        }
    }

    #[test]
    fn what_has_no_usage_is_as_the_server_says() {
        for kind in [FeatureKind::Boolean, FeatureKind::Number, FeatureKind::Enum] {
            assert_eq!(reason(&Entitlement { kind, ..Entitlement::granted() }, 1e9), None);
            assert_eq!(reason(&Entitlement { kind, ..Entitlement::default() }, 0.0), Some(DeniedReason::Unknown));
        }
    }

    #[test]
    fn usage_is_within_the_limit_up_to_it() {
        let ten = metered(Some(10.0), Some(8.0));
        assert_eq!(reason(&ten, 2.0), None);
        assert_eq!(reason(&ten, 2.5), Some(DeniedReason::RequestedUsageExceedingLimit));
        assert_eq!(ten.access(0.0).remaining(), Some(2.0));
        assert_eq!(reason(&metered(Some(10.0), None), 10.0), None);
        assert_eq!(reason(&metered(Some(10.0), Some(12.0)), 0.0), Some(DeniedReason::RequestedUsageExceedingLimit));
        assert_eq!(metered(Some(10.0), Some(12.0)).access(0.0).remaining(), Some(0.0));
        assert_eq!(reason(&ten, f64::NAN), Some(DeniedReason::RequestedUsageExceedingLimit));
    }

    #[test]
    fn a_null_limit_is_not_unlimited() {
        assert_eq!(reason(&metered(None, None), 1.0), Some(DeniedReason::RequestedUsageExceedingLimit));
        let unlimited = Entitlement { has_unlimited_usage: true, ..metered(None, Some(1e9)) };
        assert_eq!((reason(&unlimited, 1e9), unlimited.access(0.0).remaining()), (None, None));
    }

    #[test]
    fn a_soft_limit_may_be_passed() {
        let soft = Entitlement { has_soft_limit: true, ..metered(Some(10.0), Some(12.0)) };
        assert_eq!(reason(&soft, 5.0), None);
        assert_eq!(soft.access(5.0).limit, Some(10.0));
    }

    #[test]
    fn the_servers_denial_of_an_amount_is_computed_anew() {
        let denied = Entitlement {
            is_granted: false,
            denied_reason: Some(DeniedReason::RequestedUsageExceedingLimit),
            ..metered(Some(10.0), Some(9.0))
        };
        assert_eq!(reason(&denied, 1.0), None);
        assert_eq!(reason(&denied, 2.0), Some(DeniedReason::RequestedUsageExceedingLimit));
    }

    #[test]
    fn credits_count_as_granted_and_used() {
        let credits = Entitlement { kind: FeatureKind::Credit, ..metered(Some(100.0), Some(90.0)) };
        assert_eq!(reason(&credits, 10.0), None);
        assert_eq!(reason(&credits, 10.5), Some(DeniedReason::InsufficientCredits));
    }

    #[test]
    fn values_are_compared_with_those_entitled_to() {
        let regions = Entitlement {
            kind: FeatureKind::Enum,
            enum_values: vec!["eu".into(), "us".into()],
            ..Entitlement::granted()
        };
        let ask = |values: &[&str]| regions.access(values).reason().cloned();
        assert_eq!(ask(&["eu"]), None);
        assert_eq!(ask(&["eu", "asia"]), Some(DeniedReason::RequestedValuesMismatch));
        let values: &[&str] = &["eu"];
        assert_eq!(metered(Some(1.0), None).access(values).reason(), Some(&DeniedReason::FeatureTypeMismatch));
    }

    #[test]
    fn usage_starts_again_when_the_period_has_ended() {
        let monthly = Entitlement {
            reset_period: Some(ResetPeriod::Month),
            usage_period_anchor: Some(time("2024-01-31T12:00:00Z")),
            usage_period_end: Some(time("2024-02-29T12:00:00Z")),
            ..metered(Some(10.0), Some(10.0))
        };
        let before = monthly.access_at(1.0, time("2024-02-29T11:59:59Z"));
        assert_eq!((before.is_granted(), before.usage), (false, 10.0));
        assert_eq!(before.period_end, Some(time("2024-02-29T12:00:00Z")));
        let after = monthly.access_at(1.0, time("2024-02-29T12:00:00Z"));
        assert_eq!((after.is_granted(), after.usage), (true, 0.0));
        assert_eq!(after.period_end, Some(time("2024-03-31T12:00:00Z")));
    }

    #[test]
    fn a_period_without_anchor_is_over_and_its_next_end_unknown() {
        let over =
            Entitlement { usage_period_end: Some(time("2024-01-01T00:00:00Z")), ..metered(Some(1.0), Some(1.0)) };
        let access = over.access_at(1.0, time("2024-01-02T00:00:00Z"));
        assert_eq!((access.is_granted(), access.period_end), (true, None));
    }

    #[test]
    fn kinds_are_read_off_the_schema() {
        assert_eq!(FeatureKind::of("BOOLEAN", false), FeatureKind::Boolean);
        assert_eq!(FeatureKind::of("NUMBER", false), FeatureKind::Number);
        assert_eq!(FeatureKind::of("NUMBER", true), FeatureKind::Metered);
        assert_eq!(FeatureKind::of("ENUM", false), FeatureKind::Enum);
        assert_eq!(FeatureKind::of("NEW", true), FeatureKind::Metered);
        assert_eq!(ResetPeriod::of("WEEK"), Some(ResetPeriod::Week));
        assert_eq!(ResetPeriod::of("ERA"), None);
    }

    #[test]
    fn an_entitlement_is_stale_from_its_valid_until() {
        let entitlement = Entitlement { valid_until: Some(time("2024-01-01T00:00:00Z")), ..Entitlement::granted() };
        assert!(!entitlement.is_stale(time("2023-12-31T23:59:59Z")));
        assert!(entitlement.is_stale(time("2024-01-01T00:00:00Z")));
        assert!(!Entitlement::granted().is_stale(Timestamp::MAX));
    }
}
