//! What a compiled operation knows about itself: the contract between generated code and the runtime.
//!
//! A program that sends operations needs none of it. It is for code that takes any operation, or looks at all of them.

pub(crate) mod document;
mod sealed;

use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

use crate::codec::decode;

pub use sealed::Sealed;

/// Reads the `data` of an answer from its text, as the client does.
///
/// It gives what `serde_json::from_str` gives, and takes two thirds of its instructions: a caller of `from_str` has the end of
/// the value looked for first. It is for answers that come some other way, from a cache or a queue. Nothing bounds the memory
/// that the value takes.
///
/// ```
/// use stigg_graphql::operation::read_data;
/// use stigg_graphql::operations::get_sdk_configuration::Data;
///
/// let text = r#"{"sdkConfiguration": {"sentryDsn": null, "showWatermark": true, "isWidgetWatermarkEnabled": false}}"#;
/// let data: Data = read_data(text)?;
/// assert_eq!(serde_json::to_value(&data)?["sdkConfiguration"]["showWatermark"], true);
/// # Ok::<(), serde_json::Error>(())
/// ```
///
/// # Errors
///
/// As those of `serde_json::from_str`.
pub fn read_data<'a, T: Deserialize<'a>>(text: &'a str) -> Result<T, serde_json::Error> {
    decode::accepted(text).map_or_else(|| serde_json::from_str(text), Ok)
}

/// An operation of a `.graphql` file; its value is its variables.
///
/// The code generator implements it. `Serialize` writes the variables JSON, in which an absent value has no key.
///
/// ```
/// use stigg_graphql::operations::ListCustomers;
/// use stigg_graphql::{Operation, OperationKind, Replay};
///
/// assert_eq!(ListCustomers::NAME, "ListCustomers");
/// assert_eq!(ListCustomers::KIND, OperationKind::Query);
/// assert_eq!(ListCustomers::REPLAY, Replay::Safe);
/// assert!(ListCustomers::DOCUMENT.starts_with("query ListCustomers("));
/// ```
pub trait Operation: Serialize {
    /// What the operation's `data` decodes into.
    type Data: DeserializeOwned + Serialize + Send + 'static;

    /// What is known of the operation: its entry of the `OPERATIONS` list.
    const INFO: OperationInfo;

    /// The operation name.
    const NAME: &'static str = Self::INFO.name;
    /// Query, mutation or subscription.
    const KIND: OperationKind = Self::INFO.kind;
    /// The document sent to the server.
    const DOCUMENT: &'static str = Self::INFO.document;
    /// The document as it stands between the quotes of a string of JSON; without it, each call escapes the document.
    #[doc(hidden)]
    const ESCAPED: Option<&'static str> = None;
    /// When the operation may be sent twice.
    const REPLAY: Replay = Self::INFO.replay;
}

/// An operation that is answered once: a query or a mutation.
///
/// Generated code implements it. You meet it as a bound, as that of [`Client::send`](crate::Client::send).
///
/// A subscription is not, so this does not compile:
///
/// ```compile_fail,E0277
/// use stigg_graphql::Client;
/// use stigg_graphql::operations::OnUsageUpdatedV2;
///
/// fn ask(client: &Client) {
///     let _ = client.send(OnUsageUpdatedV2);
/// }
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be sent over HTTP",
    label = "not a query or mutation",
    note = "a subscription answers with a stream: call `Client::subscribe` (feature `subscriptions`)"
)]
pub trait Execute: Operation {}

/// An operation that is answered by a stream of events: a subscription.
///
/// Generated code implements it. You meet it as the bound of `Client::subscribe`, with the feature `subscriptions`.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a subscription",
    label = "a query or mutation is answered once",
    note = "call `Client::send` or `Client::execute`"
)]
pub trait Subscribe: Operation {}

/// What is known of one operation.
///
/// Generated code has them all in a list, `OPERATIONS`, beside the operations.
#[cfg_attr(
    feature = "operations",
    doc = "That of the shipped ones is [`operations::OPERATIONS`](crate::operations::OPERATIONS)."
)]
///
/// ```
/// use stigg_graphql::Replay;
/// use stigg_graphql::operations::OPERATIONS;
///
/// let once: Vec<_> = OPERATIONS.iter().filter(|info| info.replay == Replay::Never).map(|info| info.name).collect();
/// assert!(once.contains(&"GrantCredits") && !once.contains(&"ReportUsage"));
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct OperationInfo {
    /// The operation name.
    pub name: &'static str,
    /// Query, mutation or subscription.
    pub kind: OperationKind,
    /// The document sent to the server: the operation and the fragments it uses, without white space and commas that
    /// mean nothing.
    pub document: &'static str,
    /// The SHA-256 of the document, in lower-case hexadecimal.
    pub sha256: &'static str,
    /// The names of the root fields, as in the schema, in document order.
    pub root_fields: &'static [&'static str],
    /// The file the operation was written in, relative to the folder of the build script.
    pub source: &'static str,
    /// When the operation may be sent twice.
    pub replay: Replay,
}

/// The kind of an operation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum OperationKind {
    /// Reads.
    Query,
    /// Writes.
    Mutation,
    /// Is answered by a stream.
    Subscription,
}

/// When an operation may be sent a second time although the first attempt may have been executed.
///
/// A connection that breaks, or a deadline that passes, does not tell whether the server has done what it was asked. So a
/// retry after that is for what may be done twice; after a failure that says that nothing was done, such as a refused
/// connection or a throttled request, everything is sent again. How often is for [`RetryPolicy`](crate::RetryPolicy) to say.
///
/// Generated code decides it from the operation: a query is safe, unless Stigg's schema hides an effect behind it; a mutation
/// is not, unless it takes idempotency keys or is known to change nothing. The page of each operation says which it is, and
/// [`Operation::REPLAY`] tells it to a program.
#[cfg_attr(
    feature = "operations",
    doc = "The list [`operations::OPERATIONS`](crate::operations::OPERATIONS) has it for all shipped ones."
)]
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Replay {
    /// Always: it has no side effect.
    Safe,
    /// When each of these paths into the variables leads to an idempotency key.
    ///
    /// A path is a list of object keys; a list on the way means each of its items. A key is a string that is not
    /// empty: without one the operation counts as [`Replay::Never`]. So the outer list has the paths, all of which must lead
    /// to a key, and each inner one the keys of one path:
    ///
    /// ```
    /// # #[cfg(feature = "operations")] {
    /// use stigg_graphql::operations::{ReportUsage, ReportUsageBulk};
    /// use stigg_graphql::{Operation, Replay};
    ///
    /// // `{"input": {"idempotencyKey": ..}}`
    /// assert_eq!(ReportUsage::REPLAY, Replay::Keyed(&[&["input", "idempotencyKey"]]));
    /// // `{"input": {"usages": [{"idempotencyKey": ..}, ..]}}`: each of the usages needs one.
    /// assert_eq!(ReportUsageBulk::REPLAY, Replay::Keyed(&[&["input", "usages", "idempotencyKey"]]));
    /// # }
    /// ```
    Keyed(&'static [&'static [&'static str]]),
    /// Only when the attempt cannot have been executed.
    Never,
}
