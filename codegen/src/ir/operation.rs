//! One operation.

use super::{InputValue, Paging, TypeId};
use crate::syntax::OperationType;

#[derive(Debug)]
pub(crate) struct Operation {
    pub(crate) name: String,
    pub(crate) kind: OperationType,
    /// What is sent.
    pub(crate) document: String,
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

/// Whether an operation may be sent twice.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Replay {
    Safe,
    /// Paths into the variables that lead to idempotency keys.
    Keyed(Vec<Vec<String>>),
    Never,
}
