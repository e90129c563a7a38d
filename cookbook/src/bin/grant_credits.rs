//! Grants credits once, and reads what the ledger says of them.
//!
//! `createCreditGrant` has no idempotency key, and two grants may be alike. So the order that they are for is written into the
//! grant, and looked for before another one is made.

use cookbook::{argument, connect};
use futures_util::TryStreamExt;
use stigg_graphql::operations::fragments::{CreditGrantSummaryFragment, CreditLedgerEventFragment};
use stigg_graphql::operations::types::{
    CreditGrantInput, CreditGrantTypeInput, CreditLedgerInput, GetCreditGrantsInput,
};
use stigg_graphql::operations::{GrantCredits, ListCreditGrants, ListCreditsLedger};
use stigg_graphql::{Client, Error};
use stigg_graphql_sandbox::Sandbox;

#[tokio::main]
async fn main() -> anyhow::Result<()> {
    let (client, _sandbox) = connect(Sandbox::builder()).await?;
    let (customer, currency) = (argument(1, "customer-0001"), argument(2, "custom-currency-0001"));
    let grant = grant(&client, "order-17", &customer, &currency, 100.0).await?;
    println!("{} has {} of {}", grant.customer_id, grant.amount - grant.consumed_amount, grant.currency_id);
    for event in ledger(&client, &grant).await? {
        println!("{}  {:>8}  {}", event.timestamp, event.amount, event.event_type);
    }
    Ok(())
}

async fn grant(
    client: &Client,
    order: &str,
    customer: &str,
    currency: &str,
    amount: f64,
) -> Result<CreditGrantSummaryFragment, Error> {
    let mut grants = client.paginate(ListCreditGrants::new(GetCreditGrantsInput::new(customer))).page_size(100);
    while let Some(grant) = grants.try_next().await? {
        if grant.comment.as_deref() == Some(order) {
            return Ok(grant);
        }
    }
    let paid = CreditGrantTypeInput::Paid;
    let input = CreditGrantInput {
        comment: order.into(),
        ..CreditGrantInput::new(amount, currency, customer, "Credits that were bought", paid)
    };
    let granted = client.send(GrantCredits::new(input)).await?.create_credit_grant;
    Ok(granted.credit_grant_summary_fragment)
}

/// What became of a grant.
async fn ledger(client: &Client, grant: &CreditGrantSummaryFragment) -> Result<Vec<CreditLedgerEventFragment>, Error> {
    let input = CreditLedgerInput {
        currency_id: grant.currency_id.as_str().into(),
        ..CreditLedgerInput::new(grant.customer_id.as_str())
    };
    let events = client.paginate(ListCreditsLedger::new(input)).page_size(100);
    events.try_filter(|event| std::future::ready(event.credit_grant_id == grant.grant_id)).try_collect().await
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;
    use stigg_graphql::operations::ConsumeCredits;
    use stigg_graphql::operations::types::ConsumeCreditInput;

    #[tokio::test]
    async fn an_order_is_granted_once_and_the_ledger_has_it() -> anyhow::Result<()> {
        let sandbox = Sandbox::builder().entity("Customer", json!({"customerId": "acme"})).start().await?;
        let client = cookbook::client(&sandbox)?;
        let first = grant(&client, "order-17", "acme", "custom-currency-0001", 100.0).await?;
        assert_eq!((first.amount, first.consumed_amount), (100.0, 0.0));
        let use_some = ConsumeCreditInput::new(30.0, "custom-currency-0001", "acme", "render-4711");
        client.send(ConsumeCredits::new(use_some)).await?;

        let again = grant(&client, "order-17", "acme", "custom-currency-0001", 100.0).await?;
        assert_eq!((&again.grant_id, again.consumed_amount), (&first.grant_id, 30.0));
        assert_eq!(sandbox.requests_for("GrantCredits").len(), 1);

        let events = ledger(&client, &first).await?;
        let told: Vec<_> = events.iter().map(|event| (event.event_type.as_str(), event.amount)).collect();
        assert_eq!(told, [("CREDITS_GRANTED", 100.0), ("CREDITS_CONSUMED", 30.0)]);
        Ok(())
    }
}
