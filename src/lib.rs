// Tells on each page which feature it needs; docs.rs sets `docsrs`.
#![cfg_attr(docsrs, feature(doc_cfg))]
// What the README links to, as rustdoc has it: the first definition of a name counts. What is in the repository only leads to
// the list of that. The picture is not here; its text is empty, so that nothing stands in its place.
//! [guide-first-query]: guide::first_query
//! [guide-own-queries]: guide::own_queries
//! [guide-surfaces]: guide::surfaces
//! [guide-testing]: guide::testing
//! [guide-regression]: guide::regression
//! [guide-production]: guide::production
//! [guide-money]: guide::money
//! [guide-entitlements]: guide::entitlements
//! [guide-from-graphql-client]: guide::from_graphql_client
//! [guide-from-cynic]: guide::from_cynic
//! [guide-from-reqwest]: guide::from_reqwest
//! [guide-from-go]: guide::from_go
//! [mod-observe]: observe
//! [bench-picture]: #how-fast
//! [bench-readme]: guide#in-the-repository
//! [cookbook]: guide#in-the-repository
//! [schema-changes]: guide#in-the-repository
//! [tested-queries]: guide#in-the-repository
//! [what-breaks]: guide#in-the-repository
#![cfg_attr(feature = "answers", doc = "[mod-answers]: answers")]
#![cfg_attr(feature = "operations", doc = "[mod-operations]: operations")]
#![cfg_attr(feature = "regression", doc = "[mod-regression]: mod@regression")]
//!
#![doc = include_str!("../README.md")]

extern crate self as stigg_graphql;

#[cfg(feature = "answers")]
pub mod answers;
#[cfg(feature = "blocking")]
pub mod blocking;
pub mod client;
mod codec;
mod compiled;
mod credentials;
pub mod entitlements;
pub mod error;
#[cfg(any(doc, doctest))]
pub mod guide;
mod maybe;
pub mod money;
pub mod observe;
pub mod operation;
#[cfg(feature = "operations")]
pub mod operations;
pub mod paging;
#[doc(hidden)]
pub mod private;
#[cfg(feature = "regression")]
pub mod regression;
pub mod scalars;
mod send;
#[cfg(feature = "subscriptions")]
pub mod subscription;
pub mod transport;

#[doc(inline)]
pub use client::Client;
/// All enums and input objects of Stigg's schema. Needs the feature `types`, which `operations` brings.
///
#[cfg(feature = "types")]
pub use compiled::types;
/// What Stigg says went wrong, as far as its schema names it; [`group`](ErrorCode::group) says what to do about it.
///
#[doc(inline)]
pub use compiled::types::ErrorCode;
pub use credentials::{ApiKey, CustomerToken, KeyKind};
#[doc(inline)]
pub use error::Error;
pub use maybe::Maybe;
#[doc(inline)]
pub use operation::{Operation, OperationInfo, OperationKind, Replay};
#[doc(inline)]
pub use paging::{Connection, Paginate};
#[cfg(feature = "limiter")]
pub use send::limiter;
pub use send::{Response, RetryPolicy};
#[doc(inline)]
pub use transport::Transport;

#[doc(hidden)]
pub use private as __private;

/// Brings in the operations that the build script compiled.
///
/// ```rs
/// mod stigg {
///     stigg_graphql::include_operations!();
/// }
/// ```
#[macro_export]
macro_rules! include_operations {
    () => {
        include!(concat!(env!("OUT_DIR"), "/stigg_graphql.rs"));
    };
}
