//! What subscriptions see: scripted, periodic and emitted events.

use std::collections::HashMap;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use serde_json::Value;
use tokio::sync::{broadcast, mpsc, watch};

/// Closings that a socket may not yet have looked at; the first is all it needs.
const CLOSINGS: usize = 1;

/// Hands events to subscribers. Each has a queue of its own without an end, so that no event is lost.
pub(crate) struct Events {
    script: HashMap<String, Vec<Value>>,
    /// How often every subscriber gets an event of generated data.
    every: Option<Duration>,
    subscribers: Mutex<HashMap<String, Vec<mpsc::UnboundedSender<Value>>>>,
    /// Says that there is one more.
    joined: watch::Sender<()>,
    closings: broadcast::Sender<Closing>,
}

/// Every socket is closed.
#[derive(Debug, Clone)]
pub(crate) struct Closing {
    pub(crate) code: u16,
    pub(crate) reason: String,
}

impl Events {
    pub(crate) fn new(script: HashMap<String, Vec<Value>>, every: Option<Duration>) -> Self {
        let (closings, _) = broadcast::channel(CLOSINGS);
        Self { script, every, subscribers: Mutex::default(), joined: watch::Sender::default(), closings }
    }

    /// The events that every new subscriber of a field gets first.
    pub(crate) fn script(&self, field: &str) -> &[Value] {
        self.script.get(field).map(Vec::as_slice).unwrap_or_default()
    }

    pub(crate) fn every(&self) -> Option<Duration> {
        self.every
    }

    /// The events of a field from now on, until the receiver is dropped.
    pub(crate) fn subscribe(&self, field: &str) -> mpsc::UnboundedReceiver<Value> {
        let (send, receive) = mpsc::unbounded_channel();
        let mut subscribers = self.subscribers();
        let of_field = subscribers.entry(field.to_owned()).or_default();
        of_field.retain(|subscriber| !subscriber.is_closed());
        of_field.push(send);
        drop(subscribers);
        self.joined.send_replace(());
        receive
    }

    /// Sends an event; returns how many subscribers of the field it went to.
    pub(crate) fn emit(&self, field: &str, value: &Value) -> usize {
        let mut subscribers = self.subscribers();
        let Some(of_field) = subscribers.get_mut(field) else { return 0 };
        of_field.retain(|subscriber| subscriber.send(value.clone()).is_ok());
        of_field.len()
    }

    /// Waits for a subscriber of a field.
    pub(crate) async fn subscribed(&self, field: &str) {
        let is_there = || {
            let subscribers = self.subscribers();
            subscribers.get(field).is_some_and(|of_field| of_field.iter().any(|subscriber| !subscriber.is_closed()))
        };
        // The sender lives as long as this, so waiting cannot fail.
        let _ = self.joined.subscribe().wait_for(|()| is_there()).await;
    }

    pub(crate) fn close_all(&self, code: u16, reason: &str) {
        // Nobody listening is no failure.
        let _ = self.closings.send(Closing { code, reason: reason.to_owned() });
    }

    pub(crate) fn closings(&self) -> broadcast::Receiver<Closing> {
        self.closings.subscribe()
    }

    fn subscribers(&self) -> MutexGuard<'_, HashMap<String, Vec<mpsc::UnboundedSender<Value>>>> {
        self.subscribers.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
