use stigg::types::GetCustomerByRefIdInput;
use stigg_graphql::{Client, Error};

mod stigg {
    stigg_graphql::include_operations!();
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Error> {
    let client = Client::from_env()?;
    let customer = stigg::CustomerSummary::new(GetCustomerByRefIdInput::new("customer-1"));
    println!("{:#?}", client.send(customer).await?);
    Ok(())
}
