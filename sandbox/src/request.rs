//! Requests that a sandbox received.

use serde_json::Value;
use std::collections::VecDeque;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::SystemTime;
use tokio::sync::watch;

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

/// Requests that are kept; a sandbox that runs for days must not fill the memory.
const CAPACITY: usize = 50_000;

/// The last requests received, and news of more.
pub(crate) struct Journal {
    entries: Mutex<Entries>,
    received: watch::Sender<usize>,
}

#[derive(Default)]
struct Entries {
    requests: VecDeque<Request>,
    /// How many were dropped from the front.
    dropped: usize,
}

impl Default for Journal {
    fn default() -> Self {
        Self { entries: Mutex::default(), received: watch::Sender::new(0) }
    }
}

impl Journal {
    fn entries(&self) -> MutexGuard<'_, Entries> {
        self.entries.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Adds a request and returns its number.
    pub(crate) fn add(&self, request: Request) -> usize {
        let mut entries = self.entries();
        if entries.requests.len() == CAPACITY {
            entries.requests.pop_front();
            entries.dropped += 1;
        }
        entries.requests.push_back(request);
        let number = entries.dropped + entries.requests.len() - 1;
        self.received.send_replace(entries.requests.len());
        number
    }

    /// Notes how a request was answered, unless it was dropped in between.
    pub(crate) fn answered(&self, number: usize, status: u16) {
        let mut entries = self.entries();
        let place = number.checked_sub(entries.dropped);
        if let Some(request) = place.and_then(|place| entries.requests.get_mut(place)) {
            request.status = Some(status);
        }
    }

    pub(crate) fn all(&self) -> Vec<Request> {
        self.entries().requests.iter().cloned().collect()
    }

    pub(crate) fn clear(&self) {
        let mut entries = self.entries();
        entries.dropped += entries.requests.len();
        entries.requests.clear();
        self.received.send_replace(0);
    }

    /// Waits until at least `count` requests are there.
    pub(crate) async fn reached(&self, count: usize) {
        // The sender lives as long as this journal, so waiting cannot fail.
        let _ = self.received.subscribe().wait_for(|received| *received >= count).await;
    }
}
