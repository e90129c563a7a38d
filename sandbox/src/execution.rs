//! Execution: from the text of a request to its answer, without the network.
//!
//! The `engine` prepares a request (`parameters`, `document`, `variables`) and executes it from its `root`, whose fields are
//! a `query` or a `mutation`. Below them fields are resolved in layers, of which each uses only those before it:
//!
//! - `object`, `page` and `field_value`: what is known before a field is asked for, and what a field comes to;
//! - `lookup` finds entities by ids, `complete` makes values of JSON that was laid down;
//! - `value` is what a field has by itself, and `filter`, `sort` and `matching` choose among objects by it;
//! - `resolve` is what a field has under its arguments.
//!
//! A mutation finds its `subject`; its `verb` and a `patch` of its input say what to `write`.

pub(crate) mod answer;
pub(crate) mod arguments;
pub(crate) mod coerce;
pub(crate) mod compare;
pub(crate) mod complete;
pub(crate) mod context;
pub(crate) mod cursor;
pub(crate) mod document;
pub(crate) mod engine;
pub(crate) mod execution_error;
pub(crate) mod field_value;
pub(crate) mod filter;
pub(crate) mod like;
pub(crate) mod lookup;
pub(crate) mod matching;
pub(crate) mod mutation;
pub(crate) mod object;
pub(crate) mod page;
pub(crate) mod paging;
pub(crate) mod parameters;
pub(crate) mod patch;
pub(crate) mod query;
pub(crate) mod resolve;
pub(crate) mod root;
pub(crate) mod scalar;
pub(crate) mod sort;
pub(crate) mod subject;
pub(crate) mod value;
pub(crate) mod variables;
pub(crate) mod verb;
pub(crate) mod write;
