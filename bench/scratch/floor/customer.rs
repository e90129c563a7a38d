//! Customers.

use serde::Deserialize;

use super::*;

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
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

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct CustomerReference {
    pub id: UUID,
    pub customer_id: String,
    pub ref_id: String,
    pub name: Option<String>,
    pub email: Option<String>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ExperimentInfo {
    pub id: String,
    pub name: String,
    pub group_name: String,
    pub group_type: ExperimentGroupType,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct EligibleForTrial {
    pub product_id: Option<String>,
    pub product_ref_id: Option<String>,
    pub eligible: bool,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct TrialedPlan {
    pub product_id: Option<String>,
    pub product_ref_id: Option<String>,
    pub plan_id: Option<String>,
    pub plan_ref_id: Option<String>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct CustomerDetail {
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
    pub has_active_subscription: bool,
    pub has_payment_method: bool,
    pub default_payment_method_type: Option<PaymentMethodType>,
    pub default_payment_method_last4_digits: Option<String>,
    pub default_payment_expiration_month: Option<i32>,
    pub default_payment_expiration_year: Option<i32>,
    pub coupon: Option<Coupon>,
    pub promotional_entitlements: Vec<PromotionalEntitlement>,
    pub eligible_for_trial: Option<Vec<EligibleForTrial>>,
    pub trialed_plans: Option<Vec<TrialedPlan>>,
    pub experiment_info: Option<ExperimentInfo>,
}
