//! What every connection shares.

use crate::events::Events;
use crate::execution::engine::Engine;
use crate::fault::active::Faults;
use crate::journal::Journal;
use crate::keys::Keys;

/// The sandbox, as its connections see it.
pub(crate) struct Service {
    pub(crate) engine: Engine,
    pub(crate) keys: Keys,
    pub(crate) journal: Journal,
    pub(crate) faults: Faults,
    pub(crate) events: Events,
}
