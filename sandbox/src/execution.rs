//! Execution: from the text of a request to its answer, without the network.

pub(crate) mod answer;
pub(crate) mod arguments;
pub(crate) mod compare;
pub(crate) mod context;
pub(crate) mod cursor;
pub(crate) mod document;
pub(crate) mod engine;
pub(crate) mod filter;
pub(crate) mod identity;
pub(crate) mod mutation;
pub(crate) mod object;
pub(crate) mod page;
pub(crate) mod paging;
pub(crate) mod parameters;
pub(crate) mod patch;
pub(crate) mod problem;
pub(crate) mod record;
pub(crate) mod root;
pub(crate) mod sort;
pub(crate) mod variables;
pub(crate) mod verb;
