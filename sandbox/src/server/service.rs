//! What every connection shares.

use std::time::Duration;

use super::visitors::Visitors;
use crate::events::Events;
use crate::execution::engine::Engine;
use crate::fault::active::Faults;
use crate::journal::Journal;
use crate::keys::Keys;

/// The sandbox, as its connections see it.
pub(crate) struct Service {
    pub(crate) engine: Engine,
    pub(crate) keys: Keys,
    /// The one that may do everything.
    pub(crate) key: String,
    pub(crate) journal: Journal,
    pub(crate) faults: Faults,
    pub(crate) events: Events,
    pub(crate) visitors: Visitors,
    /// How long the head of a request may take, and then its body.
    pub(crate) request_timeout: Duration,
}
