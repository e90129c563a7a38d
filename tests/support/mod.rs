//! What the tests of the runtime share.

pub mod fake;
pub mod lasting;
pub mod listener;
pub mod operations;
pub mod proxy;
pub mod server;
pub mod spans;
pub mod websocket;
