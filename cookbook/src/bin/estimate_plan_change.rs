//! What another plan would cost a customer, now and from then on. Nothing is changed by asking.
//!
//! Stigg counts money in full units: 49.99 with USD is $49.99. A payment provider counts in minor units, and the way from one
//! to the other is `money::to_minor`, which knows that yen have none.

use cookbook::{argument, connect};
use serde_json::json;
use stigg_graphql::money::{self, MoneyError};
use stigg_graphql::operations::EstimateSubscription;
use stigg_graphql::operations::fragments::MoneyFragment;
use stigg_graphql::operations::types::EstimateSubscriptionInput;
use stigg_graphql::{Client, Error};
use stigg_graphql_sandbox::{Builder, Sandbox};

#[tokio::main]
async fn main() -> anyhow::Result<()> {
    let (client, _sandbox) = connect(an_upgrade()).await?;
    let (customer, plan) = (argument(1, "customer-0001"), argument(2, "plan-0002"));
    let change = estimate(&client, &customer, &plan).await?;
    println!(
        "now:    {} {}, which a payment provider calls {}",
        change.now.amount,
        change.now.currency,
        cents(&change.now)?
    );
    if let Some(later) = &change.later {
        println!("later:  {} {} each period", later.amount, later.currency);
    }
    if change.is_downgrade {
        println!("It is a downgrade, which mostly takes effect at the end of the period.");
    }
    Ok(())
}

struct Change {
    now: MoneyFragment,
    later: Option<MoneyFragment>,
    is_downgrade: bool,
}

async fn estimate(client: &Client, customer: &str, plan: &str) -> Result<Change, Error> {
    let input = EstimateSubscriptionInput::new(customer, plan);
    let preview = client.send(EstimateSubscription::new(input)).await?.estimate_subscription;
    Ok(Change {
        now: preview.total,
        later: preview.subscription.map(|subscription| subscription.total),
        is_downgrade: preview.is_plan_downgrade.unwrap_or_default(),
    })
}

fn cents(money: &MoneyFragment) -> Result<i64, MoneyError> {
    money::to_minor(money.amount, money.currency.as_str())
}

/// A sandbox in which every change costs something now, and more later.
fn an_upgrade() -> Builder {
    let usd = |amount: f64| json!({"amount": amount, "currency": "USD"});
    let preview = json!({"total": usd(31.45), "subscription": {"total": usd(49.99)}, "isPlanDowngrade": false});
    Sandbox::builder().on("estimateSubscription", preview)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn amounts_are_exact_in_full_units_and_in_cents() -> anyhow::Result<()> {
        let sandbox = an_upgrade().start().await?;
        let change = estimate(&cookbook::client(&sandbox)?, "customer-0001", "plan-0002").await?;
        let later = change.later.expect("what is to be paid later");
        assert_eq!((change.now.amount.to_string(), later.amount.to_string()), ("31.45".into(), "49.99".into()));
        assert_eq!((cents(&change.now)?, cents(&later)?, change.is_downgrade), (3145, 4999, false));
        let sent = sandbox.requests_for("EstimateSubscription");
        assert_eq!(sent[0].variables, json!({"input": {"customerId": "customer-0001", "planId": "plan-0002"}}));
        Ok(())
    }
}
