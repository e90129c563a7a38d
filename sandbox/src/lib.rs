#![doc = include_str!("../README.md")]

mod builder;
mod cache;
mod data;
mod events;
mod execution;
mod fault;
mod fixtures;
mod journal;
mod keys;
mod media_type;
mod request;
mod sandbox;
mod schema;
mod scope;
mod server;
mod start_error;
mod syntax;
mod values;

pub use builder::Builder;
pub use fault::{Effect, Fault};
pub use request::Request;
pub use sandbox::Sandbox;
pub use schema::DEFAULT_SCHEMA;
pub use scope::Scope;
pub use start_error::StartError;
pub use values::{FakeError, Values, fake};
