//! A server that keeps its connections, over HTTP/1.1 and over HTTP/2 (RFC 9113), written frame by frame.

use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

use super::listener::{accept, listen};

/// What the server does with a request.
#[derive(Clone)]
pub enum Deed {
    /// Answers with this JSON.
    Answer(String),
    /// Answers after a while.
    Late(Duration, String),
    /// Answers half of it and falls silent.
    Half(String),
    /// HTTP/2: ends the stream with this code.
    Reset(u32),
    /// HTTP/2: says that it processed the streams up to this one, with this code, and closes the connection.
    GoAway(u32, u32),
    /// HTTP/2: a head of this many bytes.
    LargeHead(usize),
}

type Handler = dyn Fn(usize) -> Deed + Send + Sync;

#[derive(Clone)]
pub struct Lasting {
    pub address: SocketAddr,
    got: Arc<AtomicUsize>,
}

impl Lasting {
    /// Serves by the number of the request, counted from 0; the client's first bytes decide over the protocol.
    pub async fn start(deed: impl Fn(usize) -> Deed + Send + Sync + 'static) -> Self {
        let (listener, address) = listen().await;
        let server = Self { address, got: Arc::default() };
        let (shared, deed) = (server.clone(), Arc::new(deed));
        accept(listener, move |_, stream| shared.clone().serve(stream, deed.clone()));
        server
    }

    pub fn url(&self) -> String {
        format!("http://{}/graphql", self.address)
    }

    pub fn count(&self) -> usize {
        self.got.load(Ordering::SeqCst)
    }

    async fn serve(self, mut stream: TcpStream, deed: Arc<Handler>) -> Option<()> {
        let mut first = [0; 24];
        stream.read_exact(&mut first).await.ok()?;
        if &first == b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n" {
            self.http2(stream, &*deed).await
        } else {
            self.http1(stream, first.to_vec(), &*deed).await
        }
    }

    async fn http1(self, mut stream: TcpStream, mut bytes: Vec<u8>, deed: &Handler) -> Option<()> {
        loop {
            let (end, length) = loop {
                if let Some(end) = bytes.windows(4).position(|window| window == b"\r\n\r\n") {
                    let head = String::from_utf8_lossy(&bytes[..end]).to_lowercase();
                    let length = head.lines().find_map(|line| line.strip_prefix("content-length: "));
                    break (end + 4, length.map_or(0, |length| length.parse().unwrap()));
                }
                more(&mut stream, &mut bytes).await?;
            };
            while bytes.len() < end + length {
                more(&mut stream, &mut bytes).await?;
            }
            bytes.drain(..end + length);
            match deed(self.got.fetch_add(1, Ordering::SeqCst)) {
                Deed::Answer(json) => stream.write_all(&answer(&json)).await.ok()?,
                Deed::Late(wait, json) => {
                    tokio::time::sleep(wait).await;
                    stream.write_all(&answer(&json)).await.ok()?;
                }
                Deed::Half(json) => {
                    let whole = answer(&json);
                    stream.write_all(&whole[..whole.len() - json.len() / 2]).await.ok()?;
                }
                Deed::Reset(_) | Deed::GoAway(..) | Deed::LargeHead(_) => return None,
            }
        }
    }

    async fn http2(self, mut stream: TcpStream, deed: &Handler) -> Option<()> {
        stream.write_all(&frame(SETTINGS, 0, 0, &[])).await.ok()?;
        let (late, mut finished) = tokio::sync::mpsc::unbounded_channel::<Vec<u8>>();
        loop {
            let mut head = [0; 9];
            tokio::select! {
                biased;
                Some(frames) = finished.recv() => {
                    stream.write_all(&frames).await.ok()?;
                    continue;
                }
                ready = stream.readable() => ready.ok()?,
            }
            stream.read_exact(&mut head).await.ok()?;
            let length = u32::from_be_bytes([0, head[0], head[1], head[2]]) as usize;
            let (kind, flags) = (head[3], head[4]);
            let id = u32::from_be_bytes([head[5], head[6], head[7], head[8]]);
            let mut payload = vec![0; length];
            stream.read_exact(&mut payload).await.ok()?;
            match kind {
                SETTINGS if flags & ACK == 0 => stream.write_all(&frame(SETTINGS, ACK, 0, &[])).await.ok()?,
                PING if flags & ACK == 0 => stream.write_all(&frame(PING, ACK, 0, &payload)).await.ok()?,
                _ => {}
            }
            if !matches!(kind, DATA | HEADERS) || flags & END_STREAM == 0 {
                continue;
            }
            match deed(self.got.fetch_add(1, Ordering::SeqCst)) {
                Deed::Answer(json) => stream.write_all(&frames(id, &json)).await.ok()?,
                Deed::Late(wait, json) => {
                    let late = late.clone();
                    tokio::spawn(async move {
                        tokio::time::sleep(wait).await;
                        let _ = late.send(frames(id, &json));
                    });
                }
                Deed::Half(json) => {
                    let half = [frame(HEADERS, END_HEADERS, id, STATUS_200), frame(DATA, 0, id, &json.as_bytes()[1..])];
                    stream.write_all(&half.concat()).await.ok()?;
                }
                Deed::Reset(code) => stream.write_all(&frame(RST_STREAM, 0, id, &code.to_be_bytes())).await.ok()?,
                Deed::GoAway(last, code) => {
                    let payload = [last.to_be_bytes(), code.to_be_bytes()].concat();
                    stream.write_all(&frame(GOAWAY, 0, 0, &payload)).await.ok()?;
                    return None;
                }
                Deed::LargeHead(bytes) => {
                    // A literal field without indexing (RFC 7541, section 6.2.2), in parts of 100 bytes.
                    let field = [b"\x00\x01x\x64".as_slice(), &[b'a'; 100]].concat();
                    let mut block = STATUS_200.to_vec();
                    block.extend(field.repeat(bytes.div_ceil(100)));
                    let mut parts = block.chunks(16_000).peekable();
                    let mut kind = HEADERS;
                    while let Some(part) = parts.next() {
                        let end = if parts.peek().is_none() { END_HEADERS } else { 0 };
                        stream.write_all(&frame(kind, end, id, part)).await.ok()?;
                        kind = CONTINUATION;
                    }
                    stream.write_all(&frame(DATA, END_STREAM, id, b"{}")).await.ok()?;
                }
            }
        }
    }
}

const DATA: u8 = 0;
const HEADERS: u8 = 1;
const RST_STREAM: u8 = 3;
const SETTINGS: u8 = 4;
const PING: u8 = 6;
const GOAWAY: u8 = 7;
const CONTINUATION: u8 = 9;
const ACK: u8 = 1;
const END_STREAM: u8 = 1;
const END_HEADERS: u8 = 4;
/// `:status: 200`, entry 8 of the static table (RFC 7541, appendix A).
const STATUS_200: &[u8] = &[0x88];

fn frame(kind: u8, flags: u8, id: u32, payload: &[u8]) -> Vec<u8> {
    let mut frame = u32::try_from(payload.len()).unwrap().to_be_bytes()[1..].to_vec();
    frame.extend([kind, flags]);
    frame.extend(id.to_be_bytes());
    frame.extend(payload);
    frame
}

fn frames(id: u32, json: &str) -> Vec<u8> {
    [frame(HEADERS, END_HEADERS, id, STATUS_200), frame(DATA, END_STREAM, id, json.as_bytes())].concat()
}

fn answer(json: &str) -> Vec<u8> {
    format!("HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: {}\r\n\r\n{json}", json.len())
        .into_bytes()
}

async fn more(stream: &mut TcpStream, bytes: &mut Vec<u8>) -> Option<()> {
    let mut chunk = [0; 4096];
    let read = stream.read(&mut chunk).await.ok().filter(|read| *read > 0)?;
    bytes.extend_from_slice(&chunk[..read]);
    Some(())
}
