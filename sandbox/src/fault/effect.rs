//! What a fault does, as users name it.

use serde::{Deserialize, Serialize};
use serde_json::Value;

/// What a fault does.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
#[non_exhaustive]
pub enum Effect {
    /// This HTTP status, with a GraphQL error for 401 and 403 and plain text for the others.
    Status(u16),
    /// Exactly this response.
    Respond {
        /// The HTTP status.
        status: u16,
        /// Headers to send; `content-type` is plain text unless given.
        #[serde(default)]
        headers: Vec<(String, String)>,
        /// The body.
        body: String,
    },
    /// A GraphQL error with HTTP status 200 and `"data": null`.
    Error {
        /// `extensions.code`.
        code: String,
        /// The message.
        message: String,
        /// The HTTP status instead of 200.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        status: Option<u16>,
    },
    /// Status 429 with the code `RateLimitExceeded`.
    RateLimited {
        /// The value of `Retry-After`, seconds or a date; no such header without it.
        #[serde(default)]
        retry_after: Option<String>,
    },
    /// Status 429 for every request beyond so many in any one second.
    RatePerSecond {
        /// The requests that pass.
        limit: u32,
        /// The value of `Retry-After`.
        #[serde(default)]
        retry_after: Option<String>,
    },
    /// The answer comes so many milliseconds late.
    Delay(u64),
    /// No answer ever comes; the connection stays open.
    Hang,
    /// The headers and half of the body come, then nothing; the connection stays open.
    StallMidBody,
    /// The request is read, nothing is done, and the connection is closed without an answer.
    Cut,
    /// The operation is executed, then the connection is closed without an answer.
    CutAfterExecuting,
    /// The connection is closed after half of the body.
    CutMidBody,
    /// The body is JSON that stops half-way; HTTP is in order.
    WrongJson,
    /// Status 200 with an HTML page, as from a proxy's login form.
    Html,
    /// The body is compressed, whatever the client accepts.
    Gzip,
    /// A value becomes null and an error says so; the other data stays.
    Partial {
        /// Where in `data`: names and positions joined by dots, `*` for each item.
        path: String,
        /// `extensions.code` of the error.
        code: String,
    },
    /// Every second item of `edges` is null.
    NullEdges,
    /// Every second `node` of an edge, and every second item of `nodes`, is null.
    NullNodes,
    /// Every page says that there is a next one, and gives the same cursor for it.
    StuckCursor,
    /// A redirect with this status.
    Redirect {
        /// The value of `Location`.
        location: String,
        /// The status: 301, 302, 307 or 308.
        status: u16,
    },
    /// A value in the answer is exchanged, whatever the schema says.
    Replace {
        /// Where in `data`: names and positions joined by dots, `*` for each item.
        path: String,
        /// What is there instead.
        value: Value,
    },
    /// A member of the answer is left out.
    Remove {
        /// Where in `data`: names and positions joined by dots, `*` for each item.
        path: String,
    },
    /// The WebSocket is closed when a subscription starts.
    CloseSocket {
        /// The close code.
        code: u16,
        /// The close reason.
        reason: String,
    },
}
