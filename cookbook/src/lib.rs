//! Ten programs against Stigg, each one file in `src/bin`.
//!
//! | program | what it does |
//! | --- | --- |
//! | `provision_customer` | makes a customer with a first subscription, once |
//! | `check_entitlement` | whether a customer may use so much more of a feature, and if not, why |
//! | `report_usage` | reports usage that counts once, however often it is sent |
//! | `export_subscriptions` | writes all subscriptions to a file, and goes on where it was stopped |
//! | `estimate_plan_change` | what another plan would cost, in full units and in cents |
//! | `grant_credits` | grants credits once, and reads what the ledger says of them |
//! | `rotate_key` | exchanges the key of a running program |
//! | `live_update` | keeps what customers may use up to date, by a subscription |
//! | `copy_catalog` | copies plans and features from one environment to another |
//! | `web_handler` | answers a web page for a signed-in customer |
//!
//! `cargo run -p cookbook --bin provision_customer` asks Stigg where `STIGG_SERVER_API_KEY` is set, and a sandbox in the same
//! process where it is not. Several of them write: use the key of an environment for development.
//!
//! `cargo test -p cookbook` runs all ten against the sandbox.

use stigg_graphql::Client;
use stigg_graphql_sandbox::{Builder, Sandbox};

#[cfg(test)]
extern crate self as cookbook;

/// The operations in `queries`.
pub mod stigg {
    stigg_graphql::include_operations!();
}

/// A client of Stigg where `STIGG_SERVER_API_KEY` is set; otherwise of this sandbox, which runs until it is dropped.
///
/// # Errors
///
/// When the key cannot be one, or the sandbox cannot start.
pub async fn connect(sandbox: Builder) -> anyhow::Result<(Client, Option<Sandbox>)> {
    if std::env::var_os("STIGG_SERVER_API_KEY").is_some() {
        return Ok((Client::from_env()?, None));
    }
    let sandbox = sandbox.start().await?;
    Ok((client(&sandbox)?, Some(sandbox)))
}

/// A client of a sandbox.
///
/// # Errors
///
/// When the sandbox has a key that cannot be one.
pub fn client(sandbox: &Sandbox) -> anyhow::Result<Client> {
    Ok(Client::builder().key(sandbox.key()).endpoint(sandbox.endpoint()).build()?)
}

/// The first argument of the program, or what stands for it in a sandbox.
pub fn argument(position: usize, or: &str) -> String {
    std::env::args().nth(position).unwrap_or_else(|| or.to_owned())
}

/// The programs once more, for their tests.
#[cfg(test)]
#[expect(dead_code, reason = "the tests call what `main` calls")]
mod bin {
    mod check_entitlement;
    mod copy_catalog;
    mod estimate_plan_change;
    mod export_subscriptions;
    mod grant_credits;
    mod live_update;
    mod provision_customer;
    mod report_usage;
    mod rotate_key;
    mod web_handler;
}
