//! The runtime, on a fake transport with the clock paused and against sockets of this machine.
#![allow(missing_docs, unreachable_pub, clippy::pedantic)]

#[path = "../support/mod.rs"]
mod support;

mod blocking;
mod connecting;
mod errors;
mod foreign;
mod keys;
mod limiter;
mod network;
mod observe;
mod paging;
mod retry;
mod runtimes;
mod sockets;
mod subscriptions;
mod throttle;
