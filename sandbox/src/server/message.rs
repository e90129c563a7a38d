//! The messages of `graphql-transport-ws`.

use crate::engine::call::Call;
use serde_json::{Map, Value, json};

const INVALID: &str = "Invalid message";

/// What a client says.
pub(crate) enum In {
    Init { headers: Vec<(String, String)> },
    Ping(Option<Value>),
    Pong,
    Subscribe { id: String, call: Call },
    Complete { id: String },
}

/// What the server says.
#[derive(Debug)]
pub(crate) enum Out {
    Ack,
    Pong(Option<Value>),
    Next {
        id: String,
        payload: Value,
    },
    Error {
        id: String,
        errors: Value,
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

impl In {
    /// Reads a message; the error is the reason to close with.
    pub(crate) fn read(text: &str) -> Result<Self, &'static str> {
        let Ok(Value::Object(mut message)) = serde_json::from_str(text) else { return Err(INVALID) };
        match message.get("type").and_then(Value::as_str) {
            Some("subscribe") => {
                let id = id(&mut message)?;
                let Some(Value::Object(payload)) = message.remove("payload") else { return Err(INVALID) };
                let call = Call::read(payload).map_err(|_| INVALID)?;
                Ok(Self::Subscribe { id, call })
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

impl Out {
    pub(crate) fn close(code: u16, reason: &str) -> Self {
        Self::Close { code, reason: reason.to_owned() }
    }

    /// As the text of a frame.
    pub(crate) fn text(&self) -> String {
        let message = match self {
            Self::Ack => json!({"type": "connection_ack"}),
            Self::Pong(None) => json!({"type": "pong"}),
            Self::Pong(Some(payload)) => json!({"type": "pong", "payload": payload}),
            Self::Next { id, payload } => json!({"id": id, "type": "next", "payload": payload}),
            Self::Error { id, errors } => json!({"id": id, "type": "error", "payload": errors}),
            Self::Complete { id } => json!({"id": id, "type": "complete"}),
            Self::Close { .. } | Self::Cut => Value::Null,
        };
        String::from_utf8(crate::engine::answer::write(&message)).unwrap_or_default()
    }
}
