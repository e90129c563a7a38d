//! The enums.

use super::schema;

#[derive(cynic::Enum)]
#[cynic(schema_path = "schema.graphql", rename_all = "None")]
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

#[derive(cynic::Enum)]
#[cynic(schema_path = "schema.graphql")]
pub enum BillingPeriod {
    Annually,
    Monthly,
}

#[derive(cynic::Enum)]
#[cynic(schema_path = "schema.graphql")]
pub enum CouponSource {
    Stigg,
    StiggAdhoc,
    Stripe,
}

#[derive(cynic::Enum)]
#[cynic(schema_path = "schema.graphql")]
pub enum CouponStatus {
    Active,
    Archived,
}

#[derive(cynic::Enum)]
#[cynic(schema_path = "schema.graphql")]
pub enum CouponType {
    Fixed,
    Percentage,
}

#[derive(cynic::Enum)]
#[cynic(schema_path = "schema.graphql")]
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

#[derive(cynic::Enum)]
#[cynic(schema_path = "schema.graphql")]
pub enum EntitlementResetPeriod {
    Day,
    Hour,
    Month,
    Week,
    Year,
}

#[derive(cynic::Enum)]
#[cynic(schema_path = "schema.graphql", rename_all = "None")]
pub enum EntitlementsStateAccessDeniedReason {
    CustomerIsArchived,
    CustomerNotFound,
    NoActiveSubscription,
}

#[derive(cynic::Enum)]
#[cynic(schema_path = "schema.graphql")]
pub enum FeatureType {
    Boolean,
    Enum,
    Number,
}

#[derive(cynic::Enum)]
#[cynic(schema_path = "schema.graphql", rename_all = "None")]
pub enum MeterType {
    Fluctuating,
    Incremental,
    None,
}

#[derive(cynic::Enum)]
#[cynic(schema_path = "schema.graphql", rename_all = "None")]
pub enum MonthlyAccordingTo {
    StartOfTheMonth,
    SubscriptionStart,
}

#[derive(cynic::Enum)]
#[cynic(schema_path = "schema.graphql")]
pub enum PricingType {
    Custom,
    Free,
    Paid,
}

#[derive(cynic::Enum)]
#[cynic(schema_path = "schema.graphql")]
pub enum SubscriptionStatus {
    Active,
    Canceled,
    Expired,
    InTrial,
    NotStarted,
    PaymentPending,
}

#[derive(cynic::Enum)]
#[cynic(schema_path = "schema.graphql")]
pub enum SyncStatus {
    Error,
    NoSyncRequired,
    Pending,
    Success,
}

#[derive(cynic::Enum)]
#[cynic(schema_path = "schema.graphql")]
pub enum TrialEndBehavior {
    CancelSubscription,
    ConvertToPaid,
}

#[derive(cynic::Enum)]
#[cynic(schema_path = "schema.graphql")]
pub enum UnitTransformationRound {
    Down,
    Up,
}

#[derive(cynic::Enum)]
#[cynic(schema_path = "schema.graphql")]
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

#[derive(cynic::Enum)]
#[cynic(schema_path = "schema.graphql", rename_all = "None")]
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

#[derive(cynic::Enum)]
#[cynic(schema_path = "schema.graphql", rename_all = "None")]
pub enum YearlyAccordingTo {
    SubscriptionStart,
}
