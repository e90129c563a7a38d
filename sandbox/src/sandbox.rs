//! A running sandbox.

use crate::builder::Builder;
use crate::error::StartError;
use crate::request::Request;
use crate::server::{Server, Service};
use std::fmt;
use std::sync::Arc;

/// A GraphQL server on a free port of this machine, until it is dropped.
pub struct Sandbox {
    server: Server,
    service: Arc<Service>,
    key: String,
    client_key: String,
}

impl Sandbox {
    pub(crate) fn new(server: Server, service: Arc<Service>, key: String, client_key: String) -> Self {
        Self { server, service, key, client_key }
    }

    /// Starts a sandbox with the schema of the Stigg API and the default settings.
    ///
    /// # Errors
    ///
    /// When no port is free.
    pub async fn start() -> Result<Self, StartError> {
        Self::builder().start().await
    }

    /// Sets up a sandbox.
    pub fn builder() -> Builder {
        Builder::default()
    }

    /// The URL to send operations to.
    pub fn endpoint(&self) -> String {
        format!("http://{}/graphql", self.server.address)
    }

    /// The key that may do everything.
    pub fn key(&self) -> &str {
        &self.key
    }

    /// The publishable key, which may not write.
    pub fn client_key(&self) -> &str {
        &self.client_key
    }

    /// The requests received so far, oldest first.
    pub fn requests(&self) -> Vec<Request> {
        self.service.journal.all()
    }
}

impl fmt::Debug for Sandbox {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Sandbox").field("endpoint", &self.endpoint()).finish_non_exhaustive()
    }
}
