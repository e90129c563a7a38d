//! Execution: from the text of a request to its answer, without the network.
//!
//! The `engine` prepares a request and executes it from its `root`, whose fields are
//! a `query` or a `mutation`. Below them fields are resolved in layers, of which each uses only those before it:
//!
//! - `object`, `page` and `field_value`: what is known before a field is asked for, and what a field comes to;
//! - `lookup` finds entities by ids, `complete` makes values of JSON that was laid down;
//! - `entitlement` is what a customer may use;
//! - `value` is what a field has by itself, and `filter` and `sort` choose among objects by it;
//! - `resolve` is what a field has under its arguments.

pub(crate) mod answer;
mod arguments;
mod coerce;
mod compare;
mod complete;
mod context;
pub(crate) mod engine;
mod entitlement;
mod execution_error;
mod field_value;
mod filter;
mod lookup;
pub(crate) mod mutation;
mod object;
mod page;
pub(crate) mod parameters;
mod query;
mod resolve;
mod root;
mod sort;
mod value;
