//! Entitlements.

use serde::Deserialize;

use super::*;

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
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
    pub valid_until: Option<EpochMillis>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
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

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct CreditEntitlementCurrency {
    pub currency_id: String,
    pub display_name: String,
    pub description: Option<String>,
    pub unit_singular: Option<String>,
    pub unit_plural: Option<String>,
    pub additional_meta_data: Option<JSON>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct CreditEntitlement {
    pub currency: CreditEntitlementCurrency,
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

union! {
    pub enum EntitlementUnion {
        FeatureEntitlement(FeatureEntitlement),
        CreditEntitlement(CreditEntitlement),
    }
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct EntitlementsState {
    pub access_denied_reason: Option<EntitlementsStateAccessDeniedReason>,
    pub entitlements: Vec<Entitlement>,
    pub entitlements_v2: Vec<EntitlementUnion>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct PackageEntitlement {
    pub id: UUID,
    pub feature_id: String,
    pub feature: FeatureSummary,
    pub behavior: EntitlementBehavior,
    pub is_granted: bool,
    pub is_custom: Option<bool>,
    pub has_unlimited_usage: Option<bool>,
    pub has_soft_limit: Option<bool>,
    pub usage_limit: Option<f64>,
    pub enum_values: Option<Vec<String>>,
    pub reset_period: Option<EntitlementResetPeriod>,
    pub reset_period_configuration: Option<ResetPeriodConfiguration>,
    pub display_name_override: Option<String>,
    pub description: Option<String>,
    pub hidden_from_widgets: Option<Vec<WidgetType>>,
    pub order: Option<f64>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct PackageFeatureEntitlement {
    pub id: UUID,
    pub feature_id: String,
    pub feature: FeatureSummary,
    pub behavior: EntitlementBehavior,
    pub is_granted: bool,
    pub is_custom: Option<bool>,
    pub has_unlimited_usage: Option<bool>,
    pub has_soft_limit: Option<bool>,
    pub usage_limit: Option<f64>,
    pub enum_values: Option<Vec<String>>,
    pub reset_period: Option<EntitlementResetPeriod>,
    pub reset_period_configuration: Option<ResetPeriodConfiguration>,
    pub display_name_override: Option<String>,
    pub description: Option<String>,
    pub hidden_from_widgets: Option<Vec<WidgetType>>,
    pub order: Option<f64>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct PackageCreditEntitlement {
    pub id: UUID,
    pub custom_currency_id: String,
    pub custom_currency: CustomCurrency,
    pub behavior: EntitlementBehavior,
    pub amount: Option<f64>,
    pub cadence: CreditCadence,
    pub is_granted: bool,
    pub is_custom: Option<bool>,
    pub has_soft_limit: Option<bool>,
    pub dependency_feature: Option<FeatureSummary>,
    pub display_name_override: Option<String>,
    pub description: Option<String>,
    pub hidden_from_widgets: Option<Vec<WidgetType>>,
    pub order: Option<f64>,
}

union! {
    pub enum PackageEntitlementUnion {
        PackageFeatureEntitlement(PackageFeatureEntitlement),
        PackageCreditEntitlement(PackageCreditEntitlement),
    }
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct PromotionalEntitlement {
    pub id: UUID,
    pub status: PromotionalEntitlementStatus,
    pub feature_id: UUID,
    pub feature: FeatureSummary,
    pub is_visible: bool,
    pub has_unlimited_usage: Option<bool>,
    pub has_soft_limit: Option<bool>,
    pub usage_limit: Option<f64>,
    pub enum_values: Option<Vec<String>>,
    pub reset_period: Option<EntitlementResetPeriod>,
    pub reset_period_configuration: Option<ResetPeriodConfiguration>,
    pub period: PromotionalEntitlementPeriod,
    pub start_date: DateTime,
    pub end_date: Option<DateTime>,
    pub description: Option<String>,
    pub created_at: Option<DateTime>,
    pub updated_at: Option<DateTime>,
}
