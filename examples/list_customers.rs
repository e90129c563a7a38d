//! Lists all customers, page by page.
//!
//! With `STIGG_SERVER_API_KEY` set it asks Stigg; without, it starts a sandbox with 250 customers in this process.

use futures_util::TryStreamExt;
use stigg_graphql::Client;
use stigg_graphql::operations::ListCustomers;
use stigg_graphql::operations::list_customers::Data;
use stigg_graphql_sandbox::Sandbox;

const PAGE_SIZE: u32 = 100;
const ROWS_SHOWN: usize = 10;

#[tokio::main]
async fn main() -> anyhow::Result<()> {
    let sandbox;
    let client = if std::env::var_os("STIGG_SERVER_API_KEY").is_some() {
        Client::from_env()?
    } else {
        sandbox = Sandbox::builder().nodes("Customer", 250).start().await?;
        println!("STIGG_SERVER_API_KEY is not set: asking a sandbox at {} instead of Stigg.\n", sandbox.endpoint());
        Client::builder().key(sandbox.key()).endpoint(sandbox.endpoint()).build()?
    };

    println!("{:<16} {:<24} {:<32} created", "customer", "name", "email");
    let (mut customers, mut page_count) = (0, 0);
    let mut pages = client.paginate(ListCustomers::default()).page_size(PAGE_SIZE).pages();
    while let Some(Data { customers: page }) = pages.try_next().await? {
        page_count += 1;
        for customer in &page {
            if customers < ROWS_SHOWN {
                println!(
                    "{:<16} {:<24} {:<32} {}",
                    customer.customer_id,
                    customer.name.as_deref().unwrap_or("-"),
                    customer.email.as_deref().unwrap_or("-"),
                    customer.created_at.as_ref().map_or_else(|| "-".to_owned(), ToString::to_string),
                );
            }
            customers += 1;
        }
    }
    println!("... and {} more\n", customers - ROWS_SHOWN.min(customers));
    println!("{customers} customers in {page_count} pages");
    Ok(())
}
