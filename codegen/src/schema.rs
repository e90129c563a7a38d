//! Schemas: from texts to one merged model (spec 3).
//!
//! [`build`] merges, and keeps what it can of a schema that is not valid; whether it is valid is for the rules in
//! `check/schema_rules` to say.

mod built_in;
mod merge;
mod model;
mod read;

pub use model::{EnumType, InputObjectType, ScalarType, Schema, TypeDefinition, TypeWithFields, UnionType};
pub use read::build;

pub use crate::source::Problem;
pub use crate::syntax::coordinate::Coordinate;

pub(crate) use read::{Merged, merged, read, sdl};
