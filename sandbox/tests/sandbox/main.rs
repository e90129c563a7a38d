//! The sandbox as its users meet it: over HTTP and over a WebSocket.

mod agreement;
mod clock;
mod credits;
mod data;
mod every_field;
mod faults;
mod fixtures;
mod http;
mod keys;
mod life;
mod lists;
mod other_schemas;
mod refusals;
mod safety;
mod socket;
mod support;
mod usage;
mod writes;
