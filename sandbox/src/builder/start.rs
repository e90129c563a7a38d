//! The start of a sandbox, from what its builder was told.

use std::net::{Ipv4Addr, SocketAddr, TcpListener};
use std::sync::Arc;

use serde_json::{Map, Value};
use tokio::sync::oneshot;

use super::Builder;
use crate::data::catalog::Catalog;
use crate::data::world::World;
use crate::events::Events;
use crate::execution::engine::Engine;
use crate::execution::mutation::{api_key, write};
use crate::fault::active::Faults;
use crate::journal::Journal;
use crate::keys::Keys;
use crate::sandbox::Sandbox;
use crate::schema;
use crate::scope::Scope;
use crate::server::Server;
use crate::server::service::Service;
use crate::server::visitors::Visitors;
use crate::start_error::{Reason, StartError};

impl Builder {
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
        let (send, receive) = oneshot::channel();
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
        let catalog = self.catalog()?;
        let world = World::new(catalog, self.data);
        let [key, client_key] = self.keys;
        let mut tokens = vec![(key.as_str(), "SERVER"), (client_key.as_str(), "CLIENT")];
        tokens.extend(self.scoped.iter().map(|(key, _)| (key.as_str(), "SCOPED")));
        api_key::seed(&world, &tokens);
        for (name, fields) in self.entities {
            seed(&world, &name, fields)?;
        }
        let engine = Engine::new(world);
        for (name, value) in self.fixtures {
            engine.fixtures.insert(name, value);
        }
        let faults = Faults::default();
        self.faults.into_iter().for_each(|fault| faults.add(fault));
        let mut keys = self.scoped;
        keys.push((key.clone(), Scope::Full));
        keys.push((client_key.clone(), Scope::ReadOnly));
        let service = Arc::new(Service {
            engine,
            keys: Keys::new(keys),
            key,
            journal: Journal::default(),
            faults,
            events: Events::new(self.script, self.every),
            visitors: Visitors::new(self.origins),
            request_timeout: self.request_timeout,
        });
        let listener = TcpListener::bind(SocketAddr::from((Ipv4Addr::LOCALHOST, self.port)))?;
        let server = Server::start(listener, Arc::clone(&service))?;
        Ok(Sandbox::new(server, service, client_key))
    }

    /// The schema, which the settings fit.
    pub(crate) fn catalog(&self) -> Result<Arc<Catalog>, StartError> {
        let catalog = match &self.schema {
            None => schema::default()?,
            Some(sdl) => Arc::new(schema::read(sdl)?),
        };
        self.check(&catalog)?;
        Ok(catalog)
    }

    fn check(&self, catalog: &Catalog) -> Result<(), StartError> {
        let unknown =
            self.data.sizes.keys().find(|name| catalog.object(name).is_none() && catalog.kinds().named(name).is_none());
        if let Some(name) = unknown {
            return Err(Reason::Setting(format!("the schema has no object type {name}")).into());
        }
        let is_scalar =
            |name: &str| catalog.schema.types.get(name).is_some_and(|ty| ty.is_scalar() && !ty.is_built_in());
        if let Some(name) = self.data.samples.keys().find(|name| !is_scalar(name)) {
            return Err(Reason::Setting(format!("the schema has no custom scalar {name}")).into());
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
    write::seed(world, kind, fields);
    Ok(())
}
