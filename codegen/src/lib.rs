#![doc = include_str!("../README.md")]

mod back;
mod builder;
mod cargo_line;
mod check;
mod config;
mod diagnostic;
mod emit;
mod executable;
mod file_name;
mod introspection;
mod letter;
mod load;
mod lower;
mod names;
mod operations;
mod passes;
mod plan;
mod program;
pub mod schema;
mod sdl;
mod source;
mod suggest;
pub mod syntax;
pub mod terminal;
mod way;
mod write;

pub use builder::{Builder, Generated};
pub use config::DeprecatedPolicy;
pub use diagnostic::{Diagnostic, Diagnostics, Place, Severity};
pub use introspection::{Introspection, IntrospectionError, IntrospectionFault};
pub use operations::{FragmentError, Operations};
pub use suggest::did_you_mean;
