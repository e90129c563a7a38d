//! Four of the operations, as one writes them with cynic.

use crate::scalars::JSON;

mod choice;

use self::choice::*;

mod schema {
    cynic::use_schema!("schema.graphql");
}

cynic::impl_scalar!(JSON, schema::JSON);

#[derive(cynic::Scalar)]
pub struct ConnectionCursor(pub String);

#[derive(cynic::Scalar)]
pub struct DateTime(pub String);

#[derive(cynic::Scalar)]
pub struct UUID(pub String);

#[derive(cynic::QueryFragment)]
#[cynic(schema_path = "schema.graphql")]
pub struct UnitTransformation {
    pub divide: f64,
    pub round: UnitTransformationRound,
    pub feature_units: Option<String>,
    pub feature_units_plural: Option<String>,
}

#[derive(cynic::QueryFragment)]
#[cynic(schema_path = "schema.graphql")]
pub struct EntitlementFeature {
    pub ref_id: String,
    pub display_name: String,
    pub description: Option<String>,
    pub feature_type: FeatureType,
    pub meter_type: Option<MeterType>,
    pub feature_units: Option<String>,
    pub feature_units_plural: Option<String>,
    pub unit_transformation: Option<UnitTransformation>,
    pub additional_meta_data: Option<JSON>,
}

#[derive(cynic::QueryFragment)]
#[cynic(schema_path = "schema.graphql")]
pub struct CreditRate {
    pub amount: f64,
    pub currency_id: String,
    pub custom_currency_id: Option<UUID>,
    pub cost_formula: Option<String>,
}

#[derive(cynic::QueryFragment)]
#[cynic(schema_path = "schema.graphql")]
pub struct MonthlyResetPeriodConfig {
    pub monthly_according_to: Option<MonthlyAccordingTo>,
}

#[derive(cynic::QueryFragment)]
#[cynic(schema_path = "schema.graphql")]
pub struct WeeklyResetPeriodConfig {
    pub weekly_according_to: Option<WeeklyAccordingTo>,
}

#[derive(cynic::QueryFragment)]
#[cynic(schema_path = "schema.graphql")]
pub struct YearlyResetPeriodConfig {
    pub yearly_according_to: Option<YearlyAccordingTo>,
}

#[derive(cynic::InlineFragments)]
#[cynic(schema_path = "schema.graphql")]
pub enum ResetPeriodConfiguration {
    MonthlyResetPeriodConfig(MonthlyResetPeriodConfig),
    WeeklyResetPeriodConfig(WeeklyResetPeriodConfig),
    YearlyResetPeriodConfig(YearlyResetPeriodConfig),
    #[cynic(fallback)]
    Other,
}

#[derive(cynic::QueryFragment)]
#[cynic(schema_path = "schema.graphql")]
pub struct Entitlement {
    pub feature: Option<EntitlementFeature>,
    pub customer_id: Option<String>,
    pub resource_id: Option<String>,
    pub is_granted: bool,
    pub access_denied_reason: Option<AccessDeniedReason>,
    pub has_unlimited_usage: bool,
    pub has_soft_limit: Option<bool>,
    pub usage_limit: Option<f64>,
    pub current_usage: Option<f64>,
    pub requested_usage: Option<f64>,
    pub enum_values: Option<Vec<String>>,
    pub requested_values: Option<Vec<String>>,
    pub credit_rate: Option<CreditRate>,
    pub reset_period: Option<EntitlementResetPeriod>,
    pub reset_period_configuration: Option<ResetPeriodConfiguration>,
    pub next_reset_date: Option<DateTime>,
    pub usage_period_anchor: Option<DateTime>,
    pub usage_period_start: Option<DateTime>,
    pub usage_period_end: Option<DateTime>,
    pub usage_updated_at: Option<DateTime>,
    pub entitlement_updated_at: Option<DateTime>,
    pub valid_until: Option<f64>,
}

#[derive(cynic::QueryFragment)]
#[cynic(schema_path = "schema.graphql")]
pub struct FeatureEntitlement {
    pub feature: Option<EntitlementFeature>,
    pub is_granted: bool,
    pub access_denied_reason: Option<AccessDeniedReason>,
    pub has_unlimited_usage: bool,
    pub has_soft_limit: Option<bool>,
    pub usage_limit: Option<f64>,
    pub current_usage: Option<f64>,
    pub enum_values: Option<Vec<String>>,
    pub credit_rate: Option<CreditRate>,
    pub meter_id: Option<String>,
    pub reset_period: Option<EntitlementResetPeriod>,
    pub reset_period_configuration: Option<ResetPeriodConfiguration>,
    pub usage_period_anchor: Option<DateTime>,
    pub usage_period_start: Option<DateTime>,
    pub usage_period_end: Option<DateTime>,
    pub usage_updated_at: Option<DateTime>,
    pub entitlement_updated_at: Option<DateTime>,
    pub valid_until: Option<DateTime>,
}

#[derive(cynic::QueryFragment)]
#[cynic(schema_path = "schema.graphql")]
pub struct EntitlementCurrency {
    pub currency_id: String,
    pub display_name: String,
    pub description: Option<String>,
    pub unit_singular: Option<String>,
    pub unit_plural: Option<String>,
    pub additional_meta_data: Option<JSON>,
}

#[derive(cynic::QueryFragment)]
#[cynic(schema_path = "schema.graphql")]
pub struct CreditEntitlement {
    pub currency: EntitlementCurrency,
    pub is_granted: bool,
    pub access_denied_reason: Option<AccessDeniedReason>,
    pub has_soft_limit: Option<bool>,
    pub usage_limit: Option<f64>,
    pub current_usage: Option<f64>,
    pub usage_period_end: Option<DateTime>,
    pub usage_updated_at: Option<DateTime>,
    pub entitlement_updated_at: Option<DateTime>,
    pub valid_until: Option<DateTime>,
}

#[derive(cynic::InlineFragments)]
#[cynic(schema_path = "schema.graphql")]
pub enum EntitlementUnion {
    FeatureEntitlement(FeatureEntitlement),
    CreditEntitlement(CreditEntitlement),
    #[cynic(fallback)]
    Other,
}

#[derive(cynic::QueryFragment)]
#[cynic(schema_path = "schema.graphql")]
pub struct EntitlementsState {
    pub access_denied_reason: Option<EntitlementsStateAccessDeniedReason>,
    pub entitlements: Vec<Entitlement>,
    pub entitlements_v2: Vec<EntitlementUnion>,
}

#[derive(cynic::QueryFragment)]
#[cynic(schema_path = "schema.graphql", graphql_type = "Query")]
pub struct GetEntitlementsState {
    #[arguments(query: { customerId: "customer" })]
    pub entitlements_state: EntitlementsState,
}

#[derive(cynic::QueryFragment)]
#[cynic(schema_path = "schema.graphql")]
pub struct Money {
    pub amount: f64,
    pub currency: Currency,
}

#[derive(cynic::QueryFragment)]
#[cynic(schema_path = "schema.graphql")]
pub struct SyncState {
    pub vendor_identifier: VendorIdentifier,
    pub status: SyncStatus,
    pub synced_entity_id: Option<String>,
    pub error: Option<String>,
}

#[derive(cynic::QueryFragment)]
#[cynic(schema_path = "schema.graphql")]
pub struct Coupon {
    pub id: UUID,
    pub ref_id: String,
    pub name: String,
    pub description: Option<String>,
    pub status: CouponStatus,
    #[cynic(rename = "type")]
    pub kind: CouponType,
    pub source: CouponSource,
    pub percent_off: Option<f64>,
    pub amounts_off: Option<Vec<Money>>,
    pub discount_value: f64,
    pub duration_in_months: Option<f64>,
    pub billing_id: Option<String>,
    pub billing_link_url: Option<String>,
    pub additional_meta_data: Option<JSON>,
    pub sync_states: Option<Vec<SyncState>>,
    pub created_at: DateTime,
    pub updated_at: DateTime,
}

#[derive(cynic::QueryFragment)]
#[cynic(schema_path = "schema.graphql")]
pub struct CouponEdge {
    pub cursor: ConnectionCursor,
    pub node: Coupon,
}

#[derive(cynic::QueryFragment)]
#[cynic(schema_path = "schema.graphql")]
pub struct PageInfo {
    pub has_next_page: Option<bool>,
    pub has_previous_page: Option<bool>,
    pub start_cursor: Option<ConnectionCursor>,
    pub end_cursor: Option<ConnectionCursor>,
}

#[derive(cynic::QueryFragment)]
#[cynic(schema_path = "schema.graphql")]
pub struct CouponConnection {
    pub edges: Vec<CouponEdge>,
    pub page_info: PageInfo,
    pub total_count: i32,
}

#[derive(cynic::QueryFragment)]
#[cynic(schema_path = "schema.graphql", graphql_type = "Query")]
pub struct GetCoupons {
    pub coupons: CouponConnection,
}

#[derive(cynic::QueryFragment)]
#[cynic(schema_path = "schema.graphql")]
pub struct TrialConfiguration {
    pub trial_end_behavior: TrialEndBehavior,
}

#[derive(cynic::QueryFragment)]
#[cynic(schema_path = "schema.graphql", graphql_type = "Customer")]
pub struct CustomerReference {
    pub id: UUID,
    pub customer_id: String,
    pub ref_id: String,
    pub name: Option<String>,
    pub email: Option<String>,
}

#[derive(cynic::QueryFragment)]
#[cynic(schema_path = "schema.graphql", graphql_type = "Plan")]
pub struct PlanReference {
    pub id: UUID,
    pub ref_id: String,
    pub display_name: String,
}

#[derive(cynic::QueryFragment)]
#[cynic(schema_path = "schema.graphql", graphql_type = "Addon")]
pub struct AddonReference {
    pub id: UUID,
    pub ref_id: String,
    pub display_name: String,
}

#[derive(cynic::QueryFragment)]
#[cynic(schema_path = "schema.graphql", graphql_type = "SubscriptionAddon")]
pub struct SubscriptionQueryAddons {
    pub quantity: f64,
    pub addon: AddonReference,
}

#[derive(cynic::QueryFragment)]
#[cynic(schema_path = "schema.graphql", graphql_type = "CustomerResource")]
pub struct Resource {
    pub resource_id: String,
}

#[derive(cynic::QueryFragment)]
#[cynic(schema_path = "schema.graphql")]
pub struct SubscriptionQuery {
    pub id: UUID,
    pub subscription_id: String,
    pub status: SubscriptionStatus,
    pub pricing_type: PricingType,
    pub billing_period: Option<BillingPeriod>,
    pub start_date: DateTime,
    pub end_date: Option<DateTime>,
    pub trial_end_date: Option<DateTime>,
    pub trial_configuration: Option<TrialConfiguration>,
    pub current_billing_period_start: Option<DateTime>,
    pub current_billing_period_end: Option<DateTime>,
    pub cancellation_date: Option<DateTime>,
    pub effective_end_date: Option<DateTime>,
    pub customer: CustomerReference,
    pub paying_customer: Option<CustomerReference>,
    pub plan: PlanReference,
    pub addons: Option<Vec<SubscriptionQueryAddons>>,
    pub resource: Option<Resource>,
    pub billing_id: Option<String>,
    pub additional_meta_data: Option<JSON>,
    pub created_at: Option<DateTime>,
}

#[derive(cynic::QueryFragment)]
#[cynic(schema_path = "schema.graphql")]
pub struct SubscriptionQueryEdge {
    pub cursor: ConnectionCursor,
    pub node: SubscriptionQuery,
}

#[derive(cynic::QueryFragment)]
#[cynic(schema_path = "schema.graphql")]
pub struct SubscriptionQueryConnection {
    pub edges: Vec<SubscriptionQueryEdge>,
    pub page_info: PageInfo,
    pub total_count: i32,
}

#[derive(cynic::QueryFragment)]
#[cynic(schema_path = "schema.graphql", graphql_type = "Query")]
pub struct GetSubscriptions {
    pub subscriptions: SubscriptionQueryConnection,
}

#[derive(cynic::QueryFragment)]
#[cynic(schema_path = "schema.graphql")]
pub struct Customer {
    pub id: UUID,
    pub customer_id: String,
    pub ref_id: String,
    pub name: Option<String>,
    pub email: Option<String>,
    pub billing_id: Option<String>,
    pub billing_link_url: Option<String>,
    pub billing_currency: Option<Currency>,
    pub aws_marketplace_customer_id: Option<String>,
    pub crm_id: Option<String>,
    pub salesforce_id: Option<String>,
    pub additional_meta_data: Option<JSON>,
    pub created_at: Option<DateTime>,
    pub updated_at: DateTime,
    pub deleted_at: Option<DateTime>,
}

#[derive(cynic::QueryFragment)]
#[cynic(schema_path = "schema.graphql")]
pub struct CustomerEdge {
    pub cursor: ConnectionCursor,
    pub node: Customer,
}

#[derive(cynic::QueryFragment)]
#[cynic(schema_path = "schema.graphql")]
pub struct CustomerConnection {
    pub edges: Vec<CustomerEdge>,
    pub page_info: PageInfo,
    pub total_count: i32,
}

#[derive(cynic::QueryFragment)]
#[cynic(schema_path = "schema.graphql", graphql_type = "Query")]
pub struct ListCustomers {
    pub customers: CustomerConnection,
}
