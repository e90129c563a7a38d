//! Subscriptions: a stream of events that connects again by itself. Needs the feature `subscriptions`.
//!
//! [`Client::subscribe`](crate::Client::subscribe) makes one.

mod event;
mod failure;
mod graphql_ws;
mod listener;
mod websocket;

use std::borrow::Cow;
use std::fmt;
use std::pin::Pin;
use std::task::{Context, Poll};

use futures_core::Stream;
use futures_util::{StreamExt, stream};
use serde::de::DeserializeOwned;
use serde_json::Value;

use crate::codec::decode::Json;
use crate::error::Error;
use crate::operation::Subscribe;
use crate::send::call::Call;
use crate::send::dispatcher::Dispatcher;
use crate::subscription::listener::Listener;

pub use event::Event;

/// The events of a subscription, as a stream.
///
/// It connects when it is first polled, and connects again whenever the connection is lost, for ever and with growing
/// waits; [`Event::Reconnected`] says so. The stream ends when the server completes the subscription, and after an error
/// that trying again does not cure: a key that is not accepted, a document that is refused. Until the first connection
/// stands, as many attempts are made as the retry policy has.
///
/// An error beside data, an event that does not fit its type and a message that cannot be read are items too; the stream
/// goes on after them.
///
/// A task of its own reads the connection, so that the server's pings are answered however slow the consumer is. Where as
/// many bytes of events wait as an answer may have (`max_body`, but at least 1 MiB), the connection is given up and made
/// again, with [`Event::Reconnected`], once they are read.
#[must_use = "a stream does nothing until it is polled"]
pub struct Subscription<D> {
    events: Pin<Box<dyn Stream<Item = Result<Event<D>, Error>> + Send>>,
    operation: Cow<'static, str>,
}

impl<D: DeserializeOwned + Send + 'static> Subscription<D> {
    pub(crate) fn new<O: Subscribe<Data = D>>(dispatcher: Dispatcher, operation: &O) -> Self {
        let events: Pin<Box<dyn Stream<Item = _> + Send>> = match Call::of(operation) {
            // An unfold alone panics when it is polled after its end.
            Ok(call) => Box::pin(stream::unfold(Listener::new(dispatcher, call), Listener::next::<D>).fuse()),
            Err(error) => Box::pin(stream::iter([Err(error)])),
        };
        Self { events, operation: Cow::Borrowed(O::NAME) }
    }
}

impl Subscription<Value> {
    pub(crate) fn raw(dispatcher: Dispatcher, call: Result<Call, Error>) -> Self {
        let operation = call.as_ref().map_or_else(|_| Cow::Borrowed(""), |call| call.name.clone());
        let events: Pin<Box<dyn Stream<Item = _> + Send>> = match call {
            Ok(call) => {
                let events = stream::unfold(Listener::new(dispatcher, call), Listener::next::<Json>).fuse();
                Box::pin(events.map(|event| event.map(|event| event.map(|Json(data)| data))))
            }
            Err(error) => Box::pin(stream::iter([Err(error)])),
        };
        Self { events, operation }
    }
}

impl<D> Stream for Subscription<D> {
    type Item = Result<Event<D>, Error>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.events.as_mut().poll_next(context)
    }
}

impl<D> fmt::Debug for Subscription<D> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Subscription").field("operation", &self.operation).finish_non_exhaustive()
    }
}
