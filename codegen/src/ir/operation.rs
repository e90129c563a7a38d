//! One operation.

use super::{InputValue, Paging, TypeId};
use crate::syntax::OperationType;

#[derive(Debug)]
pub(crate) struct Operation {
    pub(crate) name: String,
    /// What it is called in Rust, before it is spelled as Rust spells it.
    pub(crate) rust_name: String,
    pub(crate) kind: OperationType,
    /// As people write it.
    pub(crate) text: String,
    pub(crate) document: Document,
    /// The fragments that it spreads itself, by the program's numbers.
    pub(crate) spreads: Vec<usize>,
    /// The file it was written in.
    pub(crate) file: String,
    /// What its file says of it.
    pub(crate) description: Option<String>,
    /// As in the schema.
    pub(crate) root_fields: Vec<String>,
    pub(crate) variables: Vec<InputValue>,
    pub(crate) data: TypeId,
    pub(crate) module: usize,
    pub(crate) replay: Replay,
    /// How it pages, or why it does not.
    pub(crate) paging: Result<Paging, String>,
}

/// What is sent: the texts of one operation and of the fragments that it uses, each behind the other.
#[derive(Debug)]
pub(crate) struct Document {
    pub(crate) operation: String,
    /// Which of the program's fragments.
    pub(crate) fragments: Vec<usize>,
}

/// Whether an operation may be sent twice.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Replay {
    Safe,
    /// Paths into the variables that lead to idempotency keys.
    Keyed(Vec<Vec<String>>),
    Never,
}
