//! Plans, addons and their product.

use serde::Deserialize;

use super::*;

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct PlanReference {
    pub id: UUID,
    pub ref_id: String,
    pub display_name: String,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct AddonReference {
    pub id: UUID,
    pub ref_id: String,
    pub display_name: String,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ProductSettings {
    pub subscription_start_setup: SubscriptionStartSetup,
    pub subscription_start_plan: Option<PlanReference>,
    pub subscription_end_setup: SubscriptionEndSetup,
    pub subscription_cancellation_time: SubscriptionCancellationTime,
    pub prorate_at_end_of_billing_period: Option<bool>,
    pub downgrade_plan: Option<PlanReference>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Product {
    pub id: UUID,
    pub ref_id: String,
    pub display_name: Option<String>,
    pub description: Option<String>,
    pub status: ProductStatus,
    pub is_default_product: bool,
    pub multiple_subscriptions: bool,
    pub aws_marketplace_product_id: Option<String>,
    pub product_settings: ProductSettings,
    pub additional_meta_data: Option<JSON>,
    pub created_at: DateTime,
    pub updated_at: DateTime,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct DefaultTrialConfigBudget {
    pub limit: f64,
    pub has_soft_limit: bool,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct DefaultTrialConfig {
    pub duration: f64,
    pub units: TrialPeriodUnits,
    pub trial_end_behavior: Option<TrialEndBehavior>,
    pub budget: Option<DefaultTrialConfigBudget>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Addon {
    pub id: UUID,
    pub ref_id: String,
    pub display_name: String,
    pub description: Option<String>,
    pub status: PackageStatus,
    pub version_number: i32,
    pub is_latest: Option<bool>,
    pub pricing_type: Option<PricingType>,
    pub billing_id: Option<String>,
    pub max_quantity: Option<f64>,
    pub hidden_from_widgets: Option<Vec<WidgetType>>,
    pub additional_meta_data: Option<JSON>,
    pub updated_at: Option<DateTime>,
    pub dependencies: Option<Vec<AddonReference>>,
    pub prices: Option<Vec<Price>>,
    pub overage_prices: Option<Vec<Price>>,
    pub entitlements: Option<Vec<PackageEntitlement>>,
    pub package_entitlements: Option<Vec<PackageEntitlementUnion>>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct PlanCompatiblePackageGroupsOptions {
    pub min_items: Option<f64>,
    pub free_items: Option<f64>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct PlanCompatiblePackageGroups {
    pub package_group_id: String,
    pub display_name: String,
    pub description: Option<String>,
    pub options: PlanCompatiblePackageGroupsOptions,
    pub addons: Option<Vec<Addon>>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Plan {
    pub id: UUID,
    pub ref_id: String,
    pub display_name: String,
    pub description: Option<String>,
    pub status: PackageStatus,
    pub version_number: i32,
    pub is_latest: Option<bool>,
    pub pricing_type: Option<PricingType>,
    pub billing_id: Option<String>,
    pub aws_marketplace_plan_dimension: Option<String>,
    pub base_plan: Option<PlanReference>,
    pub hidden_from_widgets: Option<Vec<WidgetType>>,
    pub additional_meta_data: Option<JSON>,
    pub created_at: Option<DateTime>,
    pub updated_at: Option<DateTime>,
    pub product: Product,
    pub default_trial_config: Option<DefaultTrialConfig>,
    pub prices: Option<Vec<Price>>,
    pub overage_prices: Option<Vec<Price>>,
    pub entitlements: Option<Vec<PackageEntitlement>>,
    pub inherited_entitlements: Option<Vec<PackageEntitlement>>,
    pub package_entitlements: Option<Vec<PackageEntitlementUnion>>,
    pub inherited_package_entitlements: Option<Vec<PackageEntitlementUnion>>,
    pub compatible_addons: Option<Vec<Addon>>,
    pub compatible_package_groups: Option<Vec<PlanCompatiblePackageGroups>>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct PackageReference {
    pub id: UUID,
    pub ref_id: String,
    pub display_name: String,
    pub pricing_type: Option<PricingType>,
}
