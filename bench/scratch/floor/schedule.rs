//! What will change in a subscription: a union.

use serde::Deserialize;

use super::*;

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ChangedAddon {
    pub addon_ref_id: String,
    pub quantity: f64,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ChangedFeature {
    pub feature_id: String,
    pub quantity: f64,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ChangedPrice {
    pub plan_ref_id: Option<String>,
    pub addon_ref_id: Option<String>,
    pub feature_id: Option<String>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ChangedCredits {
    pub custom_currency_id: String,
    pub quantity: f64,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct PlanChangeVariables {
    pub change_type: PlanChangeType,
    pub plan_ref_id: String,
    pub billing_period: Option<BillingPeriod>,
    pub addons: Option<Vec<ChangedAddon>>,
    pub billable_features: Option<Vec<ChangedFeature>>,
    pub price_overrides: Option<Vec<ChangedPrice>>,
    pub recurring_credits: Option<Vec<ChangedCredits>>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct DowngradeChangeVariables {
    pub downgrade_plan_ref_id: String,
    pub billing_period: Option<BillingPeriod>,
    pub addons: Option<Vec<ChangedAddon>>,
    pub billable_features: Option<Vec<ChangedFeature>>,
    pub price_overrides: Option<Vec<ChangedPrice>>,
    pub recurring_credits: Option<Vec<ChangedCredits>>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct AddonChangeVariables {
    pub addon_ref_id: String,
    pub new_quantity: f64,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct AddonPriceOverrideChangeVariables {
    pub addon_ref_id: String,
    pub feature_id: Option<String>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct BillingPeriodChangeVariables {
    pub billing_period: Option<BillingPeriod>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct CouponChangeVariables {
    pub coupon_id: String,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct PlanPriceOverrideChangeVariables {
    pub plan_ref_id: String,
    pub feature_id: Option<String>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct RecurringCreditsChangeVariables {
    pub custom_currency_id: Option<String>,
    pub new_credit_quantity: Option<f64>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct UnitAmountChangeVariables {
    pub feature_id: Option<String>,
    pub new_unit_amount: Option<f64>,
}

union! {
    pub enum ScheduleVariables {
        PlanChangeVariables(PlanChangeVariables),
        DowngradeChangeVariables(DowngradeChangeVariables),
        AddonChangeVariables(AddonChangeVariables),
        AddonPriceOverrideChangeVariables(AddonPriceOverrideChangeVariables),
        BillingPeriodChangeVariables(BillingPeriodChangeVariables),
        CouponChangeVariables(CouponChangeVariables),
        PlanPriceOverrideChangeVariables(PlanPriceOverrideChangeVariables),
        RecurringCreditsChangeVariables(RecurringCreditsChangeVariables),
        UnitAmountChangeVariables(UnitAmountChangeVariables),
    }
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct SubscriptionScheduledUpdate {
    pub subscription_schedule_type: SubscriptionScheduleType,
    pub schedule_status: SubscriptionScheduleStatus,
    pub scheduled_execution_time: DateTime,
    pub target_package: Option<PackageReference>,
    pub schedule_variables: Option<ScheduleVariables>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct SubscriptionFutureUpdate {
    pub subscription_schedule_type: SubscriptionScheduleType,
    pub schedule_status: SubscriptionScheduleStatus,
    pub scheduled_execution_time: DateTime,
    pub target_package: Option<PackageReference>,
    pub schedule_variables: Option<ScheduleVariables>,
}
