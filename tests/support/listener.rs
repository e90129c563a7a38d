//! A free port of this machine, and the connections to it.

use std::net::SocketAddr;

use tokio::net::{TcpListener, TcpStream};

pub async fn listen() -> (TcpListener, SocketAddr) {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    (listener, address)
}

/// Hands over each connection, until the runtime ends.
pub fn accept(listener: TcpListener, serve: impl Fn(TcpStream) + Send + 'static) {
    tokio::spawn(async move {
        while let Ok((stream, _)) = listener.accept().await {
            serve(stream);
        }
    });
}
