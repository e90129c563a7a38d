//! One WebSocket connection.

mod dial;

use std::io;
use std::sync::Arc;

use futures_util::{SinkExt, StreamExt};
use http::HeaderMap;
use rustls::pki_types::ServerName;
use tokio::io::{AsyncRead, AsyncWrite, AsyncWriteExt};
use tokio_rustls::TlsConnector;
use tokio_tungstenite::WebSocketStream;
use tokio_tungstenite::tungstenite::client::IntoClientRequest;
use tokio_tungstenite::tungstenite::protocol::WebSocketConfig;
use tokio_tungstenite::tungstenite::{self, Message};

use crate::transport::endpoint::Endpoint;
use crate::transport::tls;

/// A TCP or TLS stream.
trait Stream: AsyncRead + AsyncWrite + Send + Sync + Unpin {}

impl<S: AsyncRead + AsyncWrite + Send + Sync + Unpin> Stream for S {}

/// A connection over which the server has agreed to speak graphql-transport-ws.
pub(crate) struct Socket(WebSocketStream<Box<dyn Stream>>);

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
    ) -> Result<Self, tungstenite::Error> {
        let stream = dial::dial(endpoint).await?;
        let _ = stream.set_nodelay(true);
        let stream: Box<dyn Stream> = if endpoint.is_https() {
            let host = endpoint.host().trim_start_matches('[').trim_end_matches(']');
            let name = ServerName::try_from(host.to_owned()).map_err(io::Error::other)?;
            let tls = tls::config(&[]).map_err(io::Error::other)?;
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
        Ok(Self(socket))
    }

    /// The next message; pings are answered on the way.
    pub(crate) async fn receive(&mut self) -> Option<Result<Message, tungstenite::Error>> {
        self.0.next().await
    }

    pub(crate) async fn send(&mut self, message: Message) -> Result<(), tungstenite::Error> {
        self.0.send(message).await
    }

    /// Sends a text that holds a secret; nothing else may have been sent before.
    ///
    /// tungstenite logs whole frames at trace level, so this one goes past it.
    pub(crate) async fn send_secret(&mut self, text: &str) -> Result<(), tungstenite::Error> {
        let frame = text_frame(text.as_bytes(), fastrand::u32(..).to_be_bytes());
        let stream = self.0.get_mut();
        stream.write_all(&frame).await?;
        Ok(stream.flush().await?)
    }
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
impl Socket {
    /// A connection whose handshake is done.
    pub(crate) async fn over(stream: impl AsyncRead + AsyncWrite + Send + Sync + Unpin + 'static) -> Self {
        let stream: Box<dyn Stream> = Box::new(stream);
        Self(WebSocketStream::from_raw_socket(stream, tungstenite::protocol::Role::Client, None).await)
    }
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
}
