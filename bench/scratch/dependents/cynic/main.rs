use std::env;
use std::error::Error;

use cynic::{GraphQlResponse, QueryBuilder};

#[cynic::schema("stigg")]
mod schema {}

#[derive(cynic::Scalar, Debug)]
#[cynic(graphql_type = "UUID")]
struct Uuid(String);

#[derive(cynic::InputObject)]
struct GetCustomerByRefIdInput {
    customer_id: String,
    #[cynic(skip_serializing_if = "Option::is_none")]
    environment_id: Option<Uuid>,
}

#[derive(cynic::QueryVariables)]
struct CustomerSummaryVariables {
    input: GetCustomerByRefIdInput,
}

#[derive(cynic::QueryFragment, Debug)]
#[cynic(graphql_type = "Query", variables = "CustomerSummaryVariables")]
#[expect(dead_code, reason = "printed")]
struct CustomerSummary {
    #[arguments(input: $input)]
    get_customer_by_ref_id: Option<Customer>,
}

#[derive(cynic::QueryFragment, Debug)]
#[expect(dead_code, reason = "printed")]
struct Customer {
    customer_id: String,
    name: Option<String>,
    email: Option<String>,
    subscriptions: Option<Vec<CustomerSubscription>>,
}

#[derive(cynic::QueryFragment, Debug)]
#[expect(dead_code, reason = "printed")]
struct CustomerSubscription {
    subscription_id: String,
    status: SubscriptionStatus,
    plan: Plan,
}

#[derive(cynic::QueryFragment, Debug)]
#[expect(dead_code, reason = "printed")]
struct Plan {
    display_name: String,
}

#[derive(cynic::Enum, Clone, Copy, Debug)]
#[cynic(non_exhaustive)]
enum SubscriptionStatus {
    Active,
    Canceled,
    Expired,
    InTrial,
    NotStarted,
    PaymentPending,
    #[cynic(fallback)]
    Other,
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn Error>> {
    let input = GetCustomerByRefIdInput { customer_id: "customer-1".to_owned(), environment_id: None };
    let response = reqwest::Client::new()
        .post("https://api.stigg.io/graphql")
        .header("x-api-key", env::var("STIGG_SERVER_API_KEY")?)
        .json(&CustomerSummary::build(CustomerSummaryVariables { input }))
        .send()
        .await?
        .error_for_status()?;
    let response: GraphQlResponse<CustomerSummary> = response.json().await?;
    println!("{:#?} {:?}", response.data, response.errors);
    Ok(())
}
