//! Sees whether a request opened a connection or took one that was there.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::task::{Context, Poll};

use tower_layer::Layer;
use tower_service::Service;

tokio::task_local! {
    static OPENING: Opening;
}

/// Whether the request that runs in its scope has begun to open a connection.
///
/// The pool hands out an idle connection at once, and opens one only where there is none, as a part of the request.
#[derive(Clone, Default)]
pub(super) struct Opening(Arc<AtomicBool>);

impl Opening {
    pub(super) async fn watch<F: Future>(&self, request: F) -> F::Output {
        OPENING.scope(self.clone(), request).await
    }

    pub(super) fn has_begun(&self) -> bool {
        self.0.load(Ordering::Relaxed)
    }
}

/// The layer around reqwest's connector that says when a connection is opened.
#[derive(Clone)]
pub(super) struct Watch;

/// A connector that says when it is used.
#[derive(Clone)]
pub(super) struct Watched<S>(S);

impl<S> Layer<S> for Watch {
    type Service = Watched<S>;

    fn layer(&self, connector: S) -> Watched<S> {
        Watched(connector)
    }
}

impl<R, S: Service<R>> Service<R> for Watched<S> {
    type Response = S::Response;
    type Error = S::Error;
    type Future = S::Future;

    fn poll_ready(&mut self, context: &mut Context<'_>) -> Poll<Result<(), S::Error>> {
        self.0.poll_ready(context)
    }

    fn call(&mut self, target: R) -> S::Future {
        // Absent where a connection is opened for nobody in particular.
        let _ = OPENING.try_with(|opening| opening.0.store(true, Ordering::Relaxed));
        self.0.call(target)
    }
}
