//! The knobs of a sandbox.

use crate::access::{Keys, Scope};
use crate::data::catalog::Catalog;
use crate::data::world::World;
use crate::engine::Engine;
use crate::error::{Reason, StartError};
use crate::request::Journal;
use crate::sandbox::Sandbox;
use crate::server::{Server, Service};
use apollo_compiler::Schema;
use serde_json::Value;
use std::collections::HashMap;
use std::net::{Ipv4Addr, SocketAddr, TcpListener};
use std::sync::{Arc, OnceLock};

/// The SDL that a sandbox serves unless it is given another.
pub const DEFAULT_SCHEMA: &str = include_str!("../schema/stigg.graphql");

const SERVER_KEY: &str = "server-sandbox-key";
const CLIENT_KEY: &str = "client-sandbox-key";

/// Sets up a sandbox before it starts.
#[derive(Debug, Clone)]
#[must_use = "a builder does nothing until it is started"]
pub struct Builder {
    schema: Option<String>,
    seed: u64,
    null_one_in: u32,
    sizes: HashMap<String, u32>,
    port: u16,
    key: String,
    client_key: String,
    scoped: Vec<(String, Scope)>,
    fixtures: Vec<(String, Value)>,
}

impl Default for Builder {
    fn default() -> Self {
        Self {
            schema: None,
            seed: 1,
            null_one_in: 8,
            sizes: HashMap::new(),
            port: 0,
            key: SERVER_KEY.to_owned(),
            client_key: CLIENT_KEY.to_owned(),
            scoped: Vec::new(),
            fixtures: Vec::new(),
        }
    }
}

impl Builder {
    /// Serves another schema, written in SDL.
    pub fn schema(mut self, sdl: impl Into<String>) -> Self {
        self.schema = Some(sdl.into());
        self
    }

    /// Sets how many nodes there are of a type, for example `Customer`.
    pub fn nodes(mut self, type_name: impl Into<String>, count: u32) -> Self {
        self.sizes.insert(type_name.into(), count);
        self
    }

    /// Sets the number that decides all generated data.
    pub fn seed(mut self, seed: u64) -> Self {
        self.seed = seed;
        self
    }

    /// Starts the sandbox.
    ///
    /// # Errors
    ///
    /// When the schema is not valid, a setting does not fit it, or no port is free.
    pub async fn start(self) -> Result<Sandbox, StartError> {
        // Reading a schema takes a while in debug builds; the caller's runtime goes on meanwhile.
        let (send, receive) = tokio::sync::oneshot::channel();
        std::thread::Builder::new().name("stigg-sandbox-start".to_owned()).spawn(move || send.send(self.spawn()))?;
        receive.await.map_err(|_| Reason::Setting("the sandbox panicked while starting".to_owned()))?
    }

    /// Starts the sandbox without a runtime, for blocking tests and programs.
    ///
    /// # Errors
    ///
    /// As [`Builder::start`].
    pub fn spawn(self) -> Result<Sandbox, StartError> {
        let catalog = match &self.schema {
            None => default_catalog()?,
            Some(sdl) => Arc::new(read(sdl)?),
        };
        for name in self.sizes.keys() {
            if catalog.object(name).is_none() && catalog.kinds().named(name).is_none() {
                return Err(Reason::Setting(format!("the schema has no object type {name}")).into());
            }
        }
        let world = World::new(catalog, self.seed, self.null_one_in, self.sizes);
        let engine = Engine::new(world);
        for (name, value) in self.fixtures {
            engine.fixtures.insert(name, value);
        }
        let mut keys = vec![(self.key.clone(), Scope::Full), (self.client_key.clone(), Scope::ReadOnly)];
        keys.extend(self.scoped);
        let service = Arc::new(Service { engine, keys: Keys::new(keys), journal: Journal::default() });
        let listener = TcpListener::bind(SocketAddr::from((Ipv4Addr::LOCALHOST, self.port)))?;
        let server = Server::start(listener, Arc::clone(&service))?;
        Ok(Sandbox::new(server, service, self.key, self.client_key))
    }
}

/// The default schema is read once in a process, however many sandboxes it starts.
fn default_catalog() -> Result<Arc<Catalog>, StartError> {
    static CATALOG: OnceLock<Arc<Catalog>> = OnceLock::new();
    if let Some(catalog) = CATALOG.get() {
        return Ok(Arc::clone(catalog));
    }
    let catalog = Arc::new(read(DEFAULT_SCHEMA)?);
    Ok(Arc::clone(CATALOG.get_or_init(|| catalog)))
}

fn read(sdl: &str) -> Result<Catalog, StartError> {
    let schema = Schema::parse_and_validate(sdl, "schema.graphql")
        .map_err(|broken| Reason::Schema(broken.errors.to_string()))?;
    Ok(Catalog::new(schema))
}
