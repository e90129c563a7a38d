//! Accepting connections.

use std::net::TcpListener;
use std::sync::Arc;

use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::{TokioIo, TokioTimer};

use super::http::respond;
use super::service::Service;

/// Serves every connection until the runtime is dropped.
pub(crate) async fn connections(listener: TcpListener, service: Arc<Service>) {
    let Ok(listener) = tokio::net::TcpListener::from_std(listener) else { return };
    loop {
        let Ok((stream, _)) = listener.accept().await else {
            // Out of file descriptors, most likely: give connections the time to close.
            tokio::time::sleep(std::time::Duration::from_millis(10)).await;
            continue;
        };
        let _ = stream.set_nodelay(true);
        let service = Arc::clone(&service);
        tokio::spawn(async move {
            let patience = service.request_timeout;
            let answer = service_fn(move |request| respond(Arc::clone(&service), request));
            let connection = http1::Builder::new()
                .timer(TokioTimer::new())
                .header_read_timeout(patience)
                // A WebSocket client may look for the header of its protocol only as it spells it itself.
                .preserve_header_case(true)
                .serve_connection(TokioIo::new(stream), answer)
                .with_upgrades();
            // Broken connections are the client's business, and some are broken on purpose.
            let _ = connection.await;
        });
    }
}
