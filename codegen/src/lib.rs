#![doc = include_str!("../README.md")]

mod back;
mod builder;
mod check;
mod config;
mod diagnostic;
mod emit;
mod introspection;
mod load;
mod lower;
mod names;
mod passes;
mod plan;
mod program;
mod schema;
mod sdl;
mod source;
mod suggest;
mod way;
mod write;

pub use builder::{Builder, Generated};
pub use config::DeprecatedPolicy;
pub use diagnostic::{Diagnostic, Diagnostics, Place, Severity};
pub use introspection::{Introspection, IntrospectionError};
