#![doc = include_str!("../README.md")]

extern crate self as stigg_graphql;

mod amount;
mod answer;
mod attempt;
#[cfg(feature = "blocking")]
pub mod blocking;
mod builder;
mod call;
mod client;
mod code;
mod config;
mod connection;
mod date_time;
mod decode;
mod decode_fault;
mod document;
mod encode;
mod encoding;
mod endpoint;
mod entitlement_fragments;
pub mod entitlements;
mod envelope;
mod epoch_millis;
mod error;
mod foreign;
#[doc(hidden)]
pub mod generated;
mod graphql_error;
#[cfg(feature = "subscriptions")]
mod graphql_ws;
mod hint;
mod http;
mod key;
#[cfg(feature = "limiter")]
mod limiter;
mod liveness;
mod maybe;
pub mod money;
pub mod observe;
mod operation;
pub mod operations;
mod page_options;
mod pager;
mod pages;
mod paginate;
mod patience;
mod quoted;
mod raw;
mod reset_period;
mod response;
mod retry;
mod retry_after;
mod runtime;
pub mod scalars;
mod sealed;
mod secrets;
#[cfg(feature = "subscriptions")]
mod subscribe;
mod throttle;
mod tls;
mod token;
mod transport;
mod watch;
#[cfg(feature = "subscriptions")]
mod websocket;

pub use builder::ClientBuilder;
pub use client::Client;
pub use code::{Code, CodeGroup};
pub use connection::{Connection, Edge, Nodes, PageInfo};
pub use error::{Error, ErrorKind};
pub use graphql_error::{GraphQlError, Location, PathSegment};
pub use key::{ApiKey, KeyKind};
#[cfg(feature = "limiter")]
pub use limiter::Limiter;
pub use maybe::Maybe;
pub use operation::{
    Execute, Operation, OperationInfo, OperationKind, Paged, PagedBackward, Paginate, Replay, Subscribe,
};
pub use operations::types::ErrorCode;
pub use pages::PageStream;
pub use paginate::NodeStream;
pub use response::Response;
pub use retry::RetryPolicy;
pub use sealed::Sealed;
#[cfg(feature = "subscriptions")]
pub use subscribe::{Event, Subscription};
pub use token::CustomerToken;
pub use transport::{Fault, Reply, Request, Sending, Transport, TransportError};

#[doc(hidden)]
pub use generated as __private;

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
