#![doc = include_str!("../README.md")]

mod back;
mod builder;
mod check;
mod compiled;
mod config;
mod emit;
mod executable;
mod graph;
mod introspection;
mod letter;
mod lower;
mod names;
mod passes;
mod plan;
mod program;
pub mod schema;
mod source;
pub mod syntax;
pub mod terminal;
mod way;

pub use builder::{Builder, Generated};
pub use compiled::{CompiledOperation, PageBy, Paging};
pub use config::DeprecatedPolicy;
pub use executable::{FragmentError, Operations};
pub use introspection::{Introspection, IntrospectionError, IntrospectionProblem};
pub use source::{Code, Diagnostic, Diagnostics, Place, Severity, did_you_mean};
