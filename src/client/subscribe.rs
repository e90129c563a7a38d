//! Subscriptions of a client.

use crate::client::Client;
use crate::operation::Subscribe;
use crate::subscription::Subscription;

impl Client {
    /// Listens to a subscription over graphql-transport-ws. Needs the feature `subscriptions`.
    ///
    /// Stigg's subscriptions take no arguments and tell of the whole environment: pick out the customer you mean. The
    /// connection goes straight to the endpoint: a proxy, an HTTP client or a transport set on the builder is not used.
    ///
    /// ```no_run
    /// # #[cfg(feature = "operations")]
    /// # async fn run(client: stigg_graphql::Client) -> Result<(), stigg_graphql::Error> {
    /// use futures_util::TryStreamExt;
    /// use stigg_graphql::operations::OnUsageUpdatedV2;
    /// use stigg_graphql::subscription::Event;
    ///
    /// let mut events = client.subscribe(OnUsageUpdatedV2);
    /// while let Some(event) = events.try_next().await? {
    ///     match event {
    ///         Event::Data(data) => println!("{:?}", data.usage_updated_v2),
    ///         Event::Reconnected => println!("events may have been missed"),
    ///         _ => {}
    ///     }
    /// }
    /// # Ok(())
    /// # }
    /// ```
    #[expect(clippy::needless_pass_by_value, reason = "an operation is made to be sent")]
    pub fn subscribe<O: Subscribe>(&self, operation: O) -> Subscription<O::Data> {
        Subscription::new(self.dispatcher.clone(), &operation)
    }
}
