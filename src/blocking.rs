//! The client for code that is not async.
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

use futures_util::StreamExt;
use graphql_client::GraphQLQuery;
use serde_json::Value;
use tokio::runtime::{Builder, Handle};
use tokio::sync::oneshot;

use crate::{
    ApiKey, ClientBuilder, CustomerToken, Error, Execute, NodeStream, PageStream, Paged, PagedBackward, Paginate,
    Response, RetryPolicy,
};

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
        self.runtime.spawn(async move {
            let _ = sender.send(future.await);
        });
        receiver
            .recv()
            .map_err(|_| Error::config("the thread of the blocking client stopped or its transport panicked"))
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

    /// Makes a client as it was set up.
    ///
    /// ```
    /// let builder = stigg_graphql::Client::builder().key("server-1");
    /// let client = stigg_graphql::blocking::Client::new(builder)?;
    /// # Ok::<(), stigg_graphql::Error>(())
    /// ```
    ///
    /// # Errors
    ///
    /// As [`ClientBuilder::build`], and when no thread can be started.
    pub fn new(builder: ClientBuilder) -> Result<Self, Error> {
        Ok(Self { client: builder.build()?, worker: Arc::new(Worker::start()?) })
    }

    /// As [`Client::send`](crate::Client::send).
    ///
    /// # Errors
    ///
    /// As there.
    pub fn send<O: Execute + 'static>(&self, operation: O) -> Result<O::Data, Error> {
        self.worker.run(self.client.send(operation))?
    }

    /// As [`Client::execute`](crate::Client::execute).
    ///
    /// # Errors
    ///
    /// As there.
    pub fn execute<O: Execute + 'static>(&self, operation: O) -> Result<Response<O::Data>, Error> {
        self.worker.run(self.client.execute(operation))?
    }

    /// As [`Client::send_query`](crate::Client::send_query).
    ///
    /// # Errors
    ///
    /// As there.
    pub fn send_query<Q: GraphQLQuery + 'static>(&self, variables: Q::Variables) -> Result<Q::ResponseData, Error>
    where
        Q::ResponseData: Send + 'static,
    {
        self.worker.run(self.client.send_query::<Q>(variables))?
    }

    /// As [`Client::send_cynic`](crate::Client::send_cynic).
    ///
    /// # Errors
    ///
    /// As there.
    #[cfg(feature = "cynic")]
    pub fn send_cynic<T, V>(&self, operation: cynic::Operation<T, V>) -> Result<T, Error>
    where
        T: serde::de::DeserializeOwned + Send + 'static,
        V: serde::Serialize + 'static,
    {
        self.worker.run(self.client.send_cynic(operation))?
    }

    /// As [`Client::send_raw`](crate::Client::send_raw).
    ///
    /// # Errors
    ///
    /// As there.
    pub fn send_raw(&self, document: &str, variables: Value) -> Result<Value, Error> {
        self.worker.run(self.client.send_raw(document, variables))?
    }

    /// As [`Client::paginate`](crate::Client::paginate), with an [`Iterator`].
    pub fn paginate<O: Paginate>(&self, operation: O) -> NodeIter<O> {
        NodeIter { stream: Some(self.client.paginate(operation)), worker: Arc::clone(&self.worker) }
    }

    /// As [`Client::pages`](crate::Client::pages), with an [`Iterator`].
    pub fn pages<O: Paged>(&self, operation: O) -> PageIter<O> {
        PageIter { stream: Some(self.client.pages(operation)), worker: Arc::clone(&self.worker) }
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

impl fmt::Debug for Client {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&self.client, f)
    }
}

/// The nodes of a connection, over all pages; [`NodeStream`] as an iterator.
#[must_use = "an iterator does nothing until it is asked"]
pub struct NodeIter<O: Paginate> {
    /// Away while the worker polls it; it does not come back when that fails.
    stream: Option<NodeStream<O>>,
    worker: Arc<Worker>,
}

/// The pages of a list; [`PageStream`] as an iterator.
#[must_use = "an iterator does nothing until it is asked"]
pub struct PageIter<O: Paged> {
    stream: Option<PageStream<O>>,
    worker: Arc<Worker>,
}

impl<O: Paginate> NodeIter<O> {
    fn map(mut self, change: impl FnOnce(NodeStream<O>) -> NodeStream<O>) -> Self {
        self.stream = self.stream.map(change);
        self
    }

    /// As [`NodeStream::page_size`].
    pub fn page_size(self, nodes: u32) -> Self {
        self.map(|stream| stream.page_size(nodes))
    }

    /// As [`NodeStream::limit`].
    pub fn limit(self, nodes: usize) -> Self {
        self.map(|stream| stream.limit(nodes))
    }

    /// As [`NodeStream::prefetch`].
    pub fn prefetch(self, pages: usize) -> Self {
        self.map(|stream| stream.prefetch(pages))
    }

    /// As [`NodeStream::from_cursor`].
    pub fn from_cursor(self, cursor: impl Into<String>) -> Self {
        self.map(|stream| stream.from_cursor(cursor))
    }

    /// As [`NodeStream::backwards`].
    pub fn backwards(self) -> Self
    where
        O: PagedBackward,
    {
        self.map(NodeStream::backwards)
    }

    /// As [`NodeStream::pages`].
    pub fn pages(self) -> PageIter<O> {
        PageIter { stream: self.stream.map(NodeStream::pages), worker: self.worker }
    }

    /// As [`NodeStream::skipped`].
    pub fn skipped(&self) -> usize {
        self.stream.as_ref().map_or(0, NodeStream::skipped)
    }
}

impl<O: Paged> PageIter<O> {
    fn map(mut self, change: impl FnOnce(PageStream<O>) -> PageStream<O>) -> Self {
        self.stream = self.stream.map(change);
        self
    }

    /// As [`PageStream::page_size`].
    pub fn page_size(self, items: u32) -> Self {
        self.map(|stream| stream.page_size(items))
    }

    /// As [`PageStream::limit`].
    pub fn limit(self, pages: usize) -> Self {
        self.map(|stream| stream.limit(pages))
    }

    /// As [`PageStream::prefetch`].
    pub fn prefetch(self, pages: usize) -> Self {
        self.map(|stream| stream.prefetch(pages))
    }

    /// As [`PageStream::from_cursor`].
    pub fn from_cursor(self, cursor: impl Into<String>) -> Self {
        self.map(|stream| stream.from_cursor(cursor))
    }

    /// As [`PageStream::backwards`].
    pub fn backwards(self) -> Self
    where
        O: PagedBackward,
    {
        self.map(PageStream::backwards)
    }
}

impl<O: Paginate + Send + 'static> Iterator for NodeIter<O> {
    type Item = Result<O::Node, Error>;

    fn next(&mut self) -> Option<Self::Item> {
        if let Some(node) = self.stream.as_mut()?.take_ready() {
            return Some(Ok(node));
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

impl<O: Paged + Send + 'static> Iterator for PageIter<O> {
    type Item = Result<O::Data, Error>;

    fn next(&mut self) -> Option<Self::Item> {
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

impl<O: Paginate> fmt::Debug for NodeIter<O> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("NodeIter").field(&self.stream).finish()
    }
}

impl<O: Paged> fmt::Debug for PageIter<O> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("PageIter").field(&self.stream).finish()
    }
}
