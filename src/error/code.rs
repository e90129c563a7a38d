//! Stigg's error codes and what a caller can do about each group of them.

use std::fmt;
use std::hash::{Hash, Hasher};

use serde::{Deserialize, Serialize};

use crate::compiled::types::ErrorCode;
use crate::error::quoted::Quoted;

/// The code of an error, as the server wrote it.
///
/// Stigg's schema writes `CustomerNotFound`, its documentation `CUSTOMER_NOT_FOUND`; both are the same code here: case and
/// underscores do not count when codes are compared. A code that no schema knows is kept as it came.
///
/// ```
/// use stigg_graphql::error::{Code, CodeGroup};
///
/// let code = Code::new("CUSTOMER_NOT_FOUND");
/// assert!(code.is("CustomerNotFound"));
/// assert_eq!(code.group(), Some(CodeGroup::NotFound));
/// assert_eq!(code.as_str(), "CUSTOMER_NOT_FOUND");
/// assert_eq!(Code::new("BrandNew").group(), None);
/// ```
#[derive(Clone, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Code(String);

impl Code {
    /// Takes a code as it is written on the wire.
    pub fn new(text: impl Into<String>) -> Self {
        Self(text.into())
    }

    /// The code as the server wrote it.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Whether this is the code `other`, without regard to case and underscores.
    pub fn is(&self, other: &str) -> bool {
        letters(&self.0).eq(letters(other))
    }

    /// Whether this is one of `codes`.
    fn is_any(&self, codes: &[&str]) -> bool {
        codes.iter().any(|code| self.is(code))
    }

    /// The schema's value for it; a code that the schema does not have is kept in `ErrorCode::Unrecognized`.
    pub fn known(&self) -> ErrorCode {
        match self.spelled().map(ErrorCode::from) {
            Some(ErrorCode::Unrecognized(_)) | None => ErrorCode::from(&*self.0),
            Some(known) => known,
        }
    }

    /// As the schema spells it, or a GraphQL server; `None` for a code that neither is known to have.
    pub(crate) fn spelled(&self) -> Option<&'static str> {
        GROUPS.iter().flat_map(|(_, codes)| *codes).find(|code| self.is(code)).copied()
    }

    /// What to do about it; `None` for a code that is in no group.
    pub fn group(&self) -> Option<CodeGroup> {
        GROUPS.iter().find(|(_, codes)| self.is_any(codes)).map(|(group, _)| *group)
    }

    /// Whether the server turns the caller away because it called too often.
    pub fn is_throttle(&self) -> bool {
        self.is_any(THROTTLE)
    }

    /// Whether the server does not accept the key.
    pub(crate) fn is_unauthenticated(&self) -> bool {
        self.is_any(UNAUTHENTICATED)
    }

    /// Whether the key is not allowed to do this.
    pub(crate) fn is_forbidden(&self) -> bool {
        self.is_any(FORBIDDEN)
    }
}

impl ErrorCode {
    /// What to do about it; `None` for a code that is in no group.
    pub fn group(&self) -> Option<CodeGroup> {
        Code::new(self.as_str()).group()
    }
}

/// What tells two codes apart.
fn letters(text: &str) -> impl Iterator<Item = char> + '_ {
    text.chars().filter(|letter| *letter != '_').map(|letter| letter.to_ascii_lowercase())
}

impl fmt::Debug for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Code").field(&self.0).finish()
    }
}

impl fmt::Display for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        Quoted(&self.0).fmt(f)
    }
}

impl PartialEq for Code {
    fn eq(&self, other: &Self) -> bool {
        self.is(&other.0)
    }
}

impl Eq for Code {}

impl PartialEq<str> for Code {
    fn eq(&self, other: &str) -> bool {
        self.is(other)
    }
}

impl PartialEq<&str> for Code {
    fn eq(&self, other: &&str) -> bool {
        self.is(other)
    }
}

impl Hash for Code {
    fn hash<H: Hasher>(&self, state: &mut H) {
        for letter in letters(&self.0) {
            letter.hash(state);
        }
    }
}

impl From<&str> for Code {
    fn from(text: &str) -> Self {
        Self::new(text)
    }
}

/// What the caller does about a code.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum CodeGroup {
    /// Fix the key, its scope or the account; trying again does not help.
    FixKey,
    /// Try again later.
    RetryLater,
    /// Fix the shape of the request: aliases, batches, directives, or a document or variables the server refuses.
    FixRequest,
    /// The thing asked for is not there, which is often an expected outcome.
    NotFound,
    /// Something is in the wrong state; some of these mean "already done".
    Conflict,
    /// Fix the values that were sent.
    FixInput,
    /// Fix something at the billing vendor or in the integration.
    Vendor,
}

/// Codes that say "too many requests"; the schema's is the first, the others are those of common GraphQL servers.
const THROTTLE: &[&str] = &["RateLimitExceeded", "RateLimited", "TooManyRequests", "Throttled", "ThrottlerException"];

const UNAUTHENTICATED: &[&str] = &["Unauthenticated", "ApiKeyExpired", "Unauthorized"];

const FORBIDDEN: &[&str] =
    &["IdentityForbidden", "AccessDeniedError", "AuthCustomerMismatch", "AuthCustomerReadonly", "Forbidden"];

/// Every code of the schema's `ErrorCode`, and after them the codes that GraphQL servers add by themselves.
const GROUPS: &[(CodeGroup, &[&str])] = &[
    (
        CodeGroup::FixKey,
        &[
            "Unauthenticated",
            "ApiKeyExpired",
            "IdentityForbidden",
            "AccessDeniedError",
            "AuthCustomerMismatch",
            "AuthCustomerReadonly",
            "RequiredSsoAuthenticationError",
            "EnvironmentMissing",
            "AccountNotFoundError",
            "GovernanceNotEnabled",
            "NoFeatureEntitlementError",
            "Forbidden",
            "Unauthorized",
        ],
    ),
    (
        CodeGroup::RetryLater,
        &[
            "RateLimitExceeded",
            "OperationTimeout",
            "ObjectAlreadyBeingUsedByAnotherRequestError",
            "ImportAlreadyInProgress",
            "ResyncAlreadyInProgress",
            "AuthorizationServiceError",
            "RecalculateEntitlementsError",
            "UnexpectedError",
            "RateLimited",
            "TooManyRequests",
            "Throttled",
            "ThrottlerException",
        ],
    ),
    (
        CodeGroup::FixRequest,
        &[
            "GraphQLAliasesLimitExceeded",
            "GraphQLBatchedOperationsLimitExceeded",
            "GraphQLUnsupportedDirective",
            "GraphQLValidationFailed",
            "GraphQLParseFailed",
        ],
    ),
    (
        CodeGroup::NotFound,
        &[
            "AddonNotFound",
            "AddonsNotFound",
            "ApiKeyNotFound",
            "ContractNotFound",
            "CouponNotFound",
            "CreditGrantNotFound",
            "CustomCurrencyNotFound",
            "CustomerNotFound",
            "CustomerResourceNotFound",
            "ExperimentNotFoundError",
            "FeatureGroupNotFoundError",
            "FeatureNotFound",
            "FutureUpdateNotFound",
            "IntegrationNotFound",
            "MemberNotFound",
            "MissingBillingInvoiceError",
            "NoActiveSubscriptionForCustomer",
            "NoDraftOfferFound",
            "NoFeatureEntitlementInSubscription",
            "NoProductsAvailable",
            "OfferNotFound",
            "PackageGroupNotFound",
            "PaymentMethodNotFoundError",
            "PlanNotFound",
            "PriceNotFound",
            "ProductNotFoundError",
            "PromotionCodeNotFound",
            "PromotionalEntitlementNotFoundError",
            "SubscriptionNotFound",
            "WorkflowTriggerNotFound",
        ],
    ),
    (CodeGroup::Conflict, CONFLICT),
    (CodeGroup::FixInput, FIX_INPUT),
    (
        CodeGroup::Vendor,
        &[
            "AwsMarketplaceIntegrationError",
            "AwsMarketplaceIntegrationValidationError",
            "BillingIntegrationMissing",
            "BillingInvoiceStatusError",
            "CheckoutIsNotSupported",
            "CustomerNoBillingId",
            "SubscriptionNoBillingId",
            "CustomerHasNoEmailAddress",
            "DataExportIntegrationError",
            "FailedToCreateCheckoutSessionError",
            "FailedToImportCustomer",
            "FailedToImportSubscriptions",
            "FailedToResolveBillingIntegration",
            "HubspotIntegrationError",
            "ImportSubscriptionsBulkError",
            "InitStripePaymentMethodError",
            "IntegrationValidationError",
            "InvoicePreviewNotAvailableForDraftContract",
            "PreparePaymentMethodFormError",
            "PricingModelNotSupportedByBillingIntegration",
            "SelectedBillingModelDoesntMatchImportedItemError",
            "StripeCustomerIsDeleted",
            "StripeError",
            "InvalidDoggoSignatureError",
            "InvalidReceivedSignatureError",
            "MemberInvitationError",
        ],
    ),
];

const CONFLICT: &[&str] = &[
    "ApiKeyHasExpiry",
    "AddonIsCompatibleWithGroup",
    "AddonIsCompatibleWithPlan",
    "AddonWithDraftCannotBeDeletedError",
    "BillingIntegrationAlreadyExistsError",
    "CannotArchiveFeatureError",
    "CannotArchiveFeatureGroupError",
    "CannotArchiveProductError",
    "CannotChangeBillingIntegration",
    "CannotDeleteCustomerError",
    "CannotDeleteDefaultIntegration",
    "CannotDeleteFeatureError",
    "CannotEditPackageInNonDraftMode",
    "CannotRemovePaymentMethodFromCustomerError",
    "CannotUnarchiveProductError",
    "CannotUpdateExpireAtForExpiredCreditGrantError",
    "CannotUpdateUnitTransformationError",
    "CannotUpsertToPackageThatHasDraft",
    "ChangingPayingCustomerIsNotSupportedError",
    "CreditGrantAlreadyVoided",
    "CreditGrantCannotBeVoided",
    "CustomerAlreadyHaveCustomerCoupon",
    "CustomerAlreadyUsesCoupon",
    "DraftAddonCantBeArchived",
    "DraftAlreadyExists",
    "DraftPlanCantBeArchived",
    "DuplicateIntegrationNotAllowed",
    "DuplicateProductValidationError",
    "DuplicatedEntityNotAllowed",
    "EditAllowedOnDraftPackageOnlyError",
    "EntitlementBelongsToFeatureGroupError",
    "EntityIsArchivedError",
    "ExperimentAlreadyRunning",
    "ExperimentStatusError",
    "IntegrityViolation",
    "InvalidSubscriptionStatus",
    "MergeEnvironmentValidationError",
    "OfferAlreadyExists",
    "OperationNotAllowedDuringInProgressExperiment",
    "PackageAlreadyPublished",
    "PlanCannotBePublishWhenBasePlanIsDraft",
    "PlanCannotBePublishWhenCompatibleAddonIsDraft",
    "PlanIsUsedAsDefaultStartPlan",
    "PlanIsUsedAsDowngradePlan",
    "PlanWithChildCantBeDeleted",
    "ProductNotPublishedError",
    "ScheduledMigrationAlreadyExistsError",
    "SubscriptionAlreadyCanceledOrExpired",
    "SubscriptionAlreadyOnLatestPlanError",
    "TooManyCustomCurrencies",
    "TooManySubscriptionsPerCustomer",
    "UnPublishedPackage",
    "PromotionCodeCustomerNotFirstPurchase",
    "PromotionCodeMaxRedemptionsReached",
    "PromotionCodeMinimumAmountNotReached",
    "PromotionCodeNotActive",
    "PromotionCodeNotForCustomer",
    "ArchivedCouponCantBeApplied",
    "EntitlementLimitExceededError",
    "EntitlementUsageOutOfRangeError",
    "UsageMeasurementDiffOutOfRangeError",
];

const FIX_INPUT: &[&str] = &[
    "AddonDependencyMissingError",
    "AddonHasToHavePriceError",
    "AddonQuantityExceedsLimitError",
    "AmountTooLarge",
    "BadUserInput",
    "BillingPeriodMissingError",
    "CanNotUpdateEntitlementsFeatureGroup",
    "CannotAddOverrideEntitlementToPlan",
    "CannotReportUsageForEntitlementWithMeterError",
    "DeprecatedEstimateSubscriptionError",
    "DowngradeBillingPeriodNotSupportedError",
    "DuplicateAddonProvisionedError",
    "EntitlementsMustBelongToSamePackage",
    "EntityIdDifferentFromRefIdError",
    "ExpireAtMustBeLaterThanEffectiveAtError",
    "FeatureConfigurationExceededLimitError",
    "FeatureGroupMissingFeaturesError",
    "FeatureNotBelongToFeatureGroupError",
    "FetchAllCountriesPricesNotAllowed",
    "FreePlanCantHaveCompatiblePackageGroupError",
    "IncompatibleSubscriptionAddon",
    "InvalidAddressError",
    "InvalidArgumentError",
    "InvalidCancellationDate",
    "InvalidEntitlementResetPeriod",
    "InvalidMemberDelete",
    "InvalidMetadataError",
    "InvalidQuantity",
    "InvalidTaxId",
    "InvalidUpdatePriceUnitAmountError",
    "MeterMustBeAssociatedToMeteredFeature",
    "MeteringNotAvailableForFeatureType",
    "MissingEntityIdError",
    "MultiSubscriptionCantBeAutoCancellationSourceError",
    "PackageGroupMinItemsError",
    "PackagePricingTypeNotSet",
    "PlansCircularDependencyError",
    "SchedulingAtEndOfBillingPeriod",
    "SingleSubscriptionCantBeAutoCancellationTargetError",
    "SubscriptionDoesNotHaveBillingPeriod",
    "SubscriptionMustHaveSinglePlanError",
    "TrialMustBeCancelledImmediately",
    "UnsupportedFeatureType",
    "UnsupportedParameter",
    "UnsupportedSubscriptionScheduleType",
    "UnsupportedVendorIdentifier",
    "VendorIsNotSupported",
    "VersionExceedsMaxValueError",
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_code_of_the_schema_is_in_exactly_one_group() {
        let schema = include_str!("../../schema/stigg.graphql");
        let (_, body) = schema.split_once("enum ErrorCode {").unwrap();
        let (body, _) = body.split_once("\n}").unwrap();
        let names = body.lines().map(str::trim).filter(|line| !line.is_empty() && !line.contains(['"', ' ', '#']));
        let mut count = 0;
        for name in names {
            let groups = GROUPS.iter().filter(|(_, codes)| codes.contains(&name)).count();
            assert_eq!(groups, 1, "{name}");
            assert_eq!(Code::new(name).known().as_str(), name);
            count += 1;
        }
        assert_eq!(count, 186);
    }

    #[test]
    fn what_a_predicate_knows_is_in_its_group() {
        for (codes, group) in
            [(THROTTLE, CodeGroup::RetryLater), (UNAUTHENTICATED, CodeGroup::FixKey), (FORBIDDEN, CodeGroup::FixKey)]
        {
            for code in codes {
                assert_eq!(Code::new(*code).group(), Some(group), "{code}");
            }
        }
    }

    #[test]
    fn both_spellings_are_the_schemas_value_and_others_stay_as_they_are() {
        assert_eq!(Code::new("CUSTOMER_NOT_FOUND").known(), ErrorCode::CustomerNotFound);
        assert_eq!(Code::new("customernotfound").known(), ErrorCode::CustomerNotFound);
        assert_eq!(Code::new("FORBIDDEN").known(), ErrorCode::Unrecognized("FORBIDDEN".to_owned()));
        assert_eq!(Code::new("BrandNew").known(), ErrorCode::Unrecognized("BrandNew".to_owned()));
        assert_eq!(ErrorCode::StripeError.group(), Some(CodeGroup::Vendor));
    }
}
