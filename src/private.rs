//! What generated code names; no interface for anyone else.
//!
//! What is the same for every type is a macro here, so that generated text stays short: a struct stands there as one would
//! write it, and below it a list of its fields from which all that reads and writes it is made. Such a macro repeats and does
//! not call itself, which is what makes macros slow.

mod encode;
mod fragment;
mod input;
mod keys;
mod object;
mod operation;
mod paging;
mod text_enum;
mod word;

#[cfg(feature = "graphql_client")]
pub use ::graphql_client::{GraphQLQuery, QueryBody};
pub use ::serde::ser::SerializeMap;
pub use ::serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::maybe::Maybe;
use crate::paging::PageInfo;

pub use self::encode::variant as encode_variant;
pub use self::keys::{keys, some_keys};
pub use self::word::{full, hint, kind, target};
pub use crate::codec::decode::{
    Cell, Conditional, Finish, Hint, Key, Kind, Mismatch, OBJECT, Record, TEXT, Target, Token, accepted, deserialize,
    find, missing, no_slot, object, of_type, prefixes, text, typename,
};
pub use crate::codec::encode::{
    Encode, Merged, maybe as encode_maybe, object as encode_object, optional as encode_optional,
};
pub use crate::{
    __as_ref as as_ref, __deref as deref, __deserialize as deserialize_kind, __document as document,
    __encode as encode, __encode_merged as encode_merged, __encode_variants as encode_variants, __escaped as escaped,
    __execute as Mutation, __execute as Query, __graphql_query as graphql_query, __input as input,
    __kind_by_type as kind_by_type, __object as object, __object_kind as object_kind,
    __object_with_fragments as object_with_fragments, __one_of as one_of, __operation as operation,
    __serialize as serialize_object, __set as set, __shipped_types as shipped_types, __subscribe as Subscription,
    __text_enum as text_enum,
};

/// Reads a value once more, as another kind.
pub fn reread<K: Kind>(value: &impl Serialize) -> Option<K::Out> {
    crate::codec::decode::deserialize::<K, _>(serde_json::to_value(value).ok()?).ok()
}

/// Whether two texts are the same, in a constant.
pub const fn is_same(one: &str, other: &str) -> bool {
    let (one, other) = (one.as_bytes(), other.as_bytes());
    let mut at = 0;
    while at < one.len() && at < other.len() && one[at] == other[at] {
        at += 1;
    }
    at == one.len() && at == other.len()
}

/// What is left out.
pub fn absent<T: Default>() -> T {
    T::default()
}

/// What becomes the value of an input.
pub fn into<T>(value: impl Into<T>) -> T {
    value.into()
}

/// Collects what a function makes of each item.
pub fn collect<L: IntoIterator, T>(list: L, function: impl FnMut(L::Item) -> T) -> Vec<T> {
    list.into_iter().map(function).collect()
}

/// Collects what a function makes of each item, if it makes something of all.
pub fn collect_all<L: IntoIterator, T>(list: L, function: impl FnMut(L::Item) -> Option<T>) -> Option<Vec<T>> {
    list.into_iter().map(function).collect()
}

/// How many pages of this size there are.
pub fn page_count(limit: Option<i32>, total: i32) -> i32 {
    // Stigg's default: 100 contracts.
    let limit = limit.unwrap_or(100).max(1);
    total / limit + i32::from(total % limit > 0)
}

/// Where a page by number stands: pages are counted from one.
pub fn page_of_number(page: Option<i32>, limit: Option<i32>, total: i32) -> PageInfo {
    let page = page.unwrap_or(1).max(1);
    let has_next = page < page_count(limit, total);
    PageInfo {
        has_next_page: Maybe::Value(has_next),
        has_previous_page: Maybe::Value(page > 1),
        start_cursor: Maybe::Value((page - 1).to_string()),
        end_cursor: if has_next { Maybe::Value((page + 1).to_string()) } else { Maybe::Null },
    }
}

/// Enums and input objects that the library has, too, with its feature `types`: their names, and the types for where it has them
/// not. A generator cannot know which features the library is built with.
#[cfg(feature = "types")]
#[doc(hidden)]
#[macro_export]
macro_rules! __shipped_types {
    ([$($name:ident),+] $($own:tt)*) => { $(pub use $crate::types::$name;)+ };
}

/// Without the feature, each crate has the types that it uses.
#[cfg(not(feature = "types"))]
#[doc(hidden)]
#[macro_export]
macro_rules! __shipped_types {
    ([$($name:ident),+] $($own:tt)*) => { $($own)* };
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
