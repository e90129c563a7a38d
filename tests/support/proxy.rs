//! A proxy of TCP that can go silent: it forwards no more and keeps its sockets open.

use std::net::SocketAddr;
use std::sync::Arc;

use tokio::io::{AsyncReadExt, copy_bidirectional};
use tokio::net::TcpStream;
use tokio::sync::watch;

use super::listener::{accept, listen};

/// How a connection is dead.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Silence {
    /// Nothing is read any more.
    Frozen,
    /// All that the client sends is read, and thrown away.
    Swallowing,
    /// Forgotten: whatever the client sends is answered with a reset.
    Forgotten,
}

pub struct Proxy {
    pub address: SocketAddr,
    /// How many connections there were.
    opened: Arc<watch::Sender<usize>>,
    /// Connections below this number are dead.
    dead: Arc<watch::Sender<(usize, Silence)>>,
}

impl Proxy {
    pub async fn start(target: SocketAddr) -> Self {
        let (listener, address) = listen().await;
        let proxy = Self {
            address,
            opened: Arc::new(watch::Sender::new(0)),
            dead: Arc::new(watch::Sender::new((0, Silence::Frozen))),
        };
        let (opened, dead) = (proxy.opened.clone(), proxy.dead.clone());
        accept(listener, move |number, client| {
            opened.send_replace(number + 1);
            forward(client, target, number, dead.subscribe())
        });
        proxy
    }

    pub fn url(&self) -> String {
        format!("http://{}/graphql", self.address)
    }

    pub fn opened(&self) -> usize {
        *self.opened.borrow()
    }

    /// Makes all connections dead that there are; new ones are forwarded.
    pub fn kill(&self, silence: Silence) {
        self.dead.send_replace((self.opened(), silence));
    }
}

async fn forward(
    mut client: TcpStream,
    target: SocketAddr,
    number: usize,
    mut dead: watch::Receiver<(usize, Silence)>,
) {
    let Ok(mut server) = TcpStream::connect(target).await else { return };
    tokio::select! {
        _ = copy_bidirectional(&mut client, &mut server) => return,
        _ = dead.wait_for(|(below, _)| number < *below) => {}
    }
    let silence = dead.borrow().1;
    match silence {
        Silence::Frozen => {}
        Silence::Swallowing => while client.read(&mut [0; 4096]).await.is_ok_and(|read| read > 0) {},
        Silence::Forgotten => {
            // Closing a socket with bytes that were not read resets it.
            let _ = client.readable().await;
            return;
        }
    }
    std::future::pending::<()>().await;
}
