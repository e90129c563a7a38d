//! The requests that a sandbox received, for the tests that ask.

use std::collections::VecDeque;
use std::sync::{Mutex, MutexGuard, PoisonError};

use tokio::sync::watch;

use crate::request::Request;

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
