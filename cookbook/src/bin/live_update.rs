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
    let script = [update(OF_ALL, 8), update(OF_SITE, 1), update(OF_ALL, 9)];
    let (client, sandbox) = connect(Sandbox::builder().events("entitlementsUpdatedV2", script)).await?;
    let mut events = client.subscribe(OnEntitlementsUpdatedV2);
    let mut known = Known::default();
    let mut heard = 0;
    while let Some(event) = events.try_next().await? {
        if let Some(user) = known.learn(event) {
            let (customer, resource) = &user;
            let of = resource.as_ref().map(|resource| format!(" for {resource}")).unwrap_or_default();
            println!("{customer} may use {} features{of}", known.0[&user].len());
        }
        heard += 1;
        // The sandbox has no more to say.
        if sandbox.is_some() && heard == 3 {
            break;
        }
    }
    Ok(())
}

/// A customer, and the resource that an update is about, if it is about one.
type User = (String, Option<String>);

/// What customers may use, as far as it is known; who is missing is asked for (see `check_entitlement`).
#[derive(Default)]
struct Known(HashMap<User, Vec<Entitlement>>);

impl Known {
    /// Returns whom the event is about.
    fn learn(&mut self, event: Event<Data>) -> Option<User> {
        let Some(data) = event.data() else {
            self.0.clear();
            return None;
        };
        let update = data.entitlements_updated_v2;
        // What this version does not know is left out, as nobody here can use it.
        let entitlements = update.entitlements.iter().filter_map(|one| Entitlement::try_from(one).ok()).collect();
        let user = (update.customer_id, update.resource_id);
        self.0.insert(user.clone(), entitlements);
        Some(user)
    }
}

const OF_ALL: (&str, Option<&str>) = ("customer-0001", None);
const OF_SITE: (&str, Option<&str>) = ("customer-0001", Some("site-1"));

/// An event in which a customer has used so many of 10 seats.
fn update((customer, resource): (&str, Option<&str>), used: u32) -> Value {
    let seats = json!({
        "__typename": "FeatureEntitlement",
        "feature": {"refId": "seats", "featureType": "NUMBER", "meterType": "Fluctuating"},
        "isGranted": true, "accessDeniedReason": null, "hasUnlimitedUsage": false, "hasSoftLimit": false,
        "usageLimit": 10, "currentUsage": used, "usagePeriodEnd": null,
    });
    json!({"customerId": customer, "resourceId": resource, "entitlements": [seats]})
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn the_latest_word_counts_until_the_connection_is_lost() -> anyhow::Result<()> {
        let script = [update(OF_ALL, 8), update(OF_ALL, 10), update(OF_SITE, 3)];
        let sandbox = Sandbox::builder().events("entitlementsUpdatedV2", script).start().await?;
        let mut events = cookbook::client(&sandbox)?.subscribe(OnEntitlementsUpdatedV2);
        let mut known = Known::default();
        let mut left = Vec::new();
        while left.len() < 3 {
            let event = events.try_next().await?.expect("the stream goes on");
            let user = known.learn(event).expect("an update");
            left.extend(known.0[&user][0].access(1.0).remaining());
        }
        assert_eq!(left, [2.0, 0.0, 7.0]);
        // What is left for a resource is not left for the customer.
        let granted = |(customer, resource): (&str, Option<&str>)| {
            known.0[&(customer.to_owned(), resource.map(str::to_owned))][0].access(1.0).is_granted()
        };
        assert_eq!((granted(OF_ALL), granted(OF_SITE)), (false, true));

        sandbox.close_sockets(1012, "Service Restart");
        let event = events.try_next().await?.expect("the stream goes on");
        assert_eq!((event == Event::Reconnected, known.learn(event), known.0.len()), (true, None, 0));
        Ok(())
    }
}
