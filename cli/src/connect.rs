//! The client that commands send with.

use clap::Args;
use stigg_graphql::Client;
use stigg_graphql::client::ClientBuilder;

/// Where to send.
#[derive(Args)]
pub(crate) struct Connect {
    /// GraphQL endpoint [default: `STIGG_API_URL`, or else Stigg's own]
    #[arg(long, value_name = "URL", global = true)]
    pub(crate) endpoint: Option<String>,
}

impl Connect {
    /// A client with the key of `STIGG_SERVER_API_KEY`.
    pub(crate) fn client(&self) -> Result<Client, stigg_graphql::Error> {
        self.builder()?.build()
    }

    /// The same, still to be built.
    pub(crate) fn builder(&self) -> Result<ClientBuilder, stigg_graphql::Error> {
        let builder = ClientBuilder::from_env()?.user_agent(USER_AGENT);
        Ok(match &self.endpoint {
            Some(url) => builder.endpoint(url),
            None => builder,
        })
    }
}

pub(crate) const USER_AGENT: &str = concat!("stigg-graphql-cli/", env!("CARGO_PKG_VERSION"));

/// Runs what waits for the network.
pub(crate) fn block_on<T>(work: impl Future<Output = anyhow::Result<T>>) -> anyhow::Result<T> {
    tokio::runtime::Builder::new_current_thread().enable_all().build()?.block_on(work)
}
