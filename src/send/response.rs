//! A whole answer: data beside errors, with what HTTP said.

use http::HeaderMap;
use serde_json::{Map, Value};

use crate::error::GraphQlError;

/// What [`Client::execute`](crate::Client::execute) returns: data, and whatever came with it.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct Response<T> {
    /// The decoded `data`.
    pub data: T,
    /// Errors that came beside the data, the first 100.
    ///
    /// The field that an error's path leads to is null in the data; where its type in the schema is non-null, the nearest
    /// nullable field around it is ([spec 6.4.4]).
    ///
    /// [spec 6.4.4]: https://spec.graphql.org/October2021/#sec-Handling-Field-Errors
    pub errors: Vec<GraphQlError>,
    /// The answer's `extensions`, up to 1 MiB of their text; members for which there is no room are left out.
    pub extensions: Map<String, Value>,
    /// The HTTP status.
    pub status: u16,
    /// The HTTP headers of the answer. A secret that the server repeats in them is replaced, as by `[API key]`.
    pub headers: HeaderMap,
    /// How often the operation was sent.
    pub attempts: u32,
}

impl<T> Response<T> {
    /// Whether errors came beside the data, so that something in it may be null for that reason.
    pub fn is_partial(&self) -> bool {
        !self.errors.is_empty()
    }

    /// The same answer with other data.
    pub fn map<U>(self, change: impl FnOnce(T) -> U) -> Response<U> {
        Response {
            data: change(self.data),
            errors: self.errors,
            extensions: self.extensions,
            status: self.status,
            headers: self.headers,
            attempts: self.attempts,
        }
    }
}
