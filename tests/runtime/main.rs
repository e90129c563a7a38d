//! The runtime, on a fake transport with the clock paused and against sockets of this machine.
#![allow(missing_docs, unreachable_pub, clippy::pedantic)]

#[path = "../support/mod.rs"]
mod support;

mod errors;
mod paging;
mod retry;
mod throttle;
