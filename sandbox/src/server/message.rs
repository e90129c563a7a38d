//! The messages of `graphql-transport-ws`.

use apollo_compiler::response::GraphQLError;
use serde_json::{Map, Value, json};

use crate::execution::answer::{Answer, write};
use crate::execution::parameters::Parameters;

const INVALID: &str = "Invalid message";

/// What a client says.
pub(crate) enum ClientMessage {
    Init { headers: Vec<(String, String)> },
    Ping(Option<Value>),
    Pong,
    Subscribe { id: String, parameters: Parameters },
    Complete { id: String },
}

/// What the server says.
#[derive(Debug)]
pub(crate) enum ServerMessage {
    Ack,
    Pong(Option<Value>),
    Next {
        id: String,
        payload: Answer,
    },
    Error {
        id: String,
        errors: Vec<GraphQLError>,
    },
    Complete {
        id: String,
    },
    Close {
        code: u16,
        reason: String,
    },
    /// Nothing: the connection breaks.
    Cut,
}

impl ClientMessage {
    /// Reads a message; the error is the reason to close with.
    pub(crate) fn read(text: &str) -> Result<Self, &'static str> {
        let Ok(Value::Object(mut message)) = serde_json::from_str(text) else { return Err(INVALID) };
        match message.get("type").and_then(Value::as_str) {
            Some("subscribe") => {
                let id = id(&mut message)?;
                let Some(Value::Object(payload)) = message.remove("payload") else { return Err(INVALID) };
                let parameters = Parameters::read(payload).map_err(|_| INVALID)?;
                Ok(Self::Subscribe { id, parameters })
            }
            Some("complete") => Ok(Self::Complete { id: id(&mut message)? }),
            Some("connection_init") => Ok(Self::Init { headers: headers(message.get("payload")) }),
            Some("ping") => Ok(Self::Ping(message.remove("payload"))),
            Some("pong") => Ok(Self::Pong),
            _ => Err(INVALID),
        }
    }
}

fn id(message: &mut Map<String, Value>) -> Result<String, &'static str> {
    match message.remove("id") {
        Some(Value::String(id)) if !id.is_empty() => Ok(id),
        _ => Err(INVALID),
    }
}

/// Stigg's clients put what would be HTTP headers into `payload.headers`.
fn headers(payload: Option<&Value>) -> Vec<(String, String)> {
    let headers: Option<&Map<String, Value>> = payload.and_then(|payload| payload.get("headers")?.as_object());
    let plain = |(name, value): (&String, &Value)| Some((name.clone(), value.as_str()?.to_owned()));
    headers.into_iter().flatten().filter_map(plain).collect()
}

impl ServerMessage {
    pub(crate) fn close(code: u16, reason: &str) -> Self {
        Self::Close { code, reason: reason.to_owned() }
    }

    /// The operation that it is about.
    pub(crate) fn id(&self) -> Option<&str> {
        match self {
            Self::Next { id, .. } | Self::Error { id, .. } | Self::Complete { id } => Some(id),
            Self::Ack | Self::Pong(_) | Self::Close { .. } | Self::Cut => None,
        }
    }

    /// As the text of a frame.
    pub(crate) fn text(&self) -> String {
        let (kind, id, payload) = match self {
            Self::Ack => ("connection_ack", None, None),
            Self::Pong(payload) => ("pong", None, payload.as_ref().map(write)),
            Self::Next { id, payload } => ("next", Some(id), Some(payload.bytes())),
            Self::Error { id, errors } => ("error", Some(id), Some(write(errors))),
            Self::Complete { id } => ("complete", Some(id), None),
            Self::Close { .. } | Self::Cut => return String::new(),
        };
        let id = id.map(|id| format!("\"id\":{},", json!(id))).unwrap_or_default();
        let payload = payload.map(|json| format!(",\"payload\":{}", String::from_utf8_lossy(&json)));
        format!("{{{id}\"type\":\"{kind}\"{}}}", payload.unwrap_or_default())
    }
}
