//! The stages of an operation, and the one at which each effect happens.

use std::time::Duration;

use super::Effect;
use super::connect::Connect;
use super::distort::{Change, Distortion, Gaps};
use super::protocol::Protocol;
use super::respond::Respond;
use super::stream::Stream;

/// An effect at its stage.
#[derive(Debug)]
pub(crate) enum Stage {
    /// Before the operation is executed.
    Connect(Connect),
    /// Instead of executing it.
    Respond(Box<Respond>),
    /// On the data of its answer.
    Data(Distortion),
    /// While its answer is sent.
    Stream(Stream),
}

impl From<Respond> for Stage {
    fn from(respond: Respond) -> Self {
        Self::Respond(Box::new(respond))
    }
}

impl Effect {
    pub(crate) fn stage(&self) -> Stage {
        match self.clone() {
            Self::Delay(millis) => Stage::Connect(Connect::Delay(Duration::from_millis(millis))),
            Self::Hang => Stage::Connect(Connect::Hang),
            Self::Cut => Stage::Connect(Connect::Cut),
            Self::CloseSocket { code, reason } => Stage::Connect(Connect::Close { code, reason }),
            Self::Status(status) => Respond::status(status).into(),
            Self::Respond { status, headers, body } => Respond::exactly(status, &headers, body).into(),
            Self::Error { code, message, status } => Respond::error(&code, message, status).into(),
            Self::RateLimited { retry_after } | Self::RatePerSecond { retry_after, .. } => {
                Respond::rate_limited(retry_after.as_deref()).into()
            }
            Self::Html => Respond::html().into(),
            Self::Redirect { location, status } => Respond::redirect(&location, status).into(),
            Self::Partial { path, code } => Stage::Data(Distortion::At(path, Change::Fails(code))),
            Self::NullEdges => Stage::Data(Distortion::Gaps(Gaps::Edges)),
            Self::NullNodes => Stage::Data(Distortion::Gaps(Gaps::Nodes)),
            Self::StuckCursor => Stage::Data(Distortion::StuckCursor),
            Self::Replace { path, value } => Stage::Data(Distortion::At(path, Change::Becomes(value))),
            Self::Remove { path } => Stage::Data(Distortion::At(path, Change::IsLeftOut)),
            Self::CutAfterExecuting => Stage::Stream(Stream::Cut),
            Self::CutMidBody => Stage::Stream(Stream::CutMidBody),
            Self::StallMidBody => Stage::Stream(Stream::StallMidBody),
            Self::WrongJson => Stage::Stream(Stream::HalfJson),
            Self::Gzip => Stage::Stream(Stream::Gzip),
        }
    }
}

impl Stage {
    /// Whether there is no right answer after it, so that only one of its sort can happen at a time.
    pub(crate) fn is_final(&self) -> bool {
        match self {
            Self::Connect(connect) => connect.is_final(),
            Self::Respond(_) => true,
            Self::Data(_) => false,
            Self::Stream(stream) => stream.is_final(),
        }
    }

    /// Whether it means something over this protocol.
    pub(crate) fn concerns(&self, protocol: Protocol) -> bool {
        match self {
            Self::Connect(connect) => connect.concerns(protocol),
            Self::Respond(respond) => protocol == Protocol::Http || respond.error.is_some(),
            Self::Data(_) => true,
            Self::Stream(_) => protocol == Protocol::Http,
        }
    }
}
