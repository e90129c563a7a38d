//! Whether a customer may use so much more of a feature, and if not, why.
//!
//! The state has everything that the customer may use, whatever it comes from: plan, add-ons, trial, promotion, override. Do
//! not merge these by hand. A customer who is not there is no error but a reason.

use anyhow::anyhow;
use cookbook::{argument, connect};
use serde_json::json;
use stigg_graphql::Client;
use stigg_graphql::entitlements::{Access, DeniedReason, Entitlement, has_access};
use stigg_graphql::operations::GetEntitlementsState;
use stigg_graphql::operations::fragments::EntitlementUnionFragment;
use stigg_graphql::operations::types::FetchEntitlementsQuery;
use stigg_graphql_sandbox::{Builder, Sandbox};

#[tokio::main]
async fn main() -> anyhow::Result<()> {
    let (client, _sandbox) = connect(eight_of_ten_seats()).await?;
    let (customer, feature) = (argument(1, "customer-0001"), argument(2, "seats"));
    let more = argument(3, "3").parse()?;
    let access = check(&client, &customer, &feature, more).await?;
    match access.reason() {
        None => println!("{customer} may use {more} more of {feature}"),
        Some(reason) => println!("no: {reason}; {} are left", access.remaining().unwrap_or_default()),
    }
    Ok(())
}

async fn check(client: &Client, customer: &str, feature: &str, more: f64) -> anyhow::Result<Access> {
    let query = FetchEntitlementsQuery::new(customer);
    let state = client.send(GetEntitlementsState::new(query)).await?.entitlements_state;
    if let Some(reason) = state.access_denied_reason {
        let denied = Entitlement { denied_reason: Some(DeniedReason::from(reason.as_str())), ..Entitlement::default() };
        return Ok(denied.access(more));
    }
    let is_meant = |entitlement: &&EntitlementUnionFragment| match entitlement {
        EntitlementUnionFragment::FeatureEntitlement(of) => of.feature.as_ref().is_some_and(|of| of.ref_id == feature),
        _ => false,
    };
    let entitlement = state.entitlements_v2.iter().find(is_meant).map(Entitlement::try_from);
    let entitlement = entitlement.transpose().map_err(|kind| anyhow!("this version does not know a `{kind}`"))?;
    Ok(has_access(entitlement.as_ref(), more))
}

/// A sandbox whose customers have used 8 of 10 seats.
fn eight_of_ten_seats() -> Builder {
    let seats = json!({
        "__typename": "FeatureEntitlement",
        "feature": {"refId": "seats", "featureType": "NUMBER", "meterType": "Fluctuating"},
        "isGranted": true, "accessDeniedReason": null, "hasUnlimitedUsage": false, "hasSoftLimit": false,
        "usageLimit": 10, "currentUsage": 8, "usagePeriodEnd": null,
    });
    let state = json!({"accessDeniedReason": null, "entitlementsV2": [seats]});
    Sandbox::builder().on("entitlementsState", state)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn what_is_left_may_be_used_and_no_more() -> anyhow::Result<()> {
        let sandbox = eight_of_ten_seats().start().await?;
        let client = cookbook::client(&sandbox)?;
        let two = check(&client, "customer-0001", "seats", 2.0).await?;
        assert_eq!((two.is_granted(), two.remaining()), (true, Some(2.0)));
        let three = check(&client, "customer-0001", "seats", 3.0).await?;
        assert_eq!(three.reason(), Some(&DeniedReason::RequestedUsageExceedingLimit));
        let other = check(&client, "customer-0001", "sso", 0.0).await?;
        assert_eq!(other.reason(), Some(&DeniedReason::EntitlementNotFound));
        Ok(())
    }

    #[tokio::test]
    async fn a_customer_who_is_not_there_is_a_reason() -> anyhow::Result<()> {
        let sandbox = Sandbox::start().await?;
        let nobody = check(&cookbook::client(&sandbox)?, "nobody", "seats", 0.0).await?;
        assert_eq!(nobody.reason(), Some(&DeniedReason::CustomerNotFound));
        Ok(())
    }
}
