//! Makes a customer with a first subscription. Run it twice: the second time the customer is there, and that is fine.
//!
//! `provisionCustomer` has no idempotency key, so the client does not repeat it when an answer is lost. The customer's id is
//! your own, and does the same: a second customer with it is refused with `DuplicatedEntityNotAllowed`, which here means
//! "done". So whoever does not know whether the call was executed makes it again.

use anyhow::Context as _;
use cookbook::{argument, connect};
use stigg_graphql::operations::fragments::CustomerFragment;
use stigg_graphql::operations::types::{
    GetCustomerByRefIdInput, ProvisionCustomerInput, ProvisionCustomerSubscriptionInput,
};
use stigg_graphql::operations::{GetCustomer, ProvisionCustomer};
use stigg_graphql::{Client, ErrorCode};
use stigg_graphql_sandbox::Sandbox;

#[tokio::main]
async fn main() -> anyhow::Result<()> {
    let (client, _sandbox) = connect(Sandbox::builder()).await?;
    let (id, plan) = (argument(1, "acme"), argument(2, "plan-0001"));
    let customer = provision(&client, &id, "Acme", &plan).await?;
    println!("{} is {}", customer.customer_id, customer.name.as_deref().unwrap_or("without a name"));
    Ok(())
}

async fn provision(client: &Client, id: &str, name: &str, plan: &str) -> anyhow::Result<CustomerFragment> {
    let input = ProvisionCustomerInput {
        customer_id: id.into(),
        name: name.into(),
        subscription_params: ProvisionCustomerSubscriptionInput::new(plan).into(),
        ..ProvisionCustomerInput::default()
    };
    match client.send(ProvisionCustomer::new(input)).await {
        Ok(data) => Ok(data.provision_customer.customer),
        Err(error) if error.code() == Some(ErrorCode::DuplicatedEntityNotAllowed) => {
            let data = client.send(GetCustomer::new(GetCustomerByRefIdInput::new(id))).await?;
            let customer = data.get_customer_by_ref_id.context("the customer was archived meanwhile")?;
            Ok(customer.customer_fragment)
        }
        Err(error) => Err(error.into()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use stigg_graphql::operations::ListSubscriptions;
    use stigg_graphql_sandbox::Fault;

    #[tokio::test]
    async fn a_customer_is_made_once_even_where_the_answer_was_lost() -> anyhow::Result<()> {
        let sandbox = Sandbox::start().await?;
        let client = cookbook::client(&sandbox)?;
        sandbox.fault(Fault::cut_after_executing().on("ProvisionCustomer").once());
        let lost = provision(&client, "acme", "Acme", "plan-0001").await.unwrap_err();
        assert!(lost.downcast_ref::<stigg_graphql::Error>().is_some_and(stigg_graphql::Error::may_have_executed));

        let customer = provision(&client, "acme", "Acme", "plan-0001").await?;
        assert_eq!((&*customer.customer_id, customer.name.as_deref()), ("acme", Some("Acme")));

        let all = client.send(ListSubscriptions::default()).await?.subscriptions;
        let plans: Vec<_> =
            all.nodes().filter(|one| one.customer.customer_id == "acme").map(|one| &*one.plan.ref_id).collect();
        assert_eq!(plans, ["plan-0001"]);
        Ok(())
    }
}
