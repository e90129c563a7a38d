//! A running sandbox.

use std::fmt;
use std::sync::Arc;
use std::time::{Duration, SystemTime};

use serde_json::Value;

use crate::execution::mutation::due;
use crate::fault::Fault;
use crate::request::Request;
use crate::server::Server;
use crate::server::service::Service;

/// A GraphQL server on a free port of this machine, until it is dropped.
///
/// ```
/// use serde_json::{Value, json};
/// use stigg_graphql_sandbox::Sandbox;
///
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() -> anyhow::Result<()> {
/// let sandbox = Sandbox::start().await?;
/// let answer: Value = reqwest::Client::new()
///     .post(sandbox.endpoint())
///     .header("X-API-Key", sandbox.key())
///     .json(&json!({"query": r#"{ getCustomerByRefId(input: {customerId: "customer-0001"}) { name email } }"#}))
///     .send()
///     .await?
///     .json()
///     .await?;
/// assert_eq!(answer["data"]["getCustomerByRefId"]["name"], "Acme Robotics");
/// # Ok(()) }
/// ```
pub struct Sandbox {
    server: Server,
    service: Arc<Service>,
    client_key: String,
}

impl Sandbox {
    pub(crate) fn new(server: Server, service: Arc<Service>, client_key: String) -> Self {
        Self { server, service, client_key }
    }

    /// The URL to send operations to: `http://127.0.0.1:<port>/graphql`. A browser finds a page there to write them on.
    pub fn endpoint(&self) -> String {
        format!("http://{}/graphql", self.server.address)
    }

    /// The URL to open a WebSocket to for subscriptions, with the protocol `graphql-transport-ws`.
    pub fn websocket_endpoint(&self) -> String {
        format!("ws://{}/graphql", self.server.address)
    }

    /// The key that may do everything.
    pub fn key(&self) -> &str {
        &self.service.key
    }

    /// The publishable key, which may not write.
    pub fn client_key(&self) -> &str {
        &self.client_key
    }

    /// Lays down an answer, for an operation by its name or for a root field.
    ///
    /// The answer for a root field is the field's value. The answer for an operation is an object with the values of its
    /// root fields under the keys that the response has. Objects may be partial: fields that are asked for and not laid
    /// down come from the entity that the arguments or an id in the answer name, or else are generated. Where the field
    /// is a connection, an array of nodes is enough, and it is paged. A mutation that is answered this way writes
    /// nothing. A later answer for the same name takes the place of an earlier one.
    ///
    /// ```
    /// # use serde_json::{Value, json};
    /// # use stigg_graphql_sandbox::Sandbox;
    /// # #[tokio::main(flavor = "current_thread")] async fn main() -> anyhow::Result<()> {
    /// let sandbox = Sandbox::start().await?;
    /// sandbox.on("getCustomerByRefId", json!({"name": "Acme"}));
    /// # let query = r#"{ getCustomerByRefId(input: {customerId: "customer-0002"}) { name customerId } }"#;
    /// # let answer: Value = reqwest::Client::new().post(sandbox.endpoint()).header("X-API-Key", sandbox.key())
    /// #     .json(&json!({"query": query})).send().await?.json().await?;
    /// // A query for the name and id of customer-0002 now gives
    /// let expected = json!({"name": "Acme", "customerId": "customer-0002"});
    /// # assert_eq!(answer["data"]["getCustomerByRefId"], expected);
    /// # Ok(()) }
    /// ```
    pub fn on(&self, name: impl Into<String>, answer: Value) {
        self.service.engine.fixtures.insert(name.into(), answer);
    }

    /// Lets something go wrong from now on.
    ///
    /// ```
    /// # use stigg_graphql_sandbox::{Fault, Sandbox};
    /// # #[tokio::main(flavor = "current_thread")] async fn main() -> anyhow::Result<()> {
    /// let sandbox = Sandbox::start().await?;
    /// sandbox.fault(Fault::rate_limited().retry_after("1").once());
    /// # let response = reqwest::Client::new().post(sandbox.endpoint()).header("X-API-Key", sandbox.key())
    /// #     .json(&serde_json::json!({"query": "{ currentEnvironment }"})).send().await?;
    /// # assert_eq!((response.status().as_u16(), &response.headers()["retry-after"] == "1"), (429, true));
    /// # Ok(()) }
    /// ```
    pub fn fault(&self, fault: Fault) {
        self.service.faults.add(fault);
    }

    /// Takes all faults back.
    pub fn clear_faults(&self) {
        self.service.faults.clear();
    }

    /// The requests received so far, oldest first. Of very many, the last 50,000 are kept,
    /// and fewer when their documents, variables and headers would take more than 64 MiB.
    ///
    /// ```
    /// # use stigg_graphql_sandbox::Sandbox;
    /// # #[tokio::main(flavor = "current_thread")] async fn main() -> anyhow::Result<()> {
    /// # let sandbox = Sandbox::start().await?;
    /// # let query = "query Page($paging: CursorPaging) { customers(paging: $paging) { totalCount } }";
    /// # reqwest::Client::new().post(sandbox.endpoint()).header("X-API-Key", sandbox.key())
    /// #     .json(&serde_json::json!({"query": query, "variables": {"paging": {"first": 5}}})).send().await?;
    /// let requests = sandbox.requests();
    /// assert_eq!(requests[0].operation.as_deref(), Some("Page"));
    /// assert_eq!(requests[0].variable("paging.first"), Some(&5.into()));
    /// # Ok(()) }
    /// ```
    pub fn requests(&self) -> Vec<Request> {
        self.service.journal.all()
    }

    /// The requests for one operation, by its name or by the name of a root field.
    pub fn requests_for(&self, name: &str) -> Vec<Request> {
        let mut requests = self.requests();
        requests.retain(|request| {
            request.operation.as_deref() == Some(name) || request.root_fields.iter().any(|field| field == name)
        });
        requests
    }

    /// Waits until at least so many requests were received since the start or the last [`Sandbox::clear_requests`].
    pub async fn received(&self, count: usize) {
        self.service.journal.reached(count).await;
    }

    /// Forgets the requests received so far.
    pub fn clear_requests(&self) {
        self.service.journal.clear();
    }

    /// What the clock of the sandbox shows. It begins on 1 February 2024 and moves by a second with each write, so that the same
    /// calls give the same answers on any day.
    pub fn now(&self) -> SystemTime {
        let seconds = self.service.engine.world.snapshot().now();
        SystemTime::UNIX_EPOCH + Duration::from_secs(u64::try_from(seconds).unwrap_or_default())
    }

    /// Moves the clock on. What was written and is due by then has happened: a subscription that was cancelled for the end of its
    /// billing period is over, credits and promotional entitlements have expired, a rotated key is refused.
    ///
    /// The clock does not go back, and what was generated does not age.
    ///
    /// ```
    /// # use std::time::Duration;
    /// # use serde_json::{Value, json};
    /// # use stigg_graphql_sandbox::Sandbox;
    /// # #[tokio::main(flavor = "current_thread")] async fn main() -> anyhow::Result<()> {
    /// let sandbox = Sandbox::start().await?;
    /// # let send = async |query: &str| -> anyhow::Result<Value> {
    /// #     let request = reqwest::Client::new().post(sandbox.endpoint()).header("X-API-Key", sandbox.key());
    /// #     let mut answer: Value = request.json(&json!({"query": query})).send().await?.json().await?;
    /// #     let field = answer["data"].as_object_mut().and_then(|data| data.values_mut().next());
    /// #     Ok(field.map(Value::take).unwrap_or_default())
    /// # };
    /// # send(r#"mutation { provisionSubscriptionV2(input: {customerId: "customer-0001", planId: "plan-0001", subscriptionId: "s"}) { id } }"#).await?;
    /// let cancel = r#"mutation { cancelSubscription(input: {subscriptionRefId: "s", subscriptionCancellationTime: END_OF_BILLING_PERIOD}) { status } }"#;
    /// assert_eq!(send(cancel).await?["status"], "ACTIVE");
    /// sandbox.advance_to(sandbox.now() + Duration::from_secs(20 * 365 * 24 * 60 * 60));
    /// let look = r#"{ getSubscription(input: {subscriptionId: "s"}) { status } }"#;
    /// assert_eq!(send(look).await?["status"], "CANCELED");
    /// # Ok(()) }
    /// ```
    pub fn advance_to(&self, moment: SystemTime) {
        let seconds = moment.duration_since(SystemTime::UNIX_EPOCH).map_or(0, |since| since.as_secs());
        due::advance_to(&self.service.engine.world, i64::try_from(seconds).unwrap_or(i64::MAX));
    }

    /// Sends an event to all subscribers of a root field; returns how many there are.
    ///
    /// The event may be partial; what it leaves out is generated. Only subscribers that are there already see it:
    /// [`Sandbox::subscribed`] waits for one. However many events there are, each subscriber gets all of them, in order.
    #[allow(clippy::needless_pass_by_value, reason = "an event is mostly made on the spot with `json!`")]
    pub fn emit(&self, field: &str, event: Value) -> usize {
        self.service.events.emit(field, &event)
    }

    /// Waits until a subscription to this root field is running.
    pub async fn subscribed(&self, field: &str) {
        self.service.events.subscribed(field).await;
    }

    /// Closes every open WebSocket with this code and reason.
    pub fn close_sockets(&self, code: u16, reason: &str) {
        self.service.events.close_all(code, reason);
    }
}

impl fmt::Debug for Sandbox {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Sandbox").field("endpoint", &self.endpoint()).finish_non_exhaustive()
    }
}
