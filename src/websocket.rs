//! One WebSocket connection that speaks graphql-transport-ws, for `graphql-ws-client` to drive.

use std::sync::{Arc, Mutex, PoisonError};

use futures_util::{SinkExt, StreamExt};
use graphql_ws_client::{Connection, Message};
use http::HeaderMap;
use rustls::pki_types::ServerName;
use tokio::io::{AsyncRead, AsyncWrite, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio_rustls::TlsConnector;
use tokio_tungstenite::WebSocketStream;
use tokio_tungstenite::tungstenite::client::IntoClientRequest;
use tokio_tungstenite::tungstenite::protocol::{CloseFrame, WebSocketConfig};
use tokio_tungstenite::tungstenite::{self, Bytes};

use crate::endpoint::Endpoint;
use crate::tls;

/// A TCP or TLS stream.
pub(crate) trait Stream: AsyncRead + AsyncWrite + Send + Sync + Unpin {}

impl<S: AsyncRead + AsyncWrite + Send + Sync + Unpin> Stream for S {}

/// A connection that remembers how it ended, which `graphql-ws-client` does not tell.
pub(crate) struct Socket {
    frames: WebSocketStream<Box<dyn Stream>>,
    /// `connection_init` carries the API key; it is the first message.
    introduced: bool,
    ended: Ended,
}

/// How a connection ended, shared with who waits for its events.
#[derive(Clone, Default)]
pub(crate) struct Ended(Arc<Mutex<Option<End>>>);

/// Why no further event comes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum End {
    /// The server has no more events.
    Completed,
    /// Somebody closed the connection, with a code and a reason.
    Closed(u16, String),
    /// The connection broke.
    Lost(String),
}

impl Ended {
    pub(crate) fn get(&self) -> Option<End> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// The first reason counts; what follows comes of it.
    fn set(&self, end: End) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).get_or_insert(end);
    }
}

impl Socket {
    /// Connects and shakes hands.
    ///
    /// # Errors
    ///
    /// When there is no connection, or the server does not speak the protocol.
    pub(crate) async fn connect(
        endpoint: &Endpoint,
        headers: &HeaderMap,
        max_message: usize,
    ) -> Result<(Self, Ended), tungstenite::Error> {
        let host = endpoint.host().trim_start_matches('[').trim_end_matches(']');
        let stream = TcpStream::connect((host, endpoint.port().unwrap_or(443))).await?;
        let _ = stream.set_nodelay(true);
        let stream: Box<dyn Stream> = if endpoint.is_https() {
            let name = ServerName::try_from(host.to_owned()).map_err(std::io::Error::other)?;
            let tls = tls::config(&[]).map_err(std::io::Error::other)?;
            Box::new(TlsConnector::from(Arc::new(tls)).connect(name, stream).await?)
        } else {
            Box::new(stream)
        };
        let mut request = endpoint.websocket().into_client_request()?;
        for (name, value) in headers {
            request.headers_mut().append(name, value.clone());
        }
        request
            .headers_mut()
            .insert(http::header::SEC_WEBSOCKET_PROTOCOL, http::HeaderValue::from_static("graphql-transport-ws"));
        let config = WebSocketConfig::default().max_message_size(Some(max_message)).max_frame_size(Some(max_message));
        let (socket, _) = tokio_tungstenite::client_async_with_config(request, stream, Some(config)).await?;
        let ended = Ended::default();
        Ok((Self { frames: socket, introduced: false, ended: ended.clone() }, ended))
    }
}

impl Connection for Socket {
    async fn receive(&mut self) -> Option<Message> {
        loop {
            match self.frames.next().await {
                Some(Ok(tungstenite::Message::Text(text))) => {
                    if is_complete(&text) {
                        self.ended.set(End::Completed);
                    }
                    return Some(Message::Text(text.as_str().to_owned()));
                }
                Some(Ok(tungstenite::Message::Ping(_))) => return Some(Message::Ping),
                Some(Ok(tungstenite::Message::Pong(_))) => return Some(Message::Pong),
                Some(Ok(tungstenite::Message::Close(frame))) => {
                    let (code, reason) =
                        frame.map_or((1005, String::new()), |frame| (frame.code.into(), frame.reason.to_string()));
                    self.ended.set(End::Closed(code, reason.clone()));
                    return Some(Message::Close { code: Some(code), reason: Some(reason) });
                }
                Some(Ok(tungstenite::Message::Binary(_) | tungstenite::Message::Frame(_))) => {}
                Some(Err(error)) => {
                    self.ended.set(End::Lost(error.to_string()));
                    return None;
                }
                None => {
                    self.ended.set(End::Lost("the connection ended without a close frame".to_owned()));
                    return None;
                }
            }
        }
    }

    async fn send(&mut self, message: Message) -> Result<(), graphql_ws_client::Error> {
        let sent = match message {
            Message::Text(text) if !self.introduced => {
                self.introduced = true;
                // tungstenite logs whole frames at trace level; this one holds the key.
                let frame = text_frame(text.as_bytes(), fastrand::u32(..).to_be_bytes());
                let stream = self.frames.get_mut();
                match stream.write_all(&frame).await {
                    Ok(()) => stream.flush().await,
                    failed => failed,
                }
                .map_err(|error| error.to_string())
            }
            Message::Text(text) => self.put(tungstenite::Message::Text(text.into())).await,
            Message::Ping => self.put(tungstenite::Message::Ping(Bytes::new())).await,
            Message::Pong => self.put(tungstenite::Message::Pong(Bytes::new())).await,
            Message::Close { code, reason } => {
                if let (Some(code), Some(reason)) = (code, &reason) {
                    self.ended.set(End::Closed(code, reason.clone()));
                }
                let frame = code
                    .filter(|code| (1000..5000).contains(code) && !(1004..=1006).contains(code))
                    .map(|code| CloseFrame { code: code.into(), reason: reason.unwrap_or_default().into() });
                self.put(tungstenite::Message::Close(frame)).await
            }
        };
        sent.map_err(|error| {
            self.ended.set(End::Lost(error.clone()));
            graphql_ws_client::Error::Send(error)
        })
    }
}

impl Socket {
    async fn put(&mut self, message: tungstenite::Message) -> Result<(), String> {
        SinkExt::send(&mut self.frames, message).await.map_err(|error| error.to_string())
    }
}

/// Whether the message ends the subscription; there is only one on a connection.
fn is_complete(text: &str) -> bool {
    #[derive(serde::Deserialize)]
    struct Kind<'a> {
        #[serde(borrow, rename = "type")]
        kind: Option<std::borrow::Cow<'a, str>>,
    }
    text.len() < 200
        && serde_json::from_str::<Kind<'_>>(text).is_ok_and(|message| message.kind.as_deref() == Some("complete"))
}

/// A whole text message in one masked frame, as a client sends it (RFC 6455, section 5.2).
fn text_frame(payload: &[u8], mask: [u8; 4]) -> Vec<u8> {
    const FIN_TEXT: u8 = 0x81;
    const MASKED: u8 = 0x80;
    const TWO_BYTES: u8 = 0x7e;
    const EIGHT_BYTES: u8 = 0x7f;
    let mut frame = vec![FIN_TEXT];
    match (u8::try_from(payload.len()), u16::try_from(payload.len())) {
        (Ok(length), _) if length < TWO_BYTES => frame.push(MASKED | length),
        (_, Ok(length)) => {
            frame.push(MASKED | TWO_BYTES);
            frame.extend(length.to_be_bytes());
        }
        _ => {
            frame.push(MASKED | EIGHT_BYTES);
            frame.extend((payload.len() as u64).to_be_bytes());
        }
    }
    frame.extend(mask);
    frame.extend(payload.iter().zip(mask.iter().cycle()).map(|(byte, mask)| byte ^ mask));
    frame
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The example of RFC 6455, section 5.7.
    #[test]
    fn a_masked_frame() {
        let frame = text_frame(b"Hello", [0x37, 0xfa, 0x21, 0x3d]);
        assert_eq!(frame, [0x81, 0x85, 0x37, 0xfa, 0x21, 0x3d, 0x7f, 0x9f, 0x4d, 0x51, 0x58]);
        assert_eq!(text_frame(&[b'a'; 125], [0; 4])[..2], [0x81, 0xfd]);
        assert_eq!(text_frame(&[b'a'; 126], [0; 4])[..4], [0x81, 0xfe, 0, 126]);
        assert_eq!(text_frame(&vec![b'a'; 65_536], [0; 4])[..10], [0x81, 0xff, 0, 0, 0, 0, 0, 1, 0, 0]);
    }

    #[test]
    fn only_a_complete_message_completes() {
        assert!(is_complete(r#"{"id":"1","type":"complete"}"#));
        assert!(!is_complete(r#"{"id":"1","type":"next","payload":{"data":{"type":"complete"}}}"#));
        assert!(!is_complete("complete"));
    }
}
