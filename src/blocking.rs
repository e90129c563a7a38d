//! The client for code that is not async; it has every method that the async one has. Needs the feature `blocking`.
//!
//! ```no_run
//! # fn run() -> Result<(), stigg_graphql::Error> {
//! use stigg_graphql::blocking::Client;
//!
//! let client = Client::from_env()?;
//! let data = client.send_raw("{ __typename }", serde_json::json!({}))?;
//! # Ok(())
//! # }
//! ```

use std::fmt;
use std::sync::Arc;
use std::sync::mpsc;
use std::thread::JoinHandle;
use std::time::Duration;

use futures_core::Stream;
use futures_util::StreamExt;
#[cfg(feature = "graphql_client")]
use graphql_client::GraphQLQuery;
use serde_json::Value;
use tokio::runtime::{Builder, Handle};
use tokio::sync::oneshot;
use tracing::Instrument;
use tracing::instrument::WithSubscriber;

use crate::client::ClientBuilder;
use crate::client::builder::FromClient;
use crate::credentials::{ApiKey, CustomerToken};
use crate::error::Error;
use crate::operation::Execute;
#[cfg(feature = "subscriptions")]
use crate::operation::Subscribe;
use crate::paging::page_options::page_options;
use crate::paging::pager::Pager;
use crate::paging::{NodeStream, PageStream, Paged, PagedBackward, Paginate};
use crate::send::{Response, RetryPolicy};
#[cfg(feature = "subscriptions")]
use crate::subscription::Subscription;

/// [`Client`](crate::Client) for code that is not async; it works outside of tokio and inside.
///
/// A thread of its own drives the requests and ends with the last clone. Inside of async code it blocks the thread that
/// calls it, as any blocking call does, and does not panic.
#[derive(Clone)]
pub struct Client {
    client: crate::Client,
    worker: Arc<Worker>,
}

/// The thread that drives the requests.
struct Worker {
    runtime: Handle,
    stop: Option<oneshot::Sender<()>>,
    thread: Option<JoinHandle<()>>,
}

impl Worker {
    fn start() -> Result<Self, Error> {
        let failed = |source| Error::config("the thread of the blocking client cannot be started").caused_by(source);
        let runtime = Builder::new_current_thread().enable_all().build().map_err(failed)?;
        let handle = runtime.handle().clone();
        let (stop, stopped) = oneshot::channel();
        let thread = std::thread::Builder::new()
            .name("stigg-graphql".to_owned())
            .spawn(move || {
                let _ = runtime.block_on(stopped);
            })
            .map_err(failed)?;
        Ok(Self { runtime: handle, stop: Some(stop), thread: Some(thread) })
    }

    /// Drives a future on the thread and waits for it.
    fn run<T: Send + 'static>(&self, future: impl Future<Output = T> + Send + 'static) -> Result<T, Error> {
        let (sender, receiver) = mpsc::sync_channel(1);
        // Its spans go where those of the caller go, and below them.
        let future = future.in_current_span().with_current_subscriber();
        self.runtime.spawn(async move {
            // A task of its own, so that a panic ends that one and is told here.
            let _ = sender.send(tokio::spawn(future).await);
        });
        match receiver.recv() {
            Ok(ended) => ended.map_err(|ended| Error::stopped(Some(ended))),
            Err(_) => Err(Error::stopped(None)),
        }
    }
}

impl Drop for Worker {
    fn drop(&mut self) {
        drop(self.stop.take());
        if let Some(thread) = self.thread.take()
            && thread.thread().id() != std::thread::current().id()
        {
            let _ = thread.join();
        }
    }
}

impl Client {
    /// As [`Client::from_env`](crate::Client::from_env).
    ///
    /// # Errors
    ///
    /// As there, and when no thread can be started.
    pub fn from_env() -> Result<Self, Error> {
        Self::new(ClientBuilder::from_env()?)
    }

    /// Sets up a client, as [`Client::builder`](crate::Client::builder).
    ///
    /// ```
    /// let client = stigg_graphql::blocking::Client::builder().key("server-1").build()?;
    /// # Ok::<(), stigg_graphql::Error>(())
    /// ```
    pub fn builder() -> ClientBuilder<Self> {
        ClientBuilder::new()
    }

    /// Makes a client of what was set up for the async one.
    ///
    /// # Errors
    ///
    /// As [`ClientBuilder::build`], and when no thread can be started.
    pub fn new(builder: ClientBuilder) -> Result<Self, Error> {
        Self::from_client(builder.build()?)
    }

    /// As [`Client::send`](crate::Client::send).
    ///
    /// # Errors
    ///
    /// As there, and [`ErrorKind::Stopped`](crate::error::ErrorKind::Stopped).
    pub fn send<O: Execute + 'static>(&self, operation: O) -> Result<O::Data, Error> {
        self.worker.run(self.client.send(operation))?
    }

    /// As [`Client::execute`](crate::Client::execute).
    ///
    /// # Errors
    ///
    /// As there, and [`ErrorKind::Stopped`](crate::error::ErrorKind::Stopped).
    pub fn execute<O: Execute + 'static>(&self, operation: O) -> Result<Response<O::Data>, Error> {
        self.worker.run(self.client.execute(operation))?
    }

    /// As [`Client::send_query`](crate::Client::send_query).
    ///
    /// # Errors
    ///
    /// As there, and [`ErrorKind::Stopped`](crate::error::ErrorKind::Stopped).
    #[cfg(feature = "graphql_client")]
    pub fn send_query<Q: GraphQLQuery + 'static>(&self, variables: Q::Variables) -> Result<Q::ResponseData, Error>
    where
        Q::ResponseData: Send + 'static,
    {
        self.worker.run(self.client.send_query::<Q>(variables))?
    }

    /// As [`Client::execute_query`](crate::Client::execute_query).
    ///
    /// # Errors
    ///
    /// As there, and [`ErrorKind::Stopped`](crate::error::ErrorKind::Stopped).
    #[cfg(feature = "graphql_client")]
    pub fn execute_query<Q: GraphQLQuery + 'static>(
        &self,
        variables: Q::Variables,
    ) -> Result<Response<Q::ResponseData>, Error>
    where
        Q::ResponseData: Send + 'static,
    {
        self.worker.run(self.client.execute_query::<Q>(variables))?
    }

    /// As [`Client::send_cynic`](crate::Client::send_cynic).
    ///
    /// # Errors
    ///
    /// As there, and [`ErrorKind::Stopped`](crate::error::ErrorKind::Stopped).
    #[cfg(feature = "cynic")]
    pub fn send_cynic<T, V>(&self, operation: cynic::Operation<T, V>) -> Result<T, Error>
    where
        T: serde::de::DeserializeOwned + Send + 'static,
        V: serde::Serialize + 'static,
    {
        self.worker.run(self.client.send_cynic(operation))?
    }

    /// As [`Client::execute_cynic`](crate::Client::execute_cynic).
    ///
    /// # Errors
    ///
    /// As there, and [`ErrorKind::Stopped`](crate::error::ErrorKind::Stopped).
    #[cfg(feature = "cynic")]
    pub fn execute_cynic<T, V>(&self, operation: cynic::Operation<T, V>) -> Result<Response<T>, Error>
    where
        T: serde::de::DeserializeOwned + Send + 'static,
        V: serde::Serialize + 'static,
    {
        self.worker.run(self.client.execute_cynic(operation))?
    }

    /// As [`Client::send_raw`](crate::Client::send_raw).
    ///
    /// # Errors
    ///
    /// As there, and [`ErrorKind::Stopped`](crate::error::ErrorKind::Stopped).
    pub fn send_raw(&self, document: &str, variables: Value) -> Result<Value, Error> {
        self.worker.run(self.client.send_raw(document, variables))?
    }

    /// As [`Client::execute_raw`](crate::Client::execute_raw).
    ///
    /// # Errors
    ///
    /// As there, and [`ErrorKind::Stopped`](crate::error::ErrorKind::Stopped).
    pub fn execute_raw(&self, document: &str, variables: Value) -> Result<Response<Value>, Error> {
        self.worker.run(self.client.execute_raw(document, variables))?
    }

    /// As [`Client::paginate`](crate::Client::paginate), with an iterator.
    pub fn paginate<O: Paginate>(&self, operation: O) -> Iter<NodeStream<O>> {
        self.iterator(self.client.paginate(operation))
    }

    /// As [`Client::pages`](crate::Client::pages), with an iterator.
    pub fn pages<O: Paged>(&self, operation: O) -> Iter<PageStream<O>> {
        self.iterator(self.client.pages(operation))
    }

    /// As [`Client::subscribe`](crate::Client::subscribe), with an iterator.
    ///
    /// Asking it for the next event blocks until there is one, for as long as that takes.
    #[cfg(feature = "subscriptions")]
    pub fn subscribe<O: Subscribe>(&self, operation: O) -> Iter<Subscription<O::Data>> {
        self.iterator(self.client.subscribe(operation))
    }

    /// As [`Client::subscribe_raw`](crate::Client::subscribe_raw), with an iterator.
    #[cfg(feature = "subscriptions")]
    pub fn subscribe_raw(&self, document: &str, variables: Value) -> Iter<Subscription<Value>> {
        self.iterator(self.client.subscribe_raw(document, variables))
    }

    fn iterator<S>(&self, stream: S) -> Iter<S> {
        Iter { stream: Some(stream), worker: Arc::clone(&self.worker) }
    }

    /// As [`Client::set_key`](crate::Client::set_key).
    pub fn set_key(&self, key: ApiKey) {
        self.client.set_key(key);
    }

    /// As [`Client::with_retry`](crate::Client::with_retry).
    #[must_use]
    pub fn with_retry(&self, policy: RetryPolicy) -> Self {
        self.with(self.client.with_retry(policy))
    }

    /// As [`Client::with_attempt_timeout`](crate::Client::with_attempt_timeout).
    #[must_use]
    pub fn with_attempt_timeout(&self, limit: Duration) -> Self {
        self.with(self.client.with_attempt_timeout(limit))
    }

    /// As [`Client::with_overall_timeout`](crate::Client::with_overall_timeout).
    #[must_use]
    pub fn with_overall_timeout(&self, limit: Duration) -> Self {
        self.with(self.client.with_overall_timeout(limit))
    }

    /// As [`Client::with_customer_token`](crate::Client::with_customer_token).
    #[must_use]
    pub fn with_customer_token(&self, token: CustomerToken) -> Self {
        self.with(self.client.with_customer_token(token))
    }

    fn with(&self, client: crate::Client) -> Self {
        Self { client, worker: Arc::clone(&self.worker) }
    }
}

impl FromClient for Client {
    fn from_client(client: crate::Client) -> Result<Self, Error> {
        Ok(Self { client, worker: Arc::new(Worker::start()?) })
    }
}

impl fmt::Debug for Client {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&self.client, f)
    }
}

/// A stream of the async client as an iterator: [`NodeStream`], [`PageStream`] or a subscription.
///
/// It has the options of the stream, and blocks the thread that asks for the next item until that is there.
#[must_use = "an iterator does nothing until it is asked"]
pub struct Iter<S> {
    /// Away while the worker polls it; it does not come back when that fails.
    stream: Option<S>,
    worker: Arc<Worker>,
}

impl<S> Iter<S> {
    fn map<T>(self, change: impl FnOnce(S) -> T) -> Iter<T> {
        Iter { stream: self.stream.map(change), worker: self.worker }
    }
}

impl<O: Paginate> Iter<NodeStream<O>> {
    page_options!(nodes);

    fn with_pager(self, change: impl FnOnce(&mut Pager<O>)) -> Self {
        self.map(|stream| stream.with_pager(change))
    }

    /// As [`NodeStream::pages`].
    pub fn pages(self) -> Iter<PageStream<O>> {
        self.map(NodeStream::pages)
    }

    /// As [`NodeStream::skipped`].
    pub fn skipped(&self) -> usize {
        self.stream.as_ref().map_or(0, NodeStream::skipped)
    }
}

impl<O: Paged> Iter<PageStream<O>> {
    page_options!(pages);

    fn with_pager(self, change: impl FnOnce(&mut Pager<O>)) -> Self {
        self.map(|stream| stream.with_pager(change))
    }
}

/// A stream that may have items at hand, which need no worker.
pub trait Ready: Stream {
    /// The next of them; `None` says nothing about whether more follow.
    fn take_ready(&mut self) -> Option<Self::Item> {
        None
    }
}

impl<O: Paginate> Ready for NodeStream<O> {
    fn take_ready(&mut self) -> Option<Self::Item> {
        self.take_node().map(Ok)
    }
}

impl<O: Paged> Ready for PageStream<O> {}

#[cfg(feature = "subscriptions")]
impl<D> Ready for Subscription<D> {}

impl<S, T> Iterator for Iter<S>
where
    S: Ready<Item = Result<T, Error>> + Unpin + Send + 'static,
    T: Send + 'static,
{
    type Item = Result<T, Error>;

    /// Lets the worker poll the stream; after a worker that stopped, one error and the end.
    fn next(&mut self) -> Option<Self::Item> {
        if let Some(item) = self.stream.as_mut()?.take_ready() {
            return Some(item);
        }
        let mut stream = self.stream.take()?;
        let polled = self.worker.run(async move {
            let item = stream.next().await;
            (stream, item)
        });
        match polled {
            Ok((stream, item)) => {
                self.stream = Some(stream);
                item
            }
            Err(error) => Some(Err(error)),
        }
    }
}

impl<S: fmt::Debug> fmt::Debug for Iter<S> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Iter").field(&self.stream).finish()
    }
}
