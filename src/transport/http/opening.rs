//! Sees whether a request opens a connection or takes one that is there.
//!
//! The pool hands out an idle connection at once, and opens one only where there is none, as a part of the request.

use std::cell::Cell;
use std::future::poll_fn;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};

use tower_layer::Layer;
use tower_service::Service;

tokio::task_local! {
    /// Whether the request of this task has begun to open a connection.
    static HAS_BEGUN: Cell<bool>;
}

/// Runs a request, for whose duration [`has_begun`] can be asked.
pub(super) async fn watch<F: Future>(request: F) -> F::Output {
    HAS_BEGUN.scope(Cell::new(false), request).await
}

/// Whether the request that is watched here has begun to open a connection.
pub(super) fn has_begun() -> bool {
    HAS_BEGUN.try_with(Cell::get).unwrap_or(false)
}

/// The layer around reqwest's connector that says when a connection is opened.
#[derive(Clone)]
pub(super) struct Watch;

/// A connector that says when it is used.
///
/// reqwest clones its connector six times for a request, also for one that opens no connection; they share this one.
pub(super) struct Watched<S>(Arc<S>);

impl<S> Clone for Watched<S> {
    fn clone(&self) -> Self {
        Self(Arc::clone(&self.0))
    }
}

impl<S> Layer<S> for Watch {
    type Service = Watched<S>;

    fn layer(&self, connector: S) -> Watched<S> {
        Watched(Arc::new(connector))
    }
}

impl<R, S> Service<R> for Watched<S>
where
    R: Send + 'static,
    S: Service<R, Future: Send> + Clone + Send + Sync + 'static,
{
    type Response = S::Response;
    type Error = S::Error;
    type Future = Pin<Box<dyn Future<Output = Result<S::Response, S::Error>> + Send>>;

    fn poll_ready(&mut self, _: &mut Context<'_>) -> Poll<Result<(), S::Error>> {
        Poll::Ready(Ok(()))
    }

    fn call(&mut self, target: R) -> Self::Future {
        // Absent where a connection is opened for nobody in particular.
        let _ = HAS_BEGUN.try_with(|has_begun| has_begun.set(true));
        let mut connector = S::clone(&self.0);
        Box::pin(async move {
            poll_fn(|context| connector.poll_ready(context)).await?;
            connector.call(target).await
        })
    }
}
