//! Reports usage that counts once, however often it is sent.
//!
//! The key is the id of what was done, as a job has one: the same after a crash, another for another job. With it the client
//! repeats the call by itself when an answer is lost; without it that would be counting twice, so it does not. What is sent,
//! `createdAt` included, stays the same in every attempt.

use cookbook::{argument, connect};
use stigg_graphql::operations::ReportUsage;
use stigg_graphql::operations::fragments::UsageReportFragment;
use stigg_graphql::operations::types::ReportUsageInput;
use stigg_graphql::{Client, Error};
use stigg_graphql_sandbox::{Fault, Sandbox};

#[tokio::main]
async fn main() -> anyhow::Result<()> {
    // The sandbox loses the first answer.
    let lost = Fault::cut_after_executing().once();
    let (client, _sandbox) = connect(Sandbox::builder().fault(lost)).await?;
    let (customer, feature) = (argument(1, "customer-0001"), argument(2, "feature-0001"));
    let report = report(&client, "render-4711", &customer, &feature, 3.0).await?;
    println!("{} counted for {} at {}", report.value, report.customer_id, report.timestamp);
    Ok(())
}

async fn report(
    client: &Client,
    job: &str,
    customer: &str,
    feature: &str,
    amount: f64,
) -> Result<UsageReportFragment, Error> {
    let input = ReportUsageInput { idempotency_key: job.into(), ..ReportUsageInput::new(customer, feature, amount) };
    Ok(client.send(ReportUsage::new(input)).await?.report_usage)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_lost_answer_is_asked_for_again_and_counts_once() -> anyhow::Result<()> {
        let sandbox = Sandbox::builder().fault(Fault::cut_after_executing().once()).start().await?;
        let client = cookbook::client(&sandbox)?;
        let first = report(&client, "render-4711", "customer-0001", "feature-0001", 3.0).await?;
        assert_eq!((first.value, &*first.customer_id), (3.0, "customer-0001"));

        let sent = sandbox.requests_for("ReportUsage");
        assert_eq!((sent.len(), sent[0].status), (2, None));
        assert_eq!(sent[0].variables, sent[1].variables);

        // A program that starts again after a crash sends it again.
        let again = report(&client, "render-4711", "customer-0001", "feature-0001", 3.0).await?;
        let other = report(&client, "render-4712", "customer-0001", "feature-0001", 3.0).await?;
        assert_eq!((again.id == first.id, other.id == first.id), (true, false));
        Ok(())
    }
}
