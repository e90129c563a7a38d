//! Measures how fast a sandbox starts and answers, with the client on the same machine.
//!
//! `cargo run --release -p stigg-graphql-sandbox --example throughput`; with `-- start` only the start.

use std::time::{Duration, Instant};

use anyhow::{Context, Result};
use serde_json::{Value, json};
use stigg_graphql_sandbox::Sandbox;

const CLIENTS: usize = 8;
const RUN: Duration = Duration::from_secs(3);

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<()> {
    let started = Instant::now();
    let sandbox = Sandbox::builder().nodes("Customer", 250).start().await?;
    println!("first start: {:.1} ms", started.elapsed().as_secs_f64() * 1e3);
    let started = Instant::now();
    drop(Sandbox::start().await?);
    println!("next start and stop: {:.1} ms", started.elapsed().as_secs_f64() * 1e3);

    if std::env::args().nth(1).as_deref() == Some("start") {
        return Ok(());
    }

    let by_id = "query Get($id: String!) { getCustomerByRefId(input: {customerId: $id}) { customerId name email } }";
    let page = "query List($first: Int) { customers(paging: {first: $first}) { edges { node { customerId name } }
        pageInfo { hasNextPage endCursor } totalCount } }";
    measure(&sandbox, "a customer by id", by_id, json!({"id": "customer-0042"})).await?;
    measure(&sandbox, "a page of 10 of 250 customers", page, json!({"first": 10})).await?;
    measure(&sandbox, "a page of 100 of 250 customers", page, json!({"first": 100})).await?;
    Ok(())
}

async fn measure(sandbox: &Sandbox, what: &str, query: &str, variables: Value) -> Result<()> {
    let client = reqwest::Client::new();
    let body = serde_json::to_vec(&json!({"query": query, "variables": variables}))?;
    let end = Instant::now() + RUN;
    let workers = (0..CLIENTS).map(|_| {
        let (client, body, url, key) = (client.clone(), body.clone(), sandbox.endpoint(), sandbox.key().to_owned());
        tokio::spawn(async move {
            let mut done = 0_u32;
            while Instant::now() < end {
                let request = client.post(&url).header("X-API-Key", &key).header("content-type", "application/json");
                let answer: Value = request.body(body.clone()).send().await?.json().await?;
                answer["data"].as_object().context("no data")?;
                done += 1;
            }
            anyhow::Ok(done)
        })
    });
    let mut total = 0;
    for worker in workers.collect::<Vec<_>>() {
        total += worker.await??;
    }
    println!("{what}: {:.0} operations/s", f64::from(total) / RUN.as_secs_f64());
    Ok(())
}
