//! What subscriptions see: scripted, periodic and emitted events.

use std::collections::HashMap;
use std::time::Duration;

use serde_json::Value;
use tokio::sync::{broadcast, watch};

/// Events that a slow subscriber may lag behind before it misses some.
const BACKLOG: usize = 4_096;

/// Hands events to subscribers.
pub(crate) struct Events {
    script: HashMap<String, Vec<Value>>,
    /// How often every subscriber gets an event of generated data.
    every: Option<Duration>,
    live: broadcast::Sender<News>,
    subscribers: watch::Sender<HashMap<String, usize>>,
}

/// Something that happens while sockets are open.
#[derive(Debug, Clone)]
pub(crate) enum News {
    /// A root field has an event.
    Event { field: String, value: Value },
    /// Every socket is closed.
    Close { code: u16, reason: String },
}

impl Events {
    pub(crate) fn new(script: HashMap<String, Vec<Value>>, every: Option<Duration>) -> Self {
        let (live, _) = broadcast::channel(BACKLOG);
        Self { script, every, live, subscribers: watch::Sender::default() }
    }

    /// The events that every new subscriber of a field gets first.
    pub(crate) fn script(&self, field: &str) -> &[Value] {
        self.script.get(field).map(Vec::as_slice).unwrap_or_default()
    }

    pub(crate) fn every(&self) -> Option<Duration> {
        self.every
    }

    pub(crate) fn listen(&self) -> broadcast::Receiver<News> {
        self.live.subscribe()
    }

    /// Sends an event; returns how many subscribers of the field there are.
    pub(crate) fn emit(&self, field: &str, value: Value) -> usize {
        let count = self.subscribers.borrow().get(field).copied().unwrap_or(0);
        // Nobody listening is no failure.
        let _ = self.live.send(News::Event { field: field.to_owned(), value });
        count
    }

    pub(crate) fn close_all(&self, code: u16, reason: &str) {
        let _ = self.live.send(News::Close { code, reason: reason.to_owned() });
    }

    /// Waits for a subscriber of a field.
    pub(crate) async fn subscribed(&self, field: &str) {
        let mut subscribers = self.subscribers.subscribe();
        // The sender lives as long as this, so waiting cannot fail.
        let _ = subscribers.wait_for(|counts| counts.get(field).is_some_and(|count| *count > 0)).await;
    }

    /// Counts a subscriber until the guard is dropped.
    pub(crate) fn count(&self, field: &str) -> Counted<'_> {
        self.subscribers.send_modify(|counts| *counts.entry(field.to_owned()).or_default() += 1);
        Counted { events: self, field: field.to_owned() }
    }
}

/// One subscriber.
pub(crate) struct Counted<'a> {
    events: &'a Events,
    field: String,
}

impl Drop for Counted<'_> {
    fn drop(&mut self) {
        self.events.subscribers.send_modify(|counts| {
            if let Some(count) = counts.get_mut(&self.field) {
                *count -= 1;
            }
        });
    }
}
