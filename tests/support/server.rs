//! A server on a free port of this machine that does to each connection what it is told.

use std::net::SocketAddr;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio::sync::watch;

use super::listener::{accept, listen};

/// What the server does once it has read a request.
#[derive(Clone)]
pub enum Deed {
    /// Writes this and closes.
    Write(Vec<u8>),
    /// Writes this and keeps the connection open without a further word.
    Stall(Vec<u8>),
    /// Writes the first part at once and the rest byte by byte.
    Drip(Vec<u8>, Vec<u8>, Duration),
    /// Closes without a word.
    Close,
}

type Handler = dyn Fn(usize, &Got) -> Deed + Send + Sync;

/// A request as it was read.
#[derive(Clone)]
pub struct Got {
    pub head: String,
    pub body: Vec<u8>,
}

impl Got {
    /// All values of a header.
    pub fn headers(&self, name: &str) -> Vec<String> {
        self.head
            .lines()
            .filter_map(|line| line.split_once(':'))
            .filter(|(known, _)| known.eq_ignore_ascii_case(name))
            .map(|(_, value)| value.trim().to_owned())
            .collect()
    }
}

#[derive(Clone)]
pub struct Server {
    pub address: SocketAddr,
    got: Arc<Mutex<Vec<Got>>>,
    /// How many connections the client closed while the server stalled.
    given_up: Arc<watch::Sender<usize>>,
}

impl Server {
    /// Serves by the number of the request, counted from 0.
    pub async fn start(deed: impl Fn(usize, &Got) -> Deed + Send + Sync + 'static) -> Self {
        let (listener, address) = listen().await;
        let server = Self { address, got: Arc::default(), given_up: Arc::new(watch::Sender::new(0)) };
        let (shared, deed) = (server.clone(), Arc::new(deed));
        accept(listener, move |_, stream| shared.clone().serve(stream, deed.clone()));
        server
    }

    pub fn url(&self) -> String {
        format!("http://{}/graphql", self.address)
    }

    pub fn got(&self) -> Vec<Got> {
        self.got.lock().unwrap().clone()
    }

    pub fn count(&self) -> usize {
        self.got.lock().unwrap().len()
    }

    /// Returns when the client has closed this many connections while the server stalled.
    pub async fn given_up(&self, connections: usize) {
        let wait = async { self.given_up.subscribe().wait_for(|closed| *closed >= connections).await.map(drop) };
        tokio::time::timeout(Duration::from_secs(10), wait).await.expect("the connection is still open").unwrap();
    }

    async fn serve(self, mut stream: TcpStream, deed: Arc<Handler>) {
        let Some(got) = read(&mut stream).await else { return };
        let number = {
            let mut all = self.got.lock().unwrap();
            all.push(got.clone());
            all.len() - 1
        };
        match deed(number, &got) {
            Deed::Write(bytes) => {
                let _ = stream.write_all(&bytes).await;
                let _ = stream.shutdown().await;
            }
            Deed::Stall(bytes) => {
                let _ = stream.write_all(&bytes).await;
                let mut rest = [0; 64];
                while stream.read(&mut rest).await.is_ok_and(|read| read > 0) {}
                self.given_up.send_modify(|closed| *closed += 1);
            }
            Deed::Drip(first, rest, pause) => {
                let _ = stream.write_all(&first).await;
                for byte in rest {
                    tokio::time::sleep(pause).await;
                    if stream.write_all(&[byte]).await.is_err() {
                        break;
                    }
                }
                self.given_up.send_modify(|closed| *closed += 1);
            }
            Deed::Close => {}
        }
    }
}

async fn read(stream: &mut TcpStream) -> Option<Got> {
    let mut bytes = Vec::new();
    loop {
        let mut chunk = [0; 4096];
        let read = stream.read(&mut chunk).await.ok()?;
        if read == 0 {
            return None;
        }
        bytes.extend_from_slice(&chunk[..read]);
        let Some(end) = bytes.windows(4).position(|window| window == b"\r\n\r\n") else { continue };
        let got = Got { head: String::from_utf8_lossy(&bytes[..end]).into_owned(), body: bytes[end + 4..].to_vec() };
        let length = got.headers("content-length").first().map_or(0, |length| length.parse().unwrap());
        if got.body.len() >= length {
            return Some(got);
        }
    }
}

/// A whole HTTP answer.
pub fn answer(status: u16, headers: &str, body: &[u8]) -> Vec<u8> {
    let mut bytes =
        format!("HTTP/1.1 {status} X\r\ncontent-length: {}\r\nconnection: close\r\n{headers}\r\n", body.len())
            .into_bytes();
    bytes.extend_from_slice(body);
    bytes
}

/// A whole HTTP answer with JSON.
pub fn json(body: &str) -> Deed {
    Deed::Write(answer(200, "content-type: application/json\r\n", body.as_bytes()))
}

/// An answer that promises this body and breaks off after `sent` bytes of it.
pub fn cut(body: &str, sent: usize) -> Vec<u8> {
    let whole = answer(200, "", body.as_bytes());
    whole[..whole.len() - body.len() + sent].to_vec()
}
