//! Keeps what customers may use up to date: the server says what changes, nobody asks again and again.
//!
//! Events cover every customer of the environment. Those that come while the connection is lost are not sent again, so after a
//! reconnect nothing that was known counts any more.

use std::collections::HashMap;

use cookbook::connect;
use futures_util::TryStreamExt;
use serde_json::{Value, json};
use stigg_graphql::entitlements::Entitlement;
use stigg_graphql::operations::OnEntitlementsUpdatedV2;
use stigg_graphql::operations::on_entitlements_updated_v2::Data;
use stigg_graphql::subscription::Event;
use stigg_graphql_sandbox::Sandbox;

#[tokio::main]
async fn main() -> anyhow::Result<()> {
    let script = [update("customer-0001", 8), update("customer-0002", 1), update("customer-0001", 9)];
    let (client, sandbox) = connect(Sandbox::builder().events("entitlementsUpdatedV2", script)).await?;
    let mut events = client.subscribe(OnEntitlementsUpdatedV2);
    let mut known = Known::default();
    let mut heard = 0;
    while let Some(event) = events.try_next().await? {
        if let Some(customer) = known.learn(event) {
            println!("{customer} may use {} features", known.0[&customer].len());
        }
        heard += 1;
        // The sandbox has no more to say.
        if sandbox.is_some() && heard == 3 {
            break;
        }
    }
    Ok(())
}

/// What customers may use, as far as it is known; who is missing is asked for (see `check_entitlement`).
#[derive(Default)]
struct Known(HashMap<String, Vec<Entitlement>>);

impl Known {
    /// Returns whom the event is about.
    fn learn(&mut self, event: Event<Data>) -> Option<String> {
        let Some(data) = event.data() else {
            self.0.clear();
            return None;
        };
        let update = data.entitlements_updated_v2;
        // What this version does not know is left out, as nobody here can use it.
        let entitlements = update.entitlements.iter().filter_map(|one| Entitlement::try_from(one).ok()).collect();
        self.0.insert(update.customer_id.clone(), entitlements);
        Some(update.customer_id)
    }
}

/// An event in which a customer has used so many of 10 seats.
fn update(customer: &str, used: u32) -> Value {
    let seats = json!({
        "__typename": "FeatureEntitlement",
        "feature": {"refId": "seats", "featureType": "NUMBER", "meterType": "Fluctuating"},
        "isGranted": true, "accessDeniedReason": null, "hasUnlimitedUsage": false, "hasSoftLimit": false,
        "usageLimit": 10, "currentUsage": used, "usagePeriodEnd": null,
    });
    json!({"customerId": customer, "entitlements": [seats]})
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn the_latest_word_counts_until_the_connection_is_lost() -> anyhow::Result<()> {
        let script = [update("customer-0001", 8), update("customer-0001", 10)];
        let sandbox = Sandbox::builder().events("entitlementsUpdatedV2", script).start().await?;
        let mut events = cookbook::client(&sandbox)?.subscribe(OnEntitlementsUpdatedV2);
        let mut known = Known::default();
        let mut left = Vec::new();
        while left.len() < 2 {
            let event = events.try_next().await?.expect("the stream goes on");
            let customer = known.learn(event).expect("an update");
            left.extend(known.0[&customer][0].access(1.0).remaining());
        }
        assert_eq!(left, [2.0, 0.0]);
        assert!(!known.0["customer-0001"][0].access(1.0).is_granted());

        sandbox.close_sockets(1012, "Service Restart");
        let event = events.try_next().await?.expect("the stream goes on");
        assert_eq!((event == Event::Reconnected, known.learn(event), known.0.len()), (true, None, 0));
        Ok(())
    }
}
