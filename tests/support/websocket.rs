//! A graphql-transport-ws server of a few lines, told what to do with each connection.

use std::sync::{Arc, Mutex};

use futures_util::{SinkExt, StreamExt};
use serde_json::{Value, json};
use tokio::net::TcpStream;
use tokio::sync::watch;
use tokio_tungstenite::WebSocketStream;
use tokio_tungstenite::tungstenite::Message;
use tokio_tungstenite::tungstenite::handshake::server::{ErrorResponse, Request, Response};
use tokio_tungstenite::tungstenite::protocol::CloseFrame;

use super::listener::{accept, listen};

/// One step of a connection.
#[derive(Clone)]
pub enum Step {
    /// Answers the handshake with this HTTP status instead of a WebSocket.
    Refuse(u16),
    /// Waits for a message and remembers it.
    Read,
    /// Sends a message.
    Send(Value),
    /// Sends a text, whatever it is.
    Text(String),
    /// Closes with a code and a reason.
    Close(u16, &'static str),
    /// Drops the connection without a close frame.
    Drop,
    /// Reads on for ever.
    Hold,
}

/// `connection_init` is read and acknowledged, `subscribe` is read.
pub fn open() -> Vec<Step> {
    vec![Step::Read, Step::Send(json!({"type": "connection_ack"})), Step::Read]
}

/// An event of the first subscription.
pub fn event(payload: Value) -> Step {
    Step::Send(json!({"type": "next", "id": "1", "payload": payload}))
}

pub struct WsServer {
    pub url: String,
    /// What was read, by connection.
    pub read: Arc<watch::Sender<Vec<Vec<Value>>>>,
    pub opened: Arc<Mutex<Vec<tokio::time::Instant>>>,
}

impl WsServer {
    /// Serves connections by their number; those beyond the list are like the last one.
    pub async fn start(scripts: Vec<Vec<Step>>) -> Self {
        let (listener, address) = listen().await;
        let url = format!("http://{address}/graphql");
        let server = Self { url, read: Arc::new(watch::Sender::new(Vec::new())), opened: Arc::default() };
        let (read, opened) = (server.read.clone(), server.opened.clone());
        accept(listener, move |number, stream| {
            opened.lock().unwrap().push(tokio::time::Instant::now());
            read.send_modify(|all| all.push(Vec::new()));
            let steps = scripts[number.min(scripts.len() - 1)].clone();
            serve(stream, steps, number, read.clone())
        });
        server
    }

    pub fn connections(&self) -> usize {
        self.read.borrow().len()
    }

    /// What a connection has read, as soon as it is as asked.
    pub async fn read_until(&self, connection: usize, enough: impl Fn(&[Value]) -> bool) -> Vec<Value> {
        let mut read = self.read.subscribe();
        let wait = read.wait_for(|all| all.get(connection).is_some_and(|read| enough(read)));
        if tokio::time::timeout(std::time::Duration::from_secs(10), wait).await.is_err() {
            panic!("only read: {:?}", self.read(connection));
        }
        self.read(connection)
    }

    pub fn read(&self, connection: usize) -> Vec<Value> {
        self.read.borrow()[connection].clone()
    }
}

#[expect(clippy::result_large_err, reason = "the library wants it so")]
async fn serve(stream: TcpStream, steps: Vec<Step>, number: usize, read: Arc<watch::Sender<Vec<Vec<Value>>>>) {
    let refuse = match steps.first() {
        Some(Step::Refuse(status)) => Some(*status),
        _ => None,
    };
    let accepted = tokio_tungstenite::accept_hdr_async(stream, |request: &Request, mut response: Response| {
        if let Some(status) = refuse {
            let mut refusal = ErrorResponse::new(None);
            *refusal.status_mut() = status.try_into().unwrap();
            return Err(refusal);
        }
        assert_eq!(request.headers()["sec-websocket-protocol"], "graphql-transport-ws");
        assert!(!request.headers().contains_key("x-api-key"), "the key belongs into connection_init");
        response.headers_mut().insert("sec-websocket-protocol", "graphql-transport-ws".parse().unwrap());
        Ok(response)
    })
    .await;
    let Ok(mut socket) = accepted else { return };
    for step in steps {
        match step {
            Step::Refuse(_) => {}
            Step::Read => remember(&mut socket, number, &read).await,
            Step::Send(message) => {
                let _ = socket.send(Message::text(message.to_string())).await;
            }
            Step::Text(text) => {
                let _ = socket.send(Message::text(text)).await;
            }
            Step::Close(code, reason) => {
                let frame = CloseFrame { code: code.into(), reason: reason.into() };
                let _ = socket.close(Some(frame)).await;
                while socket.next().await.is_some_and(|message| message.is_ok()) {}
            }
            Step::Drop => return,
            Step::Hold => loop {
                remember(&mut socket, number, &read).await;
                if read.borrow()[number].last() == Some(&json!("gone")) {
                    return;
                }
            },
        }
    }
}

async fn remember(socket: &mut WebSocketStream<TcpStream>, number: usize, read: &watch::Sender<Vec<Vec<Value>>>) {
    let message = loop {
        match socket.next().await {
            Some(Ok(Message::Text(text))) => break serde_json::from_str(&text).unwrap(),
            Some(Ok(Message::Close(_) | Message::Binary(_) | Message::Frame(_)) | Err(_)) | None => {
                break json!("gone");
            }
            Some(Ok(Message::Ping(_) | Message::Pong(_))) => {}
        }
    };
    read.send_modify(|all| all[number].push(message));
}
