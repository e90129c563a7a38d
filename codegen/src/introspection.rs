//! The JSON answer to an introspection query (spec 4), as the SDL it was made from.
//!
//! Going through SDL text means that there is one way to read a schema, so both forms lead to the same code.

mod grammar;
mod model;
mod read;
mod sdl;

pub use grammar::IntrospectionProblem;
pub use read::{Introspection, IntrospectionError};

pub(crate) use read::{looks_like_json, to_sdl};
pub(crate) use sdl::INCOMPLETE;
