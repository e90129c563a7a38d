//! What the tests of the runtime share.

pub mod fake;
pub mod operations;
pub mod server;
pub mod websocket;
