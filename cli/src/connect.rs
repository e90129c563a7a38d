//! The client that commands send with.

use clap::Args;
use stigg_graphql::Client;

/// Where to send.
#[derive(Args)]
pub(crate) struct Connect {
    /// GraphQL endpoint [default: `STIGG_API_URL`, or else Stigg's own]
    #[arg(long, value_name = "URL")]
    pub(crate) endpoint: Option<String>,
}

impl Connect {
    /// A client with the key of `STIGG_SERVER_API_KEY`.
    pub(crate) fn client(&self) -> Result<Client, stigg_graphql::Error> {
        let builder = stigg_graphql::client::ClientBuilder::from_env()?.user_agent(USER_AGENT);
        match &self.endpoint {
            Some(url) => builder.endpoint(url),
            None => builder,
        }
        .build()
    }
}

pub(crate) const USER_AGENT: &str = concat!("stigg-graphql-cli/", env!("CARGO_PKG_VERSION"));

/// Runs what waits for the network.
pub(crate) fn block_on<T>(work: impl Future<Output = anyhow::Result<T>>) -> anyhow::Result<T> {
    tokio::runtime::Builder::new_current_thread().enable_all().build()?.block_on(work)
}
