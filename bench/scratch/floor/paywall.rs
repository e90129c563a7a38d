//! The paywall.

use serde::Deserialize;

use super::*;

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct PaywallCurrency {
    pub code: Currency,
    pub symbol: String,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct PricePoint {
    pub plan_id: String,
    pub billing_period: BillingPeriod,
    pub billing_country_code: Option<String>,
    pub amount: Amount,
    pub currency: Currency,
    pub additional_charges_may_apply: Option<bool>,
    pub feature: Option<FeatureSummary>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Palette {
    pub primary: Option<String>,
    pub text_color: Option<String>,
    pub background_color: Option<String>,
    pub border_color: Option<String>,
    pub current_plan_background: Option<String>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct FontVariant {
    pub font_size: Option<f64>,
    pub font_weight: Option<FontWeight>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct TypographyConfiguration {
    pub font_family: Option<String>,
    pub h1: Option<FontVariant>,
    pub h2: Option<FontVariant>,
    pub h3: Option<FontVariant>,
    pub body: Option<FontVariant>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Layout {
    pub alignment: Option<Alignment>,
    pub plan_width: Option<f64>,
    pub plan_margin: Option<f64>,
    pub plan_padding: Option<f64>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct PaywallConfiguration {
    pub palette: Option<Palette>,
    pub typography: Option<TypographyConfiguration>,
    pub layout: Option<Layout>,
    pub custom_css: Option<String>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Paywall {
    pub plans: Vec<Plan>,
    pub currency: PaywallCurrency,
    pub paywall_calculated_price_points: Option<Vec<PricePoint>>,
    pub customer: Option<CustomerDetail>,
    pub active_subscriptions: Option<Vec<SubscriptionDetail>>,
    pub resource: Option<Resource>,
    pub configuration: Option<PaywallConfiguration>,
}
