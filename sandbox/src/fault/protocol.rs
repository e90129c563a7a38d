//! The protocol that an operation came by.

/// Some faults are about one of them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Protocol {
    Http,
    WebSocket,
}
