//! A subscriber that remembers spans and events with the values of their fields.

use std::collections::BTreeMap;
use std::fmt::Debug;
use std::sync::{Arc, LazyLock, Mutex};

use tracing::field::{Field, Visit};
use tracing::span::{Attributes, Id, Record};
use tracing::{Dispatch, Event, Subscriber};
use tracing_subscriber::layer::{Context, SubscriberExt};
use tracing_subscriber::registry::LookupSpan;
use tracing_subscriber::{Layer, Registry};

/// Fields by name, as text.
pub type Fields = BTreeMap<&'static str, String>;

/// A span as it was when it closed, or an event when it happened.
#[derive(Debug, Clone, PartialEq)]
pub struct Seen {
    pub level: tracing::Level,
    pub name: &'static str,
    /// The span around it, if there is one.
    pub parent: Option<&'static str>,
    pub fields: Fields,
}

#[derive(Clone, Default)]
pub struct Spans {
    spans: Arc<Mutex<Vec<Seen>>>,
    events: Arc<Mutex<Vec<Seen>>>,
}

struct Values(Fields);

impl Visit for Values {
    fn record_str(&mut self, field: &Field, value: &str) {
        self.0.insert(field.name(), value.to_owned());
    }

    fn record_debug(&mut self, field: &Field, value: &dyn Debug) {
        self.0.insert(field.name(), format!("{value:?}"));
    }
}

/// Where there is one subscriber alone, `tracing` asks the thread that comes to a span first whether anybody wants it. In a test
/// beside it nobody does, and no thread would see that span any more. With two it asks both.
static ANOTHER: LazyLock<Dispatch> = LazyLock::new(|| Dispatch::new(Registry::default()));

impl Spans {
    /// Remembers, for this thread, all that is of this crate or under test until the guard is dropped.
    pub fn remember(&self) -> tracing::subscriber::DefaultGuard {
        LazyLock::force(&ANOTHER);
        tracing::subscriber::set_default(Registry::default().with(self.clone()))
    }

    /// The spans that have closed, in this order.
    pub fn closed(&self) -> Vec<Seen> {
        self.spans.lock().unwrap().clone()
    }

    /// The fields of closed spans of this name.
    pub fn named(&self, name: &str) -> Vec<Fields> {
        self.closed().into_iter().filter(|span| span.name == name).map(|span| span.fields).collect()
    }

    pub fn events(&self) -> Vec<Seen> {
        self.events.lock().unwrap().clone()
    }
}

/// Fields of these names and values.
pub fn fields<const N: usize>(of: [(&'static str, &str); N]) -> Fields {
    of.map(|(name, value)| (name, value.to_owned())).into()
}

impl<S: Subscriber + for<'a> LookupSpan<'a>> Layer<S> for Spans {
    fn on_new_span(&self, attributes: &Attributes<'_>, id: &Id, context: Context<'_, S>) {
        let mut values = Values(Fields::new());
        attributes.record(&mut values);
        context.span(id).unwrap().extensions_mut().insert(values);
    }

    fn on_record(&self, id: &Id, record: &Record<'_>, context: Context<'_, S>) {
        record.record(context.span(id).unwrap().extensions_mut().get_mut::<Values>().unwrap());
    }

    fn on_event(&self, event: &Event<'_>, context: Context<'_, S>) {
        let mut values = Values(Fields::new());
        event.record(&mut values);
        let (metadata, parent) = (event.metadata(), context.event_span(event).map(|span| span.name()));
        if metadata.target().starts_with("stigg_graphql") {
            let seen = Seen { level: *metadata.level(), name: metadata.name(), parent, fields: values.0 };
            self.events.lock().unwrap().push(seen);
        }
    }

    fn on_close(&self, id: Id, context: Context<'_, S>) {
        let span = context.span(&id).unwrap();
        let metadata = span.metadata();
        if metadata.target().starts_with("stigg_graphql") {
            let seen = Seen {
                level: *metadata.level(),
                name: metadata.name(),
                parent: span.parent().map(|span| span.name()),
                fields: span.extensions().get::<Values>().unwrap().0.clone(),
            };
            self.spans.lock().unwrap().push(seen);
        }
    }
}
