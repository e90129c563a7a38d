//! What goes wrong before an operation is executed.

use std::time::Duration;

use super::protocol::Protocol;

/// Something that happens to the connection.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Connect {
    /// It is silent for a while.
    Delay(Duration),
    /// It stays open, and nothing ever comes.
    Hang,
    /// It breaks.
    Cut,
    /// It is closed with a code, as a WebSocket can be.
    Close { code: u16, reason: String },
}

impl Connect {
    /// Whether nothing can come after it.
    pub(crate) fn is_final(&self) -> bool {
        match self {
            Self::Delay(_) => false,
            Self::Hang | Self::Cut | Self::Close { .. } => true,
        }
    }

    pub(crate) fn concerns(&self, protocol: Protocol) -> bool {
        match self {
            Self::Delay(_) | Self::Cut => true,
            Self::Hang => protocol == Protocol::Http,
            Self::Close { .. } => protocol == Protocol::WebSocket,
        }
    }
}
