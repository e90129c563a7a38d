use std::env;
use std::error::Error;

use graphql_client::{GraphQLQuery, Response};

#[derive(GraphQLQuery)]
#[graphql(schema_path = "schema.graphql", query_path = "queries/customer.graphql", response_derives = "Debug")]
struct CustomerSummary;

#[expect(clippy::upper_case_acronyms, reason = "the name in the schema")]
type UUID = String;

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn Error>> {
    let input = customer_summary::GetCustomerByRefIdInput { customer_id: "customer-1".to_owned(), environment_id: None };
    let response = reqwest::Client::new()
        .post("https://api.stigg.io/graphql")
        .header("x-api-key", env::var("STIGG_SERVER_API_KEY")?)
        .json(&CustomerSummary::build_query(customer_summary::Variables { input }))
        .send()
        .await?
        .error_for_status()?;
    let response: Response<customer_summary::ResponseData> = response.json().await?;
    println!("{:#?} {:?}", response.data, response.errors);
    Ok(())
}
