//! A free port of this machine, and the connections to it.

use std::net::SocketAddr;

use tokio::net::{TcpListener, TcpStream};

pub async fn listen() -> (TcpListener, SocketAddr) {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    (listener, address)
}

/// Serves each connection in a task of its own, by its number, until the runtime ends.
pub fn accept<F>(listener: TcpListener, mut serve: impl FnMut(usize, TcpStream) -> F + Send + 'static)
where
    F: Future<Output: Send> + Send + 'static,
{
    tokio::spawn(async move {
        for number in 0.. {
            let Ok((stream, _)) = listener.accept().await else { return };
            tokio::spawn(serve(number, stream));
        }
    });
}
