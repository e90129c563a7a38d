//! How an operation came.

/// The way an operation takes to the sandbox; some faults are about one of them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Transport {
    Http,
    WebSocket,
}
