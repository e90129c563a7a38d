//! The client: what a program sends operations with.

pub(crate) mod builder;
mod foreign;
#[cfg(feature = "subscriptions")]
mod subscribe;

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use crate::credentials::secrets::Secret;
use crate::credentials::{ApiKey, CustomerToken};
use crate::error::Error;
use crate::operation::Execute;
use crate::paging::{NodeStream, PageStream, Paged, Paginate};
use crate::send::attempt::CUSTOMER_KEY;
use crate::send::call::Call;
use crate::send::dispatcher::Dispatcher;
use crate::send::settings::Settings;
use crate::send::{Response, RetryPolicy};

pub use builder::ClientBuilder;

/// Sends operations to Stigg's GraphQL API.
///
/// Cloning is cheap, and clones share the key, the connections, and what is known about throttled operations.
///
/// ```no_run
/// # async fn run() -> Result<(), stigg_graphql::Error> {
/// use stigg_graphql::Client;
///
/// let client = Client::from_env()?;
/// let document = "query Env { environments(paging: { first: 1 }) { edges { node { slug } } } }";
/// let data = client.send_raw(document, serde_json::json!({})).await?;
/// println!("{}", data["environments"]["edges"][0]["node"]["slug"]);
/// # Ok(())
/// # }
/// ```
#[derive(Clone)]
pub struct Client {
    pub(crate) dispatcher: Dispatcher,
}

impl Client {
    /// A client with the key of `STIGG_SERVER_API_KEY`, for the endpoint of `STIGG_API_URL` or else Stigg's own.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Config`](crate::error::ErrorKind::Config) when the key is not set or cannot be one, or the endpoint is not
    /// https.
    pub fn from_env() -> Result<Self, Error> {
        ClientBuilder::from_env()?.build()
    }

    /// Sets up a client.
    pub fn builder() -> ClientBuilder {
        ClientBuilder::default()
    }

    /// Sends an operation and returns its data.
    ///
    /// # Errors
    ///
    /// Every [`ErrorKind`](crate::error::ErrorKind) but `Paging` and `Closed`. Errors beside data are an error too,
    /// which still carries the data ([`Error::data_as`]); [`execute`](Self::execute) returns both.
    ///
    /// # How data is decoded
    ///
    /// `data` is an object, and its members fit the operation's types or it is an error of kind
    /// [`ErrorKind::Decode`](crate::error::ErrorKind::Decode). A field that may be null may also be missing, although the
    /// spec has every selected field answered: `{"data":{}}` is `None` where the only root field is nullable, since
    /// proxies and older servers leave nulls out. A missing field that may not be null is an error. What the operation did
    /// not ask for is passed over, and so is whatever is odd beside `data`.
    #[expect(clippy::needless_pass_by_value, reason = "an operation is made to be sent")]
    pub fn send<O: Execute>(&self, operation: O) -> impl Future<Output = Result<O::Data, Error>> + Send + use<O> {
        let dispatcher = self.dispatcher.clone();
        let call = Call::of(&operation);
        async move { dispatcher.run::<O::Data>(&call?, false).await.map(|response| response.data) }
    }

    /// Sends an operation and returns the whole answer: data, the errors beside it, extensions, status and headers.
    ///
    /// # Errors
    ///
    /// As [`send`](Self::send), but errors beside data are part of the answer.
    #[expect(clippy::needless_pass_by_value, reason = "an operation is made to be sent")]
    pub fn execute<O: Execute>(
        &self,
        operation: O,
    ) -> impl Future<Output = Result<Response<O::Data>, Error>> + Send + use<O> {
        let dispatcher = self.dispatcher.clone();
        let call = Call::of(&operation);
        async move { dispatcher.run::<O::Data>(&call?, true).await }
    }

    /// Lists the nodes of a connection, page by page as they are asked for.
    ///
    /// ```no_run
    /// # #[cfg(feature = "operations")]
    /// # async fn run(client: stigg_graphql::Client) -> Result<(), stigg_graphql::Error> {
    /// use futures_util::TryStreamExt;
    /// use stigg_graphql::operations::ListCustomers;
    ///
    /// let mut customers = client.paginate(ListCustomers::new()).page_size(100);
    /// while let Some(customer) = customers.try_next().await? {
    ///     println!("{}", customer.customer_id);
    /// }
    /// # Ok(())
    /// # }
    /// ```
    pub fn paginate<O: Paginate>(&self, operation: O) -> NodeStream<O> {
        NodeStream::new(self.dispatcher.clone(), operation)
    }

    /// Lists the pages of a query, each as the data of one answer.
    ///
    /// For lists that have no edges (`creditUsage`, `usageHistoryV2`, `getContracts`), and where the page itself matters,
    /// as for `totalCount`.
    pub fn pages<O: Paged>(&self, operation: O) -> PageStream<O> {
        PageStream::new(self.dispatcher.clone(), operation)
    }

    /// Brings another key into use, for all clones; requests under way keep theirs.
    ///
    /// A client with a key provider asks that again before the next attempt.
    pub fn set_key(&self, key: ApiKey) {
        self.dispatcher.shared.keys.replace(key);
    }

    /// The same client with another retry policy; the budget stays the common one.
    #[must_use]
    pub fn with_retry(&self, policy: RetryPolicy) -> Self {
        self.with(|settings| settings.retry = policy)
    }

    /// The same client with another time limit for each attempt.
    #[must_use]
    pub fn with_attempt_timeout(&self, limit: Duration) -> Self {
        self.with(|settings| settings.timeouts.attempt = limit)
    }

    /// The same client with another time limit for a call with all its attempts and waits.
    #[must_use]
    pub fn with_overall_timeout(&self, limit: Duration) -> Self {
        self.with(|settings| settings.timeouts.overall = limit)
    }

    /// The same client acting for one customer: its requests carry the token as `X-CUSTOMER-KEY`.
    #[must_use]
    pub fn with_customer_token(&self, token: CustomerToken) -> Self {
        self.with(|settings| {
            settings.secrets = Secret::all(&settings.headers, Some(&token));
            settings.template.insert(CUSTOMER_KEY, token.header().clone());
            settings.token = Some(token);
        })
    }

    fn with(&self, change: impl FnOnce(&mut Settings)) -> Self {
        let mut dispatcher = self.dispatcher.clone();
        change(Arc::make_mut(&mut dispatcher.settings));
        Self { dispatcher }
    }
}

impl fmt::Debug for Client {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Client")
            .field("endpoint", &self.dispatcher.shared.endpoint)
            .field("key", &self.dispatcher.shared.keys.latest().key)
            .field("timeouts", &self.dispatcher.settings.timeouts)
            .finish_non_exhaustive()
    }
}
