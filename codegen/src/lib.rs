#![doc = include_str!("../README.md")]

mod back;
mod builder;
mod check;
mod config;
mod diagnostic;
mod introspection;
mod load;
mod schema;
mod source;
mod suggest;
mod write;

pub use builder::{Builder, Generated};
pub use config::DeprecatedPolicy;
pub use diagnostic::{Diagnostic, Diagnostics, Place, Severity};
