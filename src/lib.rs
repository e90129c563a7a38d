//! Typed Rust client for Stigg's GraphQL API.

extern crate self as stigg_graphql;

mod connection;
mod decode;
mod encode;
mod maybe;
mod operation;

pub use connection::{Connection, Edge, Nodes, PageInfo};
pub use maybe::Maybe;
pub use operation::{
    Execute, Operation, OperationInfo, OperationKind, Paged, PagedBackward, Paginate, Replay, Subscribe,
};

/// What generated code names; no interface for anyone else.
#[doc(hidden)]
pub mod __private {
    pub use crate::connection::{ConnectionRecord, PageInfoRecord};
    pub use crate::decode::{
        Abstract, Conditional, Id, List, Nullable, Plain, Record, enum_value, fill, fill_nullable, missing,
        object as decode_object, object_by_typename as decode_by_typename, record, value,
    };
    pub use crate::encode::{
        Encode, Merged, maybe as encode_maybe, object as encode_object, optional as encode_optional,
    };
    pub use ::graphql_client::{GraphQLQuery, QueryBody};
    pub use ::serde::de::MapAccess;
    pub use ::serde::ser::SerializeMap;
    pub use ::serde::{Deserialize, Deserializer, Serialize, Serializer};
    pub use ::serde_json::{Value, from_value, to_value};
}

/// Brings in the operations that the build script compiled.
///
/// ```ignore
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
