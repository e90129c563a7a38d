#![doc = include_str!("../README.md")]

extern crate self as stigg_graphql;

#[cfg(feature = "blocking")]
pub mod blocking;
mod client;
mod codec;
mod credentials;
pub mod entitlements;
mod error;
mod maybe;
pub mod money;
pub mod observe;
mod operation;
pub mod operations;
mod paging;
#[doc(hidden)]
pub mod private;
pub mod scalars;
mod send;
#[cfg(feature = "subscriptions")]
mod subscription;
mod transport;

pub use client::{Client, ClientBuilder};
pub use credentials::{ApiKey, CustomerToken, KeyKind};
pub use error::{Code, CodeGroup, Error, ErrorKind, GraphQlError, Location, PathSegment};
pub use maybe::Maybe;
pub use operation::{
    Execute, Operation, OperationInfo, OperationKind, Paged, PagedBackward, Paginate, Replay, Sealed, Subscribe,
};
pub use operations::types::ErrorCode;
pub use paging::{Connection, Edge, NodeStream, Nodes, PageInfo, PageStream};
#[cfg(feature = "limiter")]
pub use send::Limiter;
pub use send::{Response, RetryPolicy};
#[cfg(feature = "subscriptions")]
pub use subscription::{Event, Subscription};
pub use transport::{Fault, Reply, Request, Sending, Transport, TransportError};

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
