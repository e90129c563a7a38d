//! The HTTP server: a thread with its own runtime, so that it works under any test and never waits for it.
//!
//! It is hyper without a framework: a fault cuts a body in the middle, keeps a connection open in silence or closes it
//! without an answer, from which a framework would protect; and there are but few paths.

mod accept;
mod editor;
mod http;
mod message;
mod operation;
mod request_body;
mod response;
mod response_body;
pub(crate) mod service;
mod socket;
mod subscription;
pub(crate) mod visitors;

use std::io;
use std::net::{SocketAddr, TcpListener};
use std::sync::Arc;
use std::thread::JoinHandle;
use std::time::Duration;

use tokio::sync::oneshot;

use self::service::Service;

/// A running server. Dropping it closes the port and every connection.
pub(crate) struct Server {
    pub(crate) address: SocketAddr,
    stop: Option<oneshot::Sender<()>>,
    thread: Option<JoinHandle<()>>,
}

/// Deeply nested queries are executed by recursion.
const STACK: usize = 32 << 20;
/// Threads for connections. Whatever takes long steps aside (`block_in_place`), so that two are enough for any number of them.
const WORKERS: usize = 2;
/// How long the end waits for operations that are being executed.
const LAST_WORDS: Duration = Duration::from_secs(1);

impl Server {
    /// Serves on an open port.
    pub(crate) fn start(listener: TcpListener, service: Arc<Service>) -> io::Result<Self> {
        listener.set_nonblocking(true)?;
        let address = listener.local_addr()?;
        let runtime = tokio::runtime::Builder::new_multi_thread()
            .worker_threads(WORKERS)
            .thread_name("stigg-sandbox")
            .thread_stack_size(STACK)
            .enable_all()
            .build()?;
        let (stop, stopped) = oneshot::channel();
        let serve = move || {
            runtime.block_on(async {
                tokio::select! {
                    // Also when the sender is gone.
                    _ = stopped => {}
                    () = accept::connections(listener, service) => {}
                }
            });
            // What is left are connections and their delays, which end at once, and what is being executed.
            runtime.shutdown_timeout(LAST_WORDS);
        };
        let thread = std::thread::Builder::new().name("stigg-sandbox".to_owned()).spawn(serve)?;
        Ok(Self { address, stop: Some(stop), thread: Some(thread) })
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        drop(self.stop.take());
        if let Some(thread) = self.thread.take() {
            // A panic in the server would already have been printed by its thread.
            let _ = thread.join();
        }
    }
}
