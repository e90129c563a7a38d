//! Subscriptions.

use serde::Deserialize;

use super::*;

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct TrialConfiguration {
    pub trial_end_behavior: TrialEndBehavior,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct SubscriptionQueryAddons {
    pub quantity: f64,
    pub addon: AddonReference,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Resource {
    pub resource_id: String,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
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

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct SubscriptionInvoice {
    pub billing_id: String,
    pub status: SubscriptionInvoiceStatus,
    pub billing_reason: Option<SubscriptionInvoiceBillingReason>,
    pub currency: Option<String>,
    pub sub_total: Option<Amount>,
    pub sub_total_excluding_tax: Option<Amount>,
    pub tax: Option<Amount>,
    pub total: Option<Amount>,
    pub total_excluding_tax: Option<Amount>,
    pub amount_due: Option<Amount>,
    pub attempt_count: Option<f64>,
    pub requires_action: bool,
    pub payment_url: Option<String>,
    pub payment_secret: Option<String>,
    pub pdf_url: Option<String>,
    pub error_message: Option<String>,
    pub due_date: Option<DateTime>,
    pub created_at: DateTime,
    pub updated_at: DateTime,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct SubscriptionDetailAddons {
    pub id: UUID,
    pub quantity: f64,
    pub addon: Addon,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct SubscriptionDetail {
    pub id: UUID,
    pub subscription_id: String,
    pub ref_id: String,
    pub status: SubscriptionStatus,
    pub pricing_type: PricingType,
    pub payment_collection: PaymentCollection,
    pub payment_collection_method: Option<PaymentCollectionMethod>,
    pub billing_id: Option<String>,
    pub billing_link_url: Option<String>,
    pub billing_sync_error: Option<String>,
    pub start_date: DateTime,
    pub end_date: Option<DateTime>,
    pub trial_end_date: Option<DateTime>,
    pub trial_configuration: Option<TrialConfiguration>,
    pub current_billing_period_start: Option<DateTime>,
    pub current_billing_period_end: Option<DateTime>,
    pub cancellation_date: Option<DateTime>,
    pub effective_end_date: Option<DateTime>,
    pub total_price: Option<SubscriptionTotalPrice>,
    pub prices: Option<Vec<SubscriptionPrice>>,
    pub latest_invoice: Option<SubscriptionInvoice>,
    pub resource: Option<Resource>,
    pub experiment_info: Option<ExperimentInfo>,
    pub additional_meta_data: Option<JSON>,
    pub customer: CustomerReference,
    pub paying_customer: Option<Customer>,
    pub plan: Plan,
    pub addons: Option<Vec<SubscriptionDetailAddons>>,
    pub scheduled_updates: Option<Vec<SubscriptionScheduledUpdate>>,
    pub future_updates: Vec<SubscriptionFutureUpdate>,
}
