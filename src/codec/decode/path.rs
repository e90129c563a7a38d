//! The path of a failure, in front of its message.

use serde::de::Error;

use crate::codec::response_path::{PathSegment, ResponsePath};

/// Puts a key in front of the path of an error.
#[cold]
#[inline(never)]
pub(super) fn at_key<E: Error>(key: &str, error: &E) -> E {
    E::custom(ResponsePath::put_before(PathSegment::Key(key.to_owned()), &error.to_string()))
}

/// Puts a list index in front of the path of an error.
#[cold]
#[inline(never)]
pub(super) fn at_index<E: Error>(index: usize, error: &E) -> E {
    E::custom(ResponsePath::put_before(PathSegment::Index(index as u64), &error.to_string()))
}
