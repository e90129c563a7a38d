//! A request that a sandbox received.

use std::time::SystemTime;

use serde_json::Value;

/// One operation that reached the sandbox, whether it was answered or refused.
///
/// A batch is recorded as its operations, each with the headers of the batch.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct Request {
    /// The name of the operation: from `operationName`, or from the document when it has only one.
    pub operation: Option<String>,
    /// `query`, `mutation` or `subscription`; `None` when the document is not valid.
    pub kind: Option<&'static str>,
    /// The fields that the operation asks for at the top.
    pub root_fields: Vec<String>,
    /// The document as it was sent.
    pub document: String,
    /// The variables as they were sent; an empty object when there were none.
    pub variables: Value,
    /// The headers in the order received; for a WebSocket, those of `connection_init`.
    pub headers: Vec<(String, String)>,
    /// When it was received.
    pub received: SystemTime,
    /// The HTTP status it was answered with; `None` when the connection was cut or kept waiting.
    pub status: Option<u16>,
}

impl Request {
    /// The first value of a header, whatever the case of its name.
    ///
    /// ```
    /// # #[tokio::main(flavor = "current_thread")] async fn main() -> anyhow::Result<()> {
    /// # let sandbox = stigg_graphql_sandbox::Sandbox::start().await?;
    /// # reqwest::Client::new().post(sandbox.endpoint()).header("X-API-Key", sandbox.key())
    /// #     .json(&serde_json::json!({"query": "{ currentEnvironment }"})).send().await?;
    /// assert_eq!(sandbox.requests()[0].header("x-api-key"), Some(sandbox.key()));
    /// # Ok(()) }
    /// ```
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(header, _)| header.eq_ignore_ascii_case(name)).map(|(_, value)| value.as_str())
    }

    /// A value inside the variables, by a path of names and positions joined by dots: `paging.after`.
    ///
    /// `None` says that it was not sent at all; a null that was sent is `Some(Value::Null)`.
    pub fn variable(&self, path: &str) -> Option<&Value> {
        path.split('.').try_fold(&self.variables, |value, name| match value {
            Value::Array(items) => items.get(name.parse::<usize>().ok()?),
            value => value.get(name),
        })
    }
}
