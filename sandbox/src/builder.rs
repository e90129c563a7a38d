//! The knobs of a sandbox.

mod start;

use std::collections::HashMap;
use std::time::Duration;

use serde_json::Value;

use crate::data::world::Settings;
use crate::fault::Fault;
use crate::scope::Scope;

/// Far more than a client needs, and less than what pools keep idle connections for.
const REQUEST_TIMEOUT: Duration = Duration::from_secs(30);
const SERVER_KEY: &str = "server-sandbox-key";
const CLIENT_KEY: &str = "client-sandbox-key";

/// Sets up a sandbox before it starts; made by [`Sandbox::builder`](crate::Sandbox::builder).
///
/// ```
/// use std::time::Duration;
/// use stigg_graphql_sandbox::{Fault, Sandbox};
///
/// # fn main() -> Result<(), stigg_graphql_sandbox::StartError> {
/// let sandbox = Sandbox::builder()
///     .nodes("Customer", 250)
///     .seed(7)
///     .fault(Fault::delay(Duration::from_millis(20)).on("ListCustomers"))
///     .spawn()?;
/// assert!(sandbox.endpoint().starts_with("http://127.0.0.1:"));
/// # Ok(()) }
/// ```
#[derive(Debug, Clone)]
#[must_use = "a builder does nothing until it is started"]
pub struct Builder {
    schema: Option<String>,
    pub(crate) data: Settings,
    port: u16,
    keys: [String; 2],
    scoped: Vec<(String, Scope)>,
    fixtures: Vec<(String, Value)>,
    entities: Vec<(String, Value)>,
    faults: Vec<Fault>,
    script: HashMap<String, Vec<Value>>,
    every: Option<Duration>,
    origins: Vec<String>,
    request_timeout: Duration,
}

impl Default for Builder {
    fn default() -> Self {
        Self {
            schema: None,
            data: Settings::default(),
            port: 0,
            keys: [SERVER_KEY.to_owned(), CLIENT_KEY.to_owned()],
            scoped: Vec::new(),
            fixtures: Vec::new(),
            entities: Vec::new(),
            faults: Vec::new(),
            script: HashMap::new(),
            every: None,
            origins: Vec::new(),
            request_timeout: REQUEST_TIMEOUT,
        }
    }
}

impl Builder {
    /// Serves another schema, written in SDL, instead of [`DEFAULT_SCHEMA`](crate::DEFAULT_SCHEMA).
    pub fn schema(mut self, sdl: impl Into<String>) -> Self {
        self.schema = Some(sdl.into());
        self
    }

    /// Sets how many nodes there are of a type, for example `Customer`. What belongs to customers grows with them.
    ///
    /// Types that show the same thing (`CustomerSubscription` and `SubscriptionQuery`) are counted once.
    pub fn nodes(mut self, type_name: impl Into<String>, count: u32) -> Self {
        self.data.sizes.insert(type_name.into(), count);
        self
    }

    /// Sets what the values of a custom scalar look like, for a client that reads them as more than strings.
    ///
    /// ```
    /// # use serde_json::json;
    /// # use stigg_graphql_sandbox::Sandbox;
    /// let schema = "scalar Decimal type Query { price: Decimal! }";
    /// let builder = Sandbox::builder().schema(schema).scalar("Decimal", json!("12.50"));
    /// # builder.spawn().unwrap();
    /// ```
    pub fn scalar(mut self, name: impl Into<String>, sample: Value) -> Self {
        self.data.samples.insert(name.into(), sample);
        self
    }

    /// Sets the number that decides all generated data: the same seed and schema give the same bytes. The default is 1.
    pub fn seed(mut self, seed: u64) -> Self {
        self.data.seed = seed;
        self
    }

    /// Makes about one in `n` nullable fields null; 0 for never. The default is 8.
    pub fn null_one_in(mut self, n: u32) -> Self {
        self.data.null_one_in = n;
        self
    }

    /// Refuses an operation with the code `OperationTooComplex` when it has resolved so many fields.
    /// The default is 500,000, so that no query keeps a test busy for ever.
    pub fn field_limit(mut self, limit: u32) -> Self {
        self.data.field_limit = limit;
        self
    }

    /// Listens on this port of the loopback interface instead of any free one.
    pub fn port(mut self, port: u16) -> Self {
        self.port = port;
        self
    }

    /// Lets the web pages of an origin use the sandbox, for example `https://app.test`.
    ///
    /// Pages of this machine (`http://localhost:3000`) always may; those of other origins are refused with 403, and a browser
    /// does not show them any answer.
    pub fn allow_origin(mut self, origin: impl Into<String>) -> Self {
        self.origins.push(origin.into());
        self
    }

    /// Sets how long the head of a request may take to arrive, idle time of its connection included, and then its body.
    /// After that the connection is closed. The default is 30 seconds.
    pub fn request_timeout(mut self, timeout: Duration) -> Self {
        self.request_timeout = timeout;
        self
    }

    /// Sets the key that may do everything. The default is `server-sandbox-key`.
    pub fn key(mut self, key: impl Into<String>) -> Self {
        self.keys[0] = key.into();
        self
    }

    /// Sets the publishable key, which may not write. The default is `client-sandbox-key`.
    pub fn client_key(mut self, key: impl Into<String>) -> Self {
        self.keys[1] = key.into();
        self
    }

    /// Adds a key with a scope of its own.
    ///
    /// ```
    /// # use stigg_graphql_sandbox::{Sandbox, Scope};
    /// let builder = Sandbox::builder()
    ///     .scoped_key("server-reports", Scope::Fields(vec!["customers".into(), "get*".into()]));
    /// # let _ = builder;
    /// ```
    pub fn scoped_key(mut self, key: impl Into<String>, scope: Scope) -> Self {
        self.scoped.push((key.into(), scope));
        self
    }

    /// Lays down an answer; see [`Sandbox::on`](crate::Sandbox::on).
    pub fn on(mut self, name: impl Into<String>, answer: Value) -> Self {
        self.fixtures.push((name.into(), answer));
        self
    }

    /// Adds an entity to the data, as if it had been created by a mutation: lists have it, and its id finds it.
    ///
    /// Fields that are left out are generated. Where there is an entity with that id, `customer-0001` for example, the fields
    /// are laid over it.
    ///
    /// ```
    /// # use serde_json::json;
    /// # use stigg_graphql_sandbox::Sandbox;
    /// let builder = Sandbox::builder().entity("Customer", json!({"customerId": "acme", "name": "Acme"}));
    /// # builder.spawn().unwrap();
    /// ```
    pub fn entity(mut self, type_name: impl Into<String>, fields: Value) -> Self {
        self.entities.push((type_name.into(), fields));
        self
    }

    /// Lets something go wrong from the start; see [`Sandbox::fault`](crate::Sandbox::fault).
    pub fn fault(mut self, fault: Fault) -> Self {
        self.faults.push(fault);
        self
    }

    /// Gives every new subscriber of a root field these events, at once and in order. Partial objects are completed.
    pub fn events(mut self, field: impl Into<String>, events: impl IntoIterator<Item = Value>) -> Self {
        self.script.entry(field.into()).or_default().extend(events);
        self
    }

    /// Gives every subscriber an event of generated data at this interval.
    pub fn events_every(mut self, interval: Duration) -> Self {
        self.every = Some(interval).filter(|interval| !interval.is_zero());
        self
    }
}
