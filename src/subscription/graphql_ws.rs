//! graphql-transport-ws: one subscription over one connection.
//!
//! The protocol: <https://github.com/enisdenjo/graphql-ws/blob/master/PROTOCOL.md>. A task of its own reads on and answers
//! pings while nobody asks for events.

use std::borrow::Cow;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use serde::Deserialize;
use serde_json::value::RawValue;
use tokio::sync::mpsc;
use tokio::time::{Instant, sleep, timeout};
use tokio_tungstenite::tungstenite::protocol::CloseFrame;
use tokio_tungstenite::tungstenite::{self, Message};

use crate::subscription::websocket::Socket;

/// The only subscription of a connection.
const ID: &str = "\"1\"";
/// How long the closing handshake may take.
const CLOSING: Duration = Duration::from_secs(1);

/// What a connection brings.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Incoming {
    /// The JSON of an answer.
    Next(String),
    /// The JSON of an answer that ends the subscription: its errors.
    Error(String),
    /// A message that cannot be read, for this reason; others may follow.
    Unreadable(String),
    /// Nothing follows.
    Ended(End),
}

/// Why nothing follows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum End {
    /// The server has no more events.
    Completed,
    /// The server closed the connection, with a code and a reason.
    Closed(u16, String),
    /// The connection broke.
    Lost(String),
    /// The server sent something after which nothing can be read.
    Unreadable(String),
    /// More events waited to be asked for than may be.
    Lagging,
}

/// The events of a connection, as they come.
pub(crate) struct Inbox {
    incoming: mpsc::UnboundedReceiver<Incoming>,
    unread: Arc<AtomicUsize>,
}

impl Inbox {
    pub(crate) async fn next(&mut self) -> Incoming {
        let incoming = self.incoming.recv().await.unwrap_or(Incoming::Ended(End::Lost("its task is gone".to_owned())));
        if let Incoming::Next(payload) = &incoming {
            self.unread.fetch_sub(payload.len(), Ordering::Relaxed);
        }
        incoming
    }
}

/// How a connection is kept.
#[derive(Clone, Copy)]
pub(crate) struct Bounds {
    /// How long the server may be silent; after half of it, it is asked for a sign of life.
    pub(crate) silence: Duration,
    /// How many bytes of events may wait to be asked for.
    pub(crate) unread: usize,
}

/// Introduces itself, waits to be let in, and subscribes; dropping what it returns ends the subscription.
///
/// # Errors
///
/// When the server does not let it in.
pub(crate) async fn subscribe(mut socket: Socket, init: &str, request: &[u8], bounds: Bounds) -> Result<Inbox, End> {
    socket.send_secret(init).await.map_err(|error| broken(&error))?;
    loop {
        let Some(text) = frame(socket.receive().await)? else { continue };
        match ServerMessage::read(&text) {
            ServerMessage::Ack => break,
            ServerMessage::Ping => send(&mut socket, r#"{"type":"pong"}"#, bounds.silence).await?,
            ServerMessage::Pong => {}
            other => return Err(End::Unreadable(format!("{} came before `connection_ack`", other.name()))),
        }
    }
    let request = String::from_utf8_lossy(request);
    let request = format!(r#"{{"id":{ID},"type":"subscribe","payload":{request}}}"#);
    send(&mut socket, &request, bounds.silence).await?;
    let (sender, incoming) = mpsc::unbounded_channel();
    let unread = Arc::new(AtomicUsize::new(0));
    tokio::spawn(Reader { socket, incoming: sender, unread: unread.clone(), bounds }.run());
    Ok(Inbox { incoming, unread })
}

/// Reads until the connection or the interest in it ends.
struct Reader {
    socket: Socket,
    incoming: mpsc::UnboundedSender<Incoming>,
    unread: Arc<AtomicUsize>,
    bounds: Bounds,
}

impl Reader {
    async fn run(mut self) {
        if let Err(end) = self.read().await {
            if let End::Unreadable(why) = &end {
                let _ = self.incoming.send(Incoming::Unreadable(why.clone()));
            }
            // Fails only where nobody is interested any more.
            let _ = self.incoming.send(Incoming::Ended(end));
        } else {
            let complete = format!(r#"{{"id":{ID},"type":"complete"}}"#);
            let _ = send(&mut self.socket, &complete, CLOSING).await;
        }
        let normal = CloseFrame { code: 1000.into(), reason: "".into() };
        let _ = timeout(CLOSING, async {
            let _ = self.socket.send(Message::Close(Some(normal))).await;
            while let Some(Ok(_)) = self.socket.receive().await {}
        })
        .await;
    }

    /// Ends well when nobody is interested any more.
    async fn read(&mut self) -> Result<(), End> {
        let Bounds { silence, unread } = self.bounds;
        let mut last = Instant::now();
        let mut asked = false;
        loop {
            let patience = if asked { silence } else { silence / 2 };
            tokio::select! {
                biased;
                () = self.incoming.closed() => return Ok(()),
                message = self.socket.receive() => {
                    (last, asked) = (Instant::now(), false);
                    if let Some(text) = frame(message)? {
                        self.take(&text, unread).await?;
                    }
                }
                () = sleep(patience.saturating_sub(last.elapsed())) => {
                    if asked {
                        return Err(End::Lost(format!("the server was silent for {silence:?}")));
                    }
                    asked = true;
                    send(&mut self.socket, r#"{"type":"ping"}"#, silence).await?;
                }
            }
        }
    }

    async fn take(&mut self, text: &str, most: usize) -> Result<(), End> {
        let incoming = match ServerMessage::read(text) {
            ServerMessage::Ack | ServerMessage::Pong | ServerMessage::Foreign => return Ok(()),
            ServerMessage::Ping => return send(&mut self.socket, r#"{"type":"pong"}"#, self.bounds.silence).await,
            ServerMessage::Complete => return Err(End::Completed),
            ServerMessage::Next(payload) => {
                let before = self.unread.fetch_add(payload.len(), Ordering::Relaxed);
                if before > 0 && before + payload.len() > most {
                    return Err(End::Lagging);
                }
                Incoming::Next(payload.to_owned())
            }
            ServerMessage::Error(payload) => Incoming::Error(payload),
            ServerMessage::Unreadable(why) => Incoming::Unreadable(why),
        };
        // Fails only where nobody is interested any more, which is seen at the next turn.
        let _ = self.incoming.send(incoming);
        Ok(())
    }
}

/// A message of the server.
#[derive(Debug, PartialEq, Eq)]
enum ServerMessage<'a> {
    Ack,
    Ping,
    Pong,
    Next(&'a str),
    Error(String),
    Complete,
    /// About another subscription than ours.
    Foreign,
    Unreadable(String),
}

#[derive(Deserialize)]
struct Parts<'a> {
    #[serde(borrow, rename = "type")]
    kind: Cow<'a, str>,
    #[serde(borrow)]
    id: Option<&'a RawValue>,
    #[serde(borrow)]
    payload: Option<&'a RawValue>,
}

impl<'a> ServerMessage<'a> {
    fn read(text: &'a str) -> Self {
        // serde would take a list for the object too.
        if !text.trim_start().starts_with('{') {
            return Self::Unreadable("it is no JSON object".to_owned());
        }
        let Parts { kind, id, payload } = match serde_json::from_str(text) {
            Ok(parts) => parts,
            Err(error) => return Self::Unreadable(error.to_string()),
        };
        let ours = id.is_none_or(|id| matches!(id.get(), ID | "1"));
        match (&*kind, payload.map(RawValue::get)) {
            ("connection_ack", _) => Self::Ack,
            ("ping", _) => Self::Ping,
            ("pong", _) => Self::Pong,
            ("next" | "error" | "complete", _) if !ours => Self::Foreign,
            ("complete", _) => Self::Complete,
            ("next", Some(payload)) => Self::Next(payload),
            ("next", None) => Self::Unreadable("`next` comes without a payload".to_owned()),
            ("error", payload) => Self::Error(errors(payload.unwrap_or("[]"))),
            (kind, _) => Self::Unreadable(format!("the protocol has no message of the type `{kind}`")),
        }
    }

    fn name(&self) -> Cow<'static, str> {
        match self {
            Self::Next(_) => "`next`".into(),
            Self::Error(payload) => format!("`error` with {payload}").into(),
            Self::Complete => "`complete`".into(),
            Self::Unreadable(why) => format!("a message that cannot be read ({why})").into(),
            Self::Ack | Self::Ping | Self::Pong | Self::Foreign => "another message".into(),
        }
    }
}

/// The payload of an `error` message as an answer: a list of errors by the protocol, and one error or a text in the wild.
fn errors(payload: &str) -> String {
    match payload.as_bytes().first() {
        Some(b'[') if payload[1..].trim_start() != "]" => format!(r#"{{"errors":{payload}}}"#),
        Some(b'{') => format!(r#"{{"errors":[{payload}]}}"#),
        Some(b'"') => format!(r#"{{"errors":[{{"message":{payload}}}]}}"#),
        _ => r#"{"errors":[{"message":"the server ended the subscription with an error and does not say which"}]}"#
            .to_owned(),
    }
}

/// The text of a frame, if it is one; the frames of WebSocket itself have none.
fn frame(message: Option<Result<Message, tungstenite::Error>>) -> Result<Option<String>, End> {
    match message {
        Some(Ok(Message::Text(text))) => Ok(Some(text.as_str().to_owned())),
        // By the protocol all is text; what is text inside is read all the same.
        Some(Ok(Message::Binary(bytes))) => Ok(Some(String::from_utf8_lossy(&bytes).into_owned())),
        Some(Ok(Message::Close(frame))) => {
            let (code, reason) =
                frame.map_or((1005, String::new()), |frame| (frame.code.into(), frame.reason.to_string()));
            Err(End::Closed(code, reason))
        }
        Some(Ok(Message::Ping(_) | Message::Pong(_) | Message::Frame(_))) => Ok(None),
        Some(Err(error)) => Err(broken(&error)),
        None => Err(End::Lost("it ended without a close frame".to_owned())),
    }
}

fn broken(error: &tungstenite::Error) -> End {
    use tungstenite::error::ProtocolError;
    match error {
        tungstenite::Error::Capacity(_) => End::Unreadable(format!("{error}; the bound is `max_body`")),
        tungstenite::Error::Protocol(ProtocolError::ResetWithoutClosingHandshake) => End::Lost(error.to_string()),
        tungstenite::Error::Protocol(_) | tungstenite::Error::Utf8(_) => End::Unreadable(error.to_string()),
        _ => End::Lost(error.to_string()),
    }
}

async fn send(socket: &mut Socket, text: &str, limit: Duration) -> Result<(), End> {
    match timeout(limit, socket.send(Message::text(text))).await {
        Ok(sent) => sent.map_err(|error| broken(&error)),
        Err(_) => Err(End::Lost(format!("the server took nothing for {limit:?}"))),
    }
}

#[cfg(test)]
mod tests {
    use futures_util::{SinkExt, StreamExt};
    use tokio::io::DuplexStream;
    use tokio_tungstenite::WebSocketStream;
    use tokio_tungstenite::tungstenite::protocol::Role;

    use super::*;
    use crate::transport::liveness::Liveness;

    const NEXT: &str = r#"{"id":"1","type":"next","payload":{"data":{"usage":1}}}"#;

    /// A connection that is let in, and its other end.
    async fn connected(unread: usize) -> (Inbox, WebSocketStream<DuplexStream>) {
        let (ours, theirs) = tokio::io::duplex(1 << 16);
        let mut server = WebSocketStream::from_raw_socket(theirs, Role::Server, None).await;
        let bounds = Bounds { silence: Liveness::default().subscription_silence, unread };
        let socket = Socket::over(ours).await;
        server.send(Message::text(r#"{"type":"connection_ack"}"#)).await.unwrap();
        let inbox = subscribe(socket, r#"{"type":"connection_init"}"#, b"{}", bounds).await.unwrap();
        for sent in [r#"{"type":"connection_init"}"#, r#"{"id":"1","type":"subscribe","payload":{}}"#] {
            assert_eq!(server.next().await.unwrap().unwrap().into_text().unwrap().as_str(), sent);
        }
        (inbox, server)
    }

    fn lost(incoming: &Incoming) -> bool {
        matches!(incoming, Incoming::Ended(End::Lost(_)))
    }

    #[tokio::test(start_paused = true)]
    async fn a_silent_server_is_asked_once_and_given_up_within_thirty_seconds() {
        let (mut inbox, mut server) = connected(1000).await;
        let begun = Instant::now();
        assert!(lost(&inbox.next().await));
        assert_eq!(begun.elapsed().as_secs(), 20);
        assert_eq!(server.next().await.unwrap().unwrap().into_text().unwrap().as_str(), r#"{"type":"ping"}"#);
        assert!(server.next().await.unwrap().unwrap().is_close());
    }

    #[tokio::test(start_paused = true)]
    async fn any_sign_of_life_counts() {
        let (mut inbox, mut server) = connected(1000).await;
        let begun = Instant::now();
        let signs = ["pong", "ping", "websocket", "next"];
        tokio::spawn(async move {
            for sign in signs {
                sleep(Duration::from_secs(15)).await;
                let message = match sign {
                    "websocket" => Message::Ping("x".into()),
                    "next" => Message::text(NEXT),
                    other => Message::text(format!(r#"{{"type":"{other}"}}"#)),
                };
                server.send(message).await.unwrap();
            }
            std::future::pending::<()>().await;
        });
        assert_eq!(inbox.next().await, Incoming::Next(r#"{"data":{"usage":1}}"#.to_owned()));
        assert!(lost(&inbox.next().await));
        assert_eq!(begun.elapsed().as_secs(), 15 * 4 + 20);
    }

    #[tokio::test(start_paused = true)]
    async fn pings_are_answered_while_nobody_asks_for_events() {
        let (mut inbox, mut server) = connected(1 << 20).await;
        for _ in 0..5000 {
            server.send(Message::text(NEXT)).await.unwrap();
        }
        server.send(Message::text(r#"{"type":"ping"}"#)).await.unwrap();
        assert_eq!(server.next().await.unwrap().unwrap().into_text().unwrap().as_str(), r#"{"type":"pong"}"#);
        server.send(Message::Ping("abc".into())).await.unwrap();
        assert_eq!(server.next().await.unwrap().unwrap(), Message::Pong("abc".into()));
        for _ in 0..5000 {
            assert!(matches!(inbox.next().await, Incoming::Next(_)));
        }
    }

    #[tokio::test(start_paused = true)]
    async fn a_consumer_that_is_too_far_behind_loses_the_connection_and_no_event_before() {
        let (mut inbox, mut server) = connected(45).await;
        for _ in 0..3 {
            server.send(Message::text(NEXT)).await.unwrap();
        }
        assert!(server.next().await.unwrap().unwrap().is_close());
        for _ in 0..2 {
            assert_eq!(inbox.next().await, Incoming::Next(r#"{"data":{"usage":1}}"#.to_owned()));
        }
        assert_eq!(inbox.next().await, Incoming::Ended(End::Lagging));
    }

    #[test]
    fn messages() {
        let long = "x".repeat(10_000);
        let complete = format!(r#"{{"payload":"{long}", "id":"1","type":"complete"}}"#);
        assert_eq!(ServerMessage::read(&complete), ServerMessage::Complete);
        assert_eq!(ServerMessage::read(r#"{"type":"complete"}"#), ServerMessage::Complete);
        assert_eq!(ServerMessage::read(r#"{"id":"2","type":"complete"}"#), ServerMessage::Foreign);
        assert_eq!(
            ServerMessage::read(r#"{"id":1,"type":"next","payload":{"data":{"type":"complete","odd":"\ud800"}}}"#),
            ServerMessage::Next(r#"{"data":{"type":"complete","odd":"\ud800"}}"#)
        );
        for unreadable in ["", "complete", "[]", r#"["complete"]"#, r#"{"type":7}"#, r#"{"id":"1"}"#, "{", "null"] {
            assert!(matches!(ServerMessage::read(unreadable), ServerMessage::Unreadable(_)), "{unreadable}");
        }
        for (text, why) in [
            (r#"{"type":"ka"}"#, "the protocol has no message of the type `ka`"),
            (r#"{"id":"1","type":"next"}"#, "`next` comes without a payload"),
        ] {
            assert_eq!(ServerMessage::read(text), ServerMessage::Unreadable(why.to_owned()));
        }
        for (payload, read) in [
            (r#"[{"message":"m"}]"#, r#"{"errors":[{"message":"m"}]}"#),
            (r#"{"message":"m"}"#, r#"{"errors":[{"message":"m"}]}"#),
            (r#""m""#, r#"{"errors":[{"message":"m"}]}"#),
        ] {
            let text = format!(r#"{{"id":"1","type":"error","payload":{payload}}}"#);
            assert_eq!(ServerMessage::read(&text), ServerMessage::Error(read.to_owned()));
        }
        for nothing in ["[ ]", "null", "7"] {
            let text = format!(r#"{{"id":"1","type":"error","payload":{nothing}}}"#);
            assert!(
                matches!(ServerMessage::read(&text), ServerMessage::Error(read) if read.contains("does not say which")),
                "{nothing}"
            );
        }
    }
}
