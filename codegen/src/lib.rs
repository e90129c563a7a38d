#![doc = include_str!("../README.md")]

mod builder;
mod character;
mod check;
mod compiled;
mod config;
mod emit;
mod executable;
mod generate;
mod graph;
mod identifier;
mod introspection;
mod ir;
mod library;
mod lower;
mod passes;
mod plan;
mod review;
pub mod schema;
mod source;
mod surface;
pub mod syntax;
pub mod terminal;

pub use builder::{Builder, Generated};
pub use compiled::{CompiledOperation, PageBy, Paging};
pub use config::{DeprecatedPolicy, TypeKind};
pub use emit::GeneratedFile;
pub use executable::{FragmentError, Operations};
pub use introspection::{Introspection, IntrospectionError, IntrospectionProblem};
pub use review::Reviewed;
pub use source::{Code, Diagnostic, Diagnostics, Place, Severity, did_you_mean};
pub use surface::{Surface, SurfaceItem};
