//! What generated code names; no interface for anyone else.
//!
//! Impls that are the same for every type are macros here, so that generated text stays short.

#[cfg(feature = "graphql_client")]
pub use ::graphql_client::{GraphQLQuery, QueryBody};
pub use ::serde::ser::SerializeMap;
pub use ::serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::maybe::Maybe;
use crate::paging::PageInfo;

pub use crate::codec::decode::{
    ANY, BOOLEAN, Cell, Conditional, Custom, FLOAT, Finish, Hint, ID, INT, Id, Kind, LIST, List, Mismatch, Nulls,
    OBJECT, Record, TEXT, Target, Token, deserialize, find, missing, no_slot, object, of_type, prefixes, text,
    typename,
};
pub use crate::codec::encode::{
    Encode, Merged, maybe as encode_maybe, object as encode_object, optional as encode_optional,
};
pub use crate::{
    __deserialize as deserialize_kind, __graphql_query as graphql_query, __object as object_kind,
    __serialize as serialize_object, __text_enum as text_enum,
};

/// Any JSON.
pub type Json = serde_json::Value;

/// Reads a value once more, as another kind.
pub fn reread<K: Kind>(value: &impl Serialize) -> Option<K::Out> {
    crate::codec::decode::deserialize::<K, _>(serde_json::to_value(value).ok()?).ok()
}

/// Collects what a function makes of each item.
pub fn collect<L: IntoIterator, T>(list: L, function: impl FnMut(L::Item) -> T) -> Vec<T> {
    list.into_iter().map(function).collect()
}

/// Collects what a function makes of each item, if it makes something of all.
pub fn collect_all<L: IntoIterator, T>(list: L, function: impl FnMut(L::Item) -> Option<T>) -> Option<Vec<T>> {
    list.into_iter().map(function).collect()
}

/// Where a page by number stands: pages are counted from one.
pub fn page_of_number(page: Option<i32>, limit: Option<i32>, total: i32) -> PageInfo {
    let page = page.unwrap_or(1).max(1);
    // Stigg's default: 100 contracts.
    let limit = limit.unwrap_or(100).max(1);
    let has_next = i64::from(page) * i64::from(limit) < i64::from(total);
    PageInfo {
        has_next_page: Maybe::Value(has_next),
        has_previous_page: Maybe::Value(page > 1),
        start_cursor: Maybe::Value((page - 1).to_string()),
        end_cursor: if has_next { Maybe::Value((page + 1).to_string()) } else { Maybe::Null },
    }
}

#[doc(hidden)]
#[macro_export]
macro_rules! __serialize {
    ($ty:ty) => {
        impl $crate::__private::Serialize for $ty {
            fn serialize<S: $crate::__private::Serializer>(&self, s: S) -> ::core::result::Result<S::Ok, S::Error> {
                $crate::__private::encode_object(self, s)
            }
        }
    };
}

#[doc(hidden)]
#[macro_export]
macro_rules! __deserialize {
    ($ty:ty) => {
        impl<'de> $crate::__private::Deserialize<'de> for $ty {
            fn deserialize<D: $crate::__private::Deserializer<'de>>(d: D) -> ::core::result::Result<Self, D::Error> {
                $crate::__private::deserialize::<Self, D>(d)
            }
        }
    };
}

#[doc(hidden)]
#[macro_export]
macro_rules! __object {
    ($ty:ty, $record:ty) => {
        impl $crate::__private::Kind for $ty {
            type Out = Self;
            const HINT: $crate::__private::Hint = $crate::__private::OBJECT;

            fn make(token: $crate::__private::Token<'_>) -> ::core::result::Result<Self, $crate::__private::Mismatch> {
                $crate::__private::object::<$record>(token)
            }
        }
    };
}

#[doc(hidden)]
#[macro_export]
macro_rules! __text_enum {
    ($ty:ty) => {
        impl $crate::__private::Kind for $ty {
            type Out = Self;
            const HINT: $crate::__private::Hint = $crate::__private::TEXT;

            fn make(token: $crate::__private::Token<'_>) -> ::core::result::Result<Self, $crate::__private::Mismatch> {
                $crate::__private::text(token)
            }
        }
        $crate::__private::deserialize_kind!($ty);
        impl $crate::__private::Serialize for $ty {
            fn serialize<S: $crate::__private::Serializer>(&self, s: S) -> ::core::result::Result<S::Ok, S::Error> {
                s.serialize_str(self.as_str())
            }
        }
        impl ::core::fmt::Display for $ty {
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                f.write_str(self.as_str())
            }
        }
    };
}

#[cfg(feature = "graphql_client")]
#[doc(hidden)]
#[macro_export]
macro_rules! __graphql_query {
    ($ty:ty) => {
        impl $crate::__private::GraphQLQuery for $ty {
            type Variables = Self;
            type ResponseData = <Self as $crate::Operation>::Data;

            fn build_query(variables: Self) -> $crate::__private::QueryBody<Self> {
                $crate::__private::QueryBody {
                    variables,
                    query: <Self as $crate::Operation>::DOCUMENT,
                    operation_name: <Self as $crate::Operation>::NAME,
                }
            }
        }
    };
}

/// Without the feature, operations are none of `graphql_client`.
#[cfg(not(feature = "graphql_client"))]
#[doc(hidden)]
#[macro_export]
macro_rules! __graphql_query {
    ($ty:ty) => {};
}
