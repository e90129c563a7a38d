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
use tokio_tungstenite::tungstenite::protocol::frame::Frame;
use tokio_tungstenite::tungstenite::protocol::frame::coding::{Data, OpCode};
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
            let host = endpoint.host();
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
        let mut frame = Frame::message(text.as_bytes().to_vec(), OpCode::Data(Data::Text), true);
        // A client masks what it sends (RFC 6455, section 5.3).
        frame.header_mut().mask = Some(fastrand::u32(..).to_be_bytes());
        let mut bytes = Vec::with_capacity(frame.len());
        frame.format(&mut bytes)?;
        let stream = self.0.get_mut();
        stream.write_all(&bytes).await?;
        Ok(stream.flush().await?)
    }
}

#[cfg(test)]
impl Socket {
    /// A connection whose handshake is done.
    pub(crate) async fn over(stream: impl AsyncRead + AsyncWrite + Send + Sync + Unpin + 'static) -> Self {
        let stream: Box<dyn Stream> = Box::new(stream);
        Self(WebSocketStream::from_raw_socket(stream, tungstenite::protocol::Role::Client, None).await)
    }
}
