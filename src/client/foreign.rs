//! Operations that were not compiled here: of `graphql_client`, of cynic, and plain text.

use std::borrow::Cow;

use futures_core::future::BoxFuture;
#[cfg(feature = "graphql_client")]
use graphql_client::{GraphQLQuery, QueryBody};
use serde::Serialize;
use serde_json::Value;

use crate::client::Client;
use crate::codec::decode::Json;
use crate::error::Error;
use crate::operation::{OperationKind, document};
use crate::send::Response;
use crate::send::call::{Call, Document};
#[cfg(feature = "subscriptions")]
use crate::subscription::Subscription;

impl Client {
    /// Sends an operation of `graphql_client` and returns its data. Needs the feature `graphql_client`, which is on by default.
    ///
    /// The keyword of its document decides whether it may be sent again: a query may, a mutation only when it surely has
    /// not been executed.
    ///
    /// # Errors
    ///
    /// As [`send`](Self::send).
    #[cfg(feature = "graphql_client")]
    pub fn send_query<Q: GraphQLQuery>(
        &self,
        variables: Q::Variables,
    ) -> impl Future<Output = Result<Q::ResponseData, Error>> + Send + use<Q>
    where
        Q::ResponseData: Send + 'static,
    {
        let response = self.execute_foreign(query_call::<Q>(variables), false);
        async move { response.await.map(|response| response.data) }
    }

    /// Sends an operation of `graphql_client` and returns the whole answer. Needs the feature `graphql_client`, which is on by
    /// default.
    ///
    /// # Errors
    ///
    /// As [`execute`](Self::execute).
    #[cfg(feature = "graphql_client")]
    pub fn execute_query<Q: GraphQLQuery>(
        &self,
        variables: Q::Variables,
    ) -> impl Future<Output = Result<Response<Q::ResponseData>, Error>> + Send + use<Q>
    where
        Q::ResponseData: Send + 'static,
    {
        self.execute_foreign(query_call::<Q>(variables), true)
    }

    /// Sends an operation of `cynic` and returns its data. Needs the feature `cynic`.
    ///
    /// # Errors
    ///
    /// As [`send`](Self::send).
    #[cfg(feature = "cynic")]
    #[expect(clippy::needless_pass_by_value, reason = "an operation is made to be sent")]
    pub fn send_cynic<T, V>(
        &self,
        operation: cynic::Operation<T, V>,
    ) -> impl Future<Output = Result<T, Error>> + Send + use<T, V>
    where
        T: serde::de::DeserializeOwned + Send + 'static,
        V: Serialize,
    {
        let response = self.execute_foreign(cynic_call(&operation), false);
        async move { response.await.map(|response| response.data) }
    }

    /// Sends an operation of `cynic` and returns the whole answer. Needs the feature `cynic`.
    ///
    /// # Errors
    ///
    /// As [`execute`](Self::execute).
    #[cfg(feature = "cynic")]
    #[expect(clippy::needless_pass_by_value, reason = "an operation is made to be sent")]
    pub fn execute_cynic<T, V>(
        &self,
        operation: cynic::Operation<T, V>,
    ) -> impl Future<Output = Result<Response<T>, Error>> + Send + use<T, V>
    where
        T: serde::de::DeserializeOwned + Send + 'static,
        V: Serialize,
    {
        self.execute_foreign(cynic_call(&operation), true)
    }

    /// Sends a document with one operation as it is and returns its data.
    ///
    /// ```no_run
    /// # async fn run(client: stigg_graphql::Client) -> Result<(), stigg_graphql::Error> {
    /// let data = client.send_raw("{ __typename }", serde_json::json!({})).await?;
    /// assert_eq!(data["__typename"], "Query");
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    ///
    /// As [`send`](Self::send), and [`ErrorKind::Config`](crate::error::ErrorKind::Config) when the document has no operation,
    /// several, or a subscription.
    #[expect(clippy::needless_pass_by_value, reason = "variables are made to be sent")]
    pub fn send_raw(
        &self,
        document: &str,
        variables: Value,
    ) -> impl Future<Output = Result<Value, Error>> + Send + use<> {
        let response = self.execute_json(raw_call(document, &variables), false);
        async move { response.await.map(|response| response.data.0) }
    }

    /// Sends a document with one operation as it is and returns the whole answer.
    ///
    /// # Errors
    ///
    /// As [`execute`](Self::execute) and [`send_raw`](Self::send_raw).
    #[expect(clippy::needless_pass_by_value, reason = "variables are made to be sent")]
    pub fn execute_raw(
        &self,
        document: &str,
        variables: Value,
    ) -> impl Future<Output = Result<Response<Value>, Error>> + Send + use<> {
        let response = self.execute_json(raw_call(document, &variables), true);
        async move { response.await.map(|response| response.map(|Json(data)| data)) }
    }

    /// Listens to a document with one subscription as it is, as [`subscribe`](Self::subscribe) does to a compiled one. Needs the
    /// feature `subscriptions`.
    ///
    /// The stream ends at once, with [`ErrorKind::Config`](crate::error::ErrorKind::Config), when the document has no operation,
    /// several, or one that is no subscription.
    ///
    /// ```no_run
    /// # async fn run(client: stigg_graphql::Client) -> Result<(), stigg_graphql::Error> {
    /// use futures_util::TryStreamExt;
    ///
    /// let mut events = client.subscribe_raw("subscription { usageUpdatedV2 { customerId } }", serde_json::json!({}));
    /// while let Some(event) = events.try_next().await? {
    ///     println!("{event:?}");
    /// }
    /// # Ok(())
    /// # }
    /// ```
    #[cfg(feature = "subscriptions")]
    #[expect(clippy::needless_pass_by_value, reason = "variables are made to be sent")]
    pub fn subscribe_raw(&self, document: &str, variables: Value) -> Subscription<Value> {
        let call = raw_call(document, &variables).and_then(|call| match call.kind {
            OperationKind::Subscription => Ok(call),
            OperationKind::Query | OperationKind::Mutation => {
                Err(Error::config("only a subscription can be listened to: send a query or a mutation"))
            }
        });
        Subscription::raw(self.dispatcher.clone(), call)
    }

    /// Boxed, so that a call is compiled here whatever becomes of the future: a debug build takes that over, where a crate that
    /// sends would compile all of it again.
    fn execute_json(
        &self,
        call: Result<Call, Error>,
        partial: bool,
    ) -> BoxFuture<'static, Result<Response<Json>, Error>> {
        Box::pin(self.execute_foreign(call, partial))
    }

    fn execute_foreign<T: serde::de::DeserializeOwned + Send + 'static>(
        &self,
        call: Result<Call, Error>,
        partial: bool,
    ) -> impl Future<Output = Result<Response<T>, Error>> + Send + use<T> {
        let dispatcher = self.dispatcher.clone();
        async move { dispatcher.run(&over_http(call?)?, partial).await }
    }
}

#[cfg(feature = "graphql_client")]
fn query_call<Q: GraphQLQuery>(variables: Q::Variables) -> Result<Call, Error> {
    let QueryBody { variables, query, operation_name } = Q::build_query(variables);
    call(query, operation_name, &variables)
}

#[cfg(feature = "cynic")]
fn cynic_call<T, V: Serialize>(operation: &cynic::Operation<T, V>) -> Result<Call, Error> {
    call(&operation.query, operation.operation_name.as_deref().unwrap_or_default(), &operation.variables)
}

fn raw_call(document: &str, variables: &Value) -> Result<Call, Error> {
    if !matches!(variables, Value::Object(_) | Value::Null) {
        return Err(Error::config("the variables are not a JSON object"));
    }
    call(document, "", variables)
}

fn over_http(call: Call) -> Result<Call, Error> {
    match call.kind {
        OperationKind::Subscription => Err(Error::config(
            "a subscription is answered by a stream and cannot be sent over HTTP: call `subscribe`, or `subscribe_raw`",
        )),
        OperationKind::Query | OperationKind::Mutation => Ok(call),
    }
}

fn call<V: Serialize>(document: &str, name: &str, variables: &V) -> Result<Call, Error> {
    let summary = document::summary(document, name)?;
    Ok(Call {
        name: Cow::Owned(summary.name.to_owned()),
        kind: summary.kind,
        single_root: summary.single_root,
        idempotent: summary.idempotent,
        body: Call::body(summary.name, Document::Plain(document), variables)?,
        #[cfg(feature = "limiter")]
        subject: crate::send::call::Subject::default(),
    })
}
