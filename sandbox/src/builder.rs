//! The knobs of a sandbox.

use std::collections::HashMap;
use std::net::{Ipv4Addr, SocketAddr, TcpListener};
use std::sync::Arc;
use std::time::Duration;

use serde_json::{Map, Value};

use crate::data::catalog::Catalog;
use crate::data::world::{Settings, World};
use crate::events::Events;
use crate::execution::engine::Engine;
use crate::fault::Fault;
use crate::fault::active::Faults;
use crate::journal::Journal;
use crate::keys::Keys;
use crate::sandbox::Sandbox;
use crate::schema;
use crate::scope::Scope;
use crate::server::Server;
use crate::server::service::Service;
use crate::start_error::{Reason, StartError};

const SERVER_KEY: &str = "server-sandbox-key";
const CLIENT_KEY: &str = "client-sandbox-key";

/// Sets up a sandbox before it starts; made by [`Sandbox::builder`].
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
    data: Settings,
    port: u16,
    keys: [String; 2],
    scoped: Vec<(String, Scope)>,
    fixtures: Vec<(String, Value)>,
    entities: Vec<(String, Value)>,
    faults: Vec<Fault>,
    script: HashMap<String, Vec<Value>>,
    every: Option<Duration>,
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

    /// Lays down an answer; see [`Sandbox::on`].
    pub fn on(mut self, name: impl Into<String>, answer: Value) -> Self {
        self.fixtures.push((name.into(), answer));
        self
    }

    /// Adds an entity to the data, as if it had been created by a mutation: lists have it, and its id finds it.
    ///
    /// Fields that are left out are generated.
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

    /// Lets something go wrong from the start; see [`Sandbox::fault`].
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

    /// Starts the sandbox.
    ///
    /// The server runs on a thread of its own, so it answers whatever the caller's runtime is doing, and also when that
    /// runtime's clock is paused.
    ///
    /// # Errors
    ///
    /// When the schema is not valid, a setting does not fit it, or the port is not free.
    pub async fn start(self) -> Result<Sandbox, StartError> {
        // Reading a schema takes a while in debug builds; the caller's runtime goes on meanwhile.
        let (send, receive) = tokio::sync::oneshot::channel();
        std::thread::Builder::new().name("stigg-sandbox-start".to_owned()).spawn(move || {
            // The caller may have stopped waiting.
            let _ = send.send(self.spawn());
        })?;
        let nothing = |_| Reason::Setting("the sandbox could not be started".to_owned());
        receive.await.map_err(nothing)?
    }

    /// Starts the sandbox without a runtime, for blocking tests and programs.
    ///
    /// # Errors
    ///
    /// As [`Builder::start`].
    pub fn spawn(self) -> Result<Sandbox, StartError> {
        let catalog = match &self.schema {
            None => schema::default()?,
            Some(sdl) => Arc::new(schema::read(sdl)?),
        };
        self.check(&catalog)?;
        let world = World::new(catalog, self.data);
        for (name, fields) in self.entities {
            seed(&world, &name, fields)?;
        }
        let engine = Engine::new(world);
        for (name, value) in self.fixtures {
            engine.fixtures.insert(name, value);
        }
        let faults = Faults::default();
        self.faults.into_iter().for_each(|fault| faults.add(fault));
        let [key, client_key] = self.keys;
        let mut keys = self.scoped;
        keys.push((key.clone(), Scope::Full));
        keys.push((client_key.clone(), Scope::ReadOnly));
        let service = Arc::new(Service {
            engine,
            keys: Keys::new(keys),
            journal: Journal::default(),
            faults,
            events: Events::new(self.script, self.every),
        });
        let listener = TcpListener::bind(SocketAddr::from((Ipv4Addr::LOCALHOST, self.port)))?;
        let server = Server::start(listener, Arc::clone(&service))?;
        Ok(Sandbox::new(server, service, key, client_key))
    }

    fn check(&self, catalog: &Catalog) -> Result<(), StartError> {
        let unknown =
            self.data.sizes.keys().find(|name| catalog.object(name).is_none() && catalog.kinds().named(name).is_none());
        if let Some(name) = unknown {
            return Err(Reason::Setting(format!("the schema has no object type {name}")).into());
        }
        let subscription =
            catalog.schema.schema_definition.subscription.as_ref().and_then(|name| catalog.object(name.as_str()));
        let unknown = self.script.keys().find(|field| subscription.is_none_or(|root| root.field(field).is_none()));
        match unknown {
            Some(field) => Err(Reason::Setting(format!("no subscription has a field {field}")).into()),
            None => Ok(()),
        }
    }
}

/// How a sandbox comes to be.
impl Sandbox {
    /// Starts a sandbox with the schema of the Stigg API and the default settings.
    ///
    /// # Errors
    ///
    /// When no port is free or no thread can be started.
    pub async fn start() -> Result<Self, StartError> {
        Self::builder().start().await
    }

    /// Starts a sandbox as [`Sandbox::start`] does, without a runtime.
    ///
    /// # Errors
    ///
    /// As [`Sandbox::start`].
    pub fn spawn() -> Result<Self, StartError> {
        Self::builder().spawn()
    }

    /// Sets up a sandbox.
    pub fn builder() -> Builder {
        Builder::default()
    }
}

fn seed(world: &World, name: &str, fields: Value) -> Result<(), StartError> {
    let kind = world.catalog.kinds().named(name);
    let kind = kind.ok_or_else(|| Reason::Setting(format!("{name} is no type of things with an id")))?;
    let fields: Map<String, Value> = match fields {
        Value::Object(fields) => fields,
        other => return Err(Reason::Setting(format!("an entity is a JSON object, not {other}")).into()),
    };
    crate::execution::write::seed(world, kind, fields);
    Ok(())
}
