//! The enums.

use serde::Deserialize;

#[derive(Deserialize)]
pub enum AccessDeniedReason {
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
}

#[derive(Deserialize)]
#[serde(rename_all = "UPPERCASE")]
pub enum Alignment {
    Center,
    Left,
    Right,
}

#[derive(Deserialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum BillingCadence {
    OneOff,
    Recurring,
}

#[derive(Deserialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum BillingModel {
    CreditBased,
    FlatFee,
    MinimumSpend,
    PerUnit,
    UsageBased,
}

#[derive(Deserialize)]
#[serde(rename_all = "UPPERCASE")]
pub enum BillingPeriod {
    Annually,
    Monthly,
}

#[derive(Deserialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum CouponSource {
    Stigg,
    StiggAdhoc,
    Stripe,
}

#[derive(Deserialize)]
#[serde(rename_all = "UPPERCASE")]
pub enum CouponStatus {
    Active,
    Archived,
}

#[derive(Deserialize)]
#[serde(rename_all = "UPPERCASE")]
pub enum CouponType {
    Fixed,
    Percentage,
}

#[derive(Deserialize)]
#[serde(rename_all = "UPPERCASE")]
pub enum CreditCadence {
    Month,
    Year,
}

#[derive(Deserialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum CreditGrantCadence {
    BeginningOfBillingPeriod,
    Monthly,
}

#[derive(Deserialize)]
#[serde(rename_all = "UPPERCASE")]
pub enum Currency {
    Aed,
    All,
    Amd,
    Ang,
    Aud,
    Awg,
    Azn,
    Bam,
    Bbd,
    Bdt,
    Bgn,
    Bif,
    Bmd,
    Bnd,
    Brl,
    Bsd,
    Bwp,
    Byn,
    Bzd,
    Cad,
    Cdf,
    Chf,
    Clp,
    Cny,
    Czk,
    Djf,
    Dkk,
    Dop,
    Dzd,
    Egp,
    Etb,
    Eur,
    Fjd,
    Gbp,
    Gel,
    Gip,
    Gmd,
    Gnf,
    Gyd,
    Hkd,
    Hrk,
    Htg,
    Idr,
    Ils,
    Inr,
    Isk,
    Jmd,
    Jpy,
    Kes,
    Kgs,
    Khr,
    Kmf,
    Krw,
    Kyd,
    Kzt,
    Lbp,
    Lkr,
    Lrd,
    Lsl,
    Mad,
    Mdl,
    Mga,
    Mkd,
    Mmk,
    Mnt,
    Mop,
    Mro,
    Mvr,
    Mwk,
    Mxn,
    Myr,
    Mzn,
    Nad,
    Ngn,
    Nok,
    Npr,
    Nzd,
    Pgk,
    Php,
    Pkr,
    Pln,
    Pyg,
    Qar,
    Ron,
    Rsd,
    Rub,
    Rwf,
    Sar,
    Sbd,
    Scr,
    Sek,
    Sgd,
    Sle,
    Sll,
    Sos,
    Szl,
    Thb,
    Tjs,
    Top,
    Try,
    Ttd,
    Tzs,
    Uah,
    Ugx,
    Usd,
    Uzs,
    Vnd,
    Vuv,
    Wst,
    Xaf,
    Xcd,
    Xof,
    Xpf,
    Yer,
    Zar,
    Zmw,
}

#[derive(Deserialize)]
pub enum EntitlementBehavior {
    Increment,
    Override,
}

#[derive(Deserialize)]
#[serde(rename_all = "UPPERCASE")]
pub enum EntitlementResetPeriod {
    Day,
    Hour,
    Month,
    Week,
    Year,
}

#[derive(Deserialize)]
pub enum EntitlementsStateAccessDeniedReason {
    CustomerIsArchived,
    CustomerNotFound,
    NoActiveSubscription,
}

#[derive(Deserialize)]
#[serde(rename_all = "UPPERCASE")]
pub enum ExperimentGroupType {
    Control,
    Variant,
}

#[derive(Deserialize)]
#[serde(rename_all = "UPPERCASE")]
pub enum FeatureType {
    Boolean,
    Enum,
    Number,
}

#[derive(Deserialize)]
#[serde(rename_all = "UPPERCASE")]
pub enum FontWeight {
    Bold,
    Normal,
}

#[derive(Deserialize)]
pub enum MeterType {
    Fluctuating,
    Incremental,
    None,
}

#[derive(Deserialize)]
pub enum MonthlyAccordingTo {
    StartOfTheMonth,
    SubscriptionStart,
}

#[derive(Deserialize)]
#[serde(rename_all = "UPPERCASE")]
pub enum PackageStatus {
    Archived,
    Draft,
    Published,
}

#[derive(Deserialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum PaymentCollection {
    ActionRequired,
    Failed,
    NotRequired,
    Processing,
}

#[derive(Deserialize)]
#[serde(rename_all = "UPPERCASE")]
pub enum PaymentCollectionMethod {
    Charge,
    Invoice,
    None,
}

#[derive(Deserialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum PaymentMethodType {
    Bank,
    Card,
    CashApp,
}

#[derive(Deserialize)]
#[serde(rename_all = "UPPERCASE")]
pub enum PlanChangeType {
    Downgrade,
    None,
    Upgrade,
}

#[derive(Deserialize)]
#[serde(rename_all = "UPPERCASE")]
pub enum PricingType {
    Custom,
    Free,
    Paid,
}

#[derive(Deserialize)]
#[serde(rename_all = "UPPERCASE")]
pub enum ProductStatus {
    Archived,
    Published,
}

#[derive(Deserialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum PromotionalEntitlementPeriod {
    Custom,
    Lifetime,
    OneMonth,
    OneWeek,
    OneYear,
    SixMonth,
}

#[derive(Deserialize)]
pub enum PromotionalEntitlementStatus {
    Active,
    Expired,
    Paused,
}

#[derive(Deserialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum SubscriptionCancellationTime {
    EndOfBillingPeriod,
    Immediate,
    SpecificDate,
}

#[derive(Deserialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum SubscriptionEndSetup {
    CancelSubscription,
    DowngradeToFree,
}

#[derive(Deserialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum SubscriptionInvoiceBillingReason {
    BillingCycle,
    Manual,
    MinimumInvoiceAmountExceeded,
    Other,
    SubscriptionCreation,
    SubscriptionUpdate,
}

#[derive(Deserialize)]
#[serde(rename_all = "UPPERCASE")]
pub enum SubscriptionInvoiceStatus {
    Canceled,
    Open,
    Paid,
}

#[derive(Deserialize)]
pub enum SubscriptionScheduleStatus {
    Canceled,
    Done,
    Failed,
    PendingPayment,
    Scheduled,
}

#[derive(Deserialize)]
pub enum SubscriptionScheduleType {
    AdditionalMetaData,
    Addon,
    BillingInfoMetadata,
    BillingPeriod,
    Coupon,
    Downgrade,
    MigrateToLatest,
    Plan,
    PriceOverride,
    RecurringCredits,
    UnitAmount,
}

#[derive(Deserialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum SubscriptionStartSetup {
    FreePlan,
    PlanSelection,
    TrialPeriod,
}

#[derive(Deserialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum SubscriptionStatus {
    Active,
    Canceled,
    Expired,
    InTrial,
    NotStarted,
    PaymentPending,
}

#[derive(Deserialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum SyncStatus {
    Error,
    NoSyncRequired,
    Pending,
    Success,
}

#[derive(Deserialize)]
#[serde(rename_all = "UPPERCASE")]
pub enum TiersMode {
    Graduated,
    Volume,
}

#[derive(Deserialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum TrialEndBehavior {
    CancelSubscription,
    ConvertToPaid,
}

#[derive(Deserialize)]
#[serde(rename_all = "UPPERCASE")]
pub enum TrialPeriodUnits {
    Day,
    Month,
}

#[derive(Deserialize)]
#[serde(rename_all = "UPPERCASE")]
pub enum UnitTransformationRound {
    Down,
    Up,
}

#[derive(Deserialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum VendorIdentifier {
    Airwallex,
    AppStore,
    Auth0,
    AwsMarketplace,
    BigQuery,
    Hubspot,
    OpenFga,
    Prequel,
    Received,
    Salesforce,
    Snowflake,
    Stripe,
    StripeInvoicing,
    Zuora,
}

#[derive(Deserialize)]
pub enum WeeklyAccordingTo {
    EveryFriday,
    EveryMonday,
    EverySaturday,
    EverySunday,
    EveryThursday,
    EveryTuesday,
    EveryWednesday,
    SubscriptionStart,
}

#[derive(Deserialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum WidgetType {
    Checkout,
    CustomerPortal,
    Paywall,
}

#[derive(Deserialize)]
pub enum YearlyAccordingTo {
    SubscriptionStart,
}
