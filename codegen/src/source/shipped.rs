//! What `stigg-graphql` ships: its schema, and the texts of its fragments.

use super::source_set::{LibrarySource, Source};

/// The schema.
pub(super) const SCHEMA: &str = include_str!("../../schema/stigg.graphql");

macro_rules! fragments {
    ($($name:literal)*) => {
        &[$((
            concat!("stigg-graphql/queries/fragments/", $name, ".graphql"),
            include_str!(concat!("../../fragments/", $name, ".graphql")),
        )),*]
    };
}

/// Files of fragments, by their names.
#[rustfmt::skip]
const FRAGMENTS: &[(&str, &str)] = fragments!(
    "addon" "addon_reference" "addon_summary" "api_key" "auto_recharge_settings" "checkout_billing_credentials"
    "contract" "coupon" "credit_cost_estimation" "credit_entitlement" "credit_grant" "credit_grant_invoice"
    "credit_grant_summary" "credit_ledger_event" "credit_rate" "currency_units" "custom_currency" "customer"
    "customer_detail" "customer_portal_feature" "customer_portal_subscription" "customer_reference" "date_range"
    "default_trial_config" "downgrade_change_variables" "entitlement" "entitlement_feature" "entitlement_union"
    "experiment" "experiment_info" "feature" "feature_entitlement" "feature_group" "feature_summary" "font_variant"
    "hook" "meter" "money" "offer" "package_credit_entitlement" "package_draft_summary" "package_entitlement"
    "package_entitlement_union" "package_feature_entitlement" "package_group" "package_reference" "paywall_addon"
    "paywall_configuration" "paywall_entitlement" "paywall_plan" "paywall_price" "plan" "plan_change_variables"
    "plan_reference" "plan_summary" "price" "price_tier" "product" "product_reference" "product_settings"
    "promotional_entitlement" "reset_period_configuration" "schedule_variables" "slim_custom_currency"
    "subscription" "subscription_base" "subscription_detail" "subscription_future_update" "subscription_invoice"
    "subscription_preview" "subscription_preview_credits" "subscription_preview_discount"
    "subscription_preview_prorations" "subscription_preview_tax_details" "subscription_price" "subscription_query"
    "subscription_scheduled_update" "subscription_summary" "subscription_total_price" "sync_state"
    "typography_configuration" "unit_transformation" "usage_report"
);

/// The library itself, as operations can name it.
pub(super) fn library() -> LibrarySource {
    LibrarySource { module: None, texts: FRAGMENTS.iter().map(|(name, text)| Source::new(*name, *text)).collect() }
}

/// The type that a fragment of the library is for.
pub(crate) fn type_of_fragment(name: &str) -> Option<&'static str> {
    let head = format!("fragment {name} on ");
    let (_, rest) = FRAGMENTS.iter().find_map(|(_, text)| text.split_once(&head))?;
    rest.split_whitespace().next()
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;
    use std::fs;

    use super::{FRAGMENTS, type_of_fragment};

    #[test]
    fn every_fragment_is_listed() {
        let listed: BTreeSet<&str> = FRAGMENTS.iter().filter_map(|(name, _)| name.rsplit('/').next()).collect();
        let files = fs::read_dir("fragments").unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap());
        assert_eq!(files.collect::<BTreeSet<_>>(), listed.into_iter().map(str::to_owned).collect());
    }

    #[test]
    fn fragments_are_for_types() {
        assert_eq!(type_of_fragment("CustomerFragment"), Some("Customer"));
        assert_eq!(type_of_fragment("Customer"), None);
    }
}
