//! The `graphql-transport-ws` protocol: one WebSocket, many operations.

use std::collections::HashMap;
use std::sync::Arc;
use std::time::Duration;

use futures_util::{SinkExt, StreamExt};
use http::header::{self, HeaderMap, HeaderValue};
use http::{Request, Response, StatusCode};
use hyper::body::Incoming;
use hyper::upgrade::Upgraded;
use hyper_util::rt::TokioIo;
use tokio::sync::{broadcast, mpsc};
use tokio::task::JoinHandle;
use tokio_tungstenite::WebSocketStream;
use tokio_tungstenite::tungstenite::Message;
use tokio_tungstenite::tungstenite::handshake::derive_accept_key;
use tokio_tungstenite::tungstenite::protocol::{CloseFrame, Role};

use super::message::{ClientMessage, ServerMessage};
use super::response_body::ResponseBody;
use super::service::Service;
use super::{response, subscription};
use crate::events::Closing;
use crate::scope::Scope;

const PROTOCOL: &str = "graphql-transport-ws";
const INIT_TIMEOUT: Duration = Duration::from_secs(10);

type Socket = WebSocketStream<TokioIo<Upgraded>>;

/// Whether a request asks for a WebSocket.
pub(crate) fn is_wanted(headers: &HeaderMap) -> bool {
    let upgrade = headers.get(header::UPGRADE).and_then(|value| value.to_str().ok());
    upgrade.is_some_and(|upgrade| upgrade.eq_ignore_ascii_case("websocket"))
}

/// Accepts a WebSocket and serves it from now on.
pub(crate) fn upgrade(service: Arc<Service>, mut request: Request<Incoming>) -> Response<ResponseBody> {
    let headers = request.headers();
    let offered = headers.get(header::SEC_WEBSOCKET_PROTOCOL).and_then(|value| value.to_str().ok());
    if !offered.unwrap_or_default().split(',').any(|protocol| protocol.trim() == PROTOCOL) {
        return response::refused(StatusCode::BAD_REQUEST, "the WebSocket protocol is graphql-transport-ws");
    }
    let key = headers.get(header::SEC_WEBSOCKET_KEY).map(|key| derive_accept_key(key.as_bytes()));
    let Some(Ok(accept)) = key.map(HeaderValue::try_from) else {
        return response::refused(StatusCode::BAD_REQUEST, "the WebSocket handshake has no key");
    };
    let upgrade = hyper::upgrade::on(&mut request);
    tokio::spawn(async move {
        if let Ok(upgraded) = upgrade.await {
            let socket = WebSocketStream::from_raw_socket(TokioIo::new(upgraded), Role::Server, None).await;
            serve(service, socket).await;
        }
    });
    let mut response = response::text(StatusCode::SWITCHING_PROTOCOLS, "");
    // They hold how the client spells the names of headers: Python's `gql` finds `Sec-WebSocket-Protocol` and nothing else.
    *response.extensions_mut() = std::mem::take(request.extensions_mut());
    let headers = response.headers_mut();
    headers.remove(header::CONTENT_TYPE);
    headers.insert(header::CONNECTION, HeaderValue::from_static("upgrade"));
    headers.insert(header::UPGRADE, HeaderValue::from_static("websocket"));
    headers.insert(header::SEC_WEBSOCKET_ACCEPT, accept);
    headers.insert(header::SEC_WEBSOCKET_PROTOCOL, HeaderValue::from_static(PROTOCOL));
    response
}

/// What is known about one connection.
struct Session {
    service: Arc<Service>,
    /// The key's scope and the headers of `connection_init`, once it came.
    admitted: Option<(Scope, Vec<(String, String)>)>,
    running: HashMap<String, Running>,
    /// How many operations there were.
    begun: u64,
    out: mpsc::Sender<(u64, ServerMessage)>,
}

/// An operation that is not complete.
struct Running {
    number: u64,
    task: JoinHandle<()>,
}

async fn serve(service: Arc<Service>, mut socket: Socket) {
    let (out, mut outgoing) = mpsc::channel(64);
    let mut closings = service.events.closings();
    let mut session = Session { service, admitted: None, running: HashMap::new(), begun: 0, out };
    let init = tokio::time::sleep(INIT_TIMEOUT);
    tokio::pin!(init);
    loop {
        let next = tokio::select! {
            message = socket.next() => match message {
                Some(Ok(message)) => session.received(message).await,
                _ => break,
            },
            Some((number, message)) = outgoing.recv() => {
                // What an operation said before the client completed it is of no use any more.
                if message.id().is_some_and(|id| session.running.get(id).is_none_or(|running| running.number != number)) {
                    continue;
                }
                vec![message]
            }
            closing = closings.recv() => match closing {
                Ok(Closing { code, reason }) => vec![ServerMessage::Close { code, reason }],
                Err(broadcast::error::RecvError::Lagged(_)) => continue,
                Err(broadcast::error::RecvError::Closed) => break,
            },
            () = &mut init, if session.admitted.is_none() => vec![ServerMessage::close(4408, "Connection initialisation timeout")],
        };
        let mut open = true;
        for message in next {
            open = open && session.send(&mut socket, message).await;
        }
        if !open {
            break;
        }
    }
    session.running.into_values().for_each(|running| running.task.abort());
}

impl Session {
    /// Handles one frame of the client.
    async fn received(&mut self, message: Message) -> Vec<ServerMessage> {
        let text = match message {
            Message::Text(text) => text,
            Message::Binary(_) => return vec![ServerMessage::close(4400, "Invalid message")],
            // The library answers pings and closes itself.
            _ => return Vec::new(),
        };
        match ClientMessage::read(&text) {
            Err(reason) => vec![ServerMessage::close(4400, reason)],
            Ok(ClientMessage::Init { headers }) => vec![self.admit(headers)],
            Ok(ClientMessage::Ping(payload)) => vec![ServerMessage::Pong(payload)],
            Ok(ClientMessage::Pong) => Vec::new(),
            Ok(ClientMessage::Complete { id }) => {
                if let Some(running) = self.running.remove(&id) {
                    running.task.abort();
                    // From now on it is subscribed to nothing.
                    let _ = running.task.await;
                }
                Vec::new()
            }
            Ok(ClientMessage::Subscribe { id, parameters }) => {
                let Some((scope, headers)) = &self.admitted else {
                    return vec![ServerMessage::close(4401, "Unauthorized")];
                };
                if self.running.contains_key(&id) {
                    return vec![ServerMessage::close(4409, &format!("Subscriber for {id} already exists"))];
                }
                self.begun += 1;
                let number = self.begun;
                let task = subscription::Task {
                    service: Arc::clone(&self.service),
                    id: id.clone(),
                    number,
                    parameters,
                    scope: scope.clone(),
                    headers: headers.clone(),
                    out: self.out.clone(),
                };
                self.running.insert(id, Running { number, task: tokio::spawn(task.run()) });
                Vec::new()
            }
        }
    }

    fn admit(&mut self, headers: Vec<(String, String)>) -> ServerMessage {
        if self.admitted.is_some() {
            return ServerMessage::close(4429, "Too many initialisation requests");
        }
        let key = headers.iter().find(|(name, _)| name.eq_ignore_ascii_case("x-api-key"));
        match self.service.keys.scope(&self.service.engine.world, key.map(|(_, key)| key.as_str())) {
            Ok(scope) => {
                self.admitted = Some((scope, headers));
                ServerMessage::Ack
            }
            Err(_) => ServerMessage::close(4403, "Invalid API key"),
        }
    }

    /// Sends one message; says whether the connection goes on.
    async fn send(&mut self, socket: &mut Socket, message: ServerMessage) -> bool {
        match message {
            ServerMessage::Cut => false,
            ServerMessage::Close { code, reason } => {
                let frame = CloseFrame { code: code.into(), reason: reason.into() };
                // A client that is gone already has nothing to be told.
                let _ = socket.close(Some(frame)).await;
                false
            }
            message => {
                if let ServerMessage::Complete { id } | ServerMessage::Error { id, .. } = &message {
                    self.running.remove(id);
                }
                socket.send(Message::text(message.text())).await.is_ok()
            }
        }
    }
}
