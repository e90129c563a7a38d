//! The requests that a sandbox received, for the tests that ask.

use std::collections::VecDeque;
use std::sync::{Mutex, MutexGuard, PoisonError};

use serde_json::Value;
use tokio::sync::watch;

use crate::request::Request;

/// Requests that are kept; a sandbox that runs for days must not fill the memory.
const CAPACITY: usize = 50_000;
/// How many bytes they may take together, about. The last one is kept whatever it takes.
const MEMORY: usize = 64 << 20;

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
    /// How many there had been when they were last cleared.
    cleared: usize,
    /// What those that are kept take.
    bytes: usize,
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
        entries.bytes += size(&request);
        entries.requests.push_back(request);
        while entries.requests.len() > CAPACITY || (entries.bytes > MEMORY && entries.requests.len() > 1) {
            let Some(oldest) = entries.requests.pop_front() else { break };
            entries.bytes -= size(&oldest);
            entries.dropped += 1;
        }
        let count = entries.dropped + entries.requests.len();
        self.received.send_replace(count - entries.cleared);
        count - 1
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
        entries.cleared = entries.dropped;
        entries.bytes = 0;
        entries.requests.clear();
        self.received.send_replace(0);
    }

    /// Waits until at least `count` requests are there.
    pub(crate) async fn reached(&self, count: usize) {
        // The sender lives as long as this journal, so waiting cannot fail.
        let _ = self.received.subscribe().wait_for(|received| *received >= count).await;
    }
}

/// What a request takes of the memory, about.
fn size(request: &Request) -> usize {
    let headers: usize = request.headers.iter().map(|(name, value)| name.len() + value.len()).sum();
    size_of::<Request>() + request.document.len() + headers + size_of_json(&request.variables)
}

fn size_of_json(value: &Value) -> usize {
    let inner = match value {
        Value::Null | Value::Bool(_) | Value::Number(_) => 0,
        Value::String(text) => text.len(),
        Value::Array(items) => items.iter().map(size_of_json).sum(),
        Value::Object(map) => {
            map.iter().map(|(name, value)| size_of::<String>() + name.len() + size_of_json(value)).sum()
        }
    };
    size_of::<Value>() + inner
}

#[cfg(test)]
mod tests {
    use std::time::SystemTime;

    use serde_json::json;

    use super::*;

    fn request(document: String, variables: Value) -> Request {
        Request {
            operation: None,
            kind: None,
            root_fields: Vec::new(),
            document,
            variables,
            headers: Vec::new(),
            received: SystemTime::UNIX_EPOCH,
            status: None,
        }
    }

    #[test]
    fn neither_many_nor_long_requests_fill_the_memory() {
        let journal = Journal::default();
        let long = "x".repeat(MEMORY / 4);
        for number in 0..6 {
            let variables = if number % 2 == 0 { json!({}) } else { json!({"long": [long]}) };
            let document = if number % 2 == 0 { long.clone() } else { String::new() };
            assert_eq!(journal.add(request(document, variables)), number);
        }
        assert_eq!((journal.all().len(), *journal.received.borrow()), (3, 6), "three of them fit");
        journal.answered(2, 500);
        journal.answered(3, 200);
        assert_eq!(journal.all()[0].status, Some(200), "the number means the same request");
        journal.add(request("x".repeat(2 * MEMORY), json!({})));
        assert_eq!(journal.all().len(), 1, "the last one is kept");
        journal.clear();
        assert_eq!((journal.all().len(), *journal.received.borrow()), (0, 0));
        for _ in 0..=CAPACITY {
            journal.add(request(String::new(), json!({})));
        }
        assert_eq!((journal.all().len(), *journal.received.borrow()), (CAPACITY, CAPACITY + 1));
    }
}
