//! Prices.

use serde::Deserialize;

use super::*;

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct CreditRate {
    pub amount: f64,
    pub currency_id: String,
    pub custom_currency_id: Option<UUID>,
    pub cost_formula: Option<String>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct SubscriptionTotalPrice {
    pub sub_total: Money,
    pub addons_total: Money,
    pub total: Money,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct PriceTier {
    pub up_to: Option<f64>,
    pub unit_price: Option<Money>,
    pub flat_price: Option<Money>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct CurrencyUnits {
    pub singular: Option<String>,
    pub plural: Option<String>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct CustomCurrency {
    pub currency_id: String,
    pub display_name: String,
    pub description: Option<String>,
    pub symbol: Option<String>,
    pub units: Option<CurrencyUnits>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Price {
    pub id: UUID,
    pub billing_model: BillingModel,
    pub billing_period: BillingPeriod,
    pub billing_cadence: BillingCadence,
    pub billing_country_code: Option<String>,
    pub billing_id: Option<String>,
    pub price: Option<Money>,
    pub tiers_mode: Option<TiersMode>,
    pub tiers: Option<Vec<PriceTier>>,
    pub block_size: Option<f64>,
    pub min_unit_quantity: Option<f64>,
    pub max_unit_quantity: Option<f64>,
    pub feature: Option<FeatureSummary>,
    pub credit_rate: Option<CreditRate>,
    pub credit_grant_cadence: Option<CreditGrantCadence>,
    pub top_up_custom_currency_id: Option<UUID>,
    pub custom_currency: Option<CustomCurrency>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct SubscriptionPrice {
    pub id: UUID,
    pub billing_model: Option<BillingModel>,
    pub usage_limit: Option<f64>,
    pub price: Option<Price>,
}
