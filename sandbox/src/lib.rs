#![doc = include_str!("../README.md")]

mod access;
mod builder;
mod data;
mod engine;
mod error;
mod event;
mod fault;
mod fixture;
mod request;
mod run;
mod sandbox;
mod server;

pub use access::Scope;
pub use builder::{Builder, DEFAULT_SCHEMA};
pub use error::StartError;
pub use fault::{Effect, Fault};
pub use request::Request;
pub use sandbox::Sandbox;
