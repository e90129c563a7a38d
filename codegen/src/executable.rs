//! Executable documents: the operations and fragments of a project (spec 2.2).

mod document;
mod operations;
mod parse;
mod spreads;

pub use operations::{FragmentError, Operations};

pub(crate) use document::ExecutableDocument;
pub(crate) use parse::{ParsedFiles, parse};
pub(crate) use spreads::spreads;
