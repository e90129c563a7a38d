//! Bodies, whole and broken.

use std::io;
use std::pin::Pin;
use std::task::{Context, Poll};

use bytes::Bytes;
use hyper::body::{Body, Frame, SizeHint};

/// A response body.
pub(crate) struct ResponseBody {
    bytes: Option<Bytes>,
    then: Then,
    /// Whether what was sent had the time to leave before the connection is closed.
    flushed: bool,
}

/// What comes after the bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Then {
    End,
    /// Nothing, with the connection kept open.
    Stall,
    /// The connection is closed in the middle.
    Cut,
}

impl ResponseBody {
    pub(crate) fn whole(bytes: impl Into<Bytes>) -> Self {
        Self { bytes: Some(bytes.into()), then: Then::End, flushed: false }
    }

    pub(crate) fn broken(bytes: impl Into<Bytes>, then: Then) -> Self {
        Self { bytes: Some(bytes.into()), then, flushed: false }
    }
}

impl Body for ResponseBody {
    type Data = Bytes;
    type Error = io::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, io::Error>>> {
        if let Some(bytes) = self.bytes.take() {
            return Poll::Ready(Some(Ok(Frame::data(bytes))));
        }
        match self.then {
            Then::End => Poll::Ready(None),
            Then::Stall => Poll::Pending,
            Then::Cut if !self.flushed => {
                self.flushed = true;
                context.waker().wake_by_ref();
                Poll::Pending
            }
            Then::Cut => Poll::Ready(Some(Err(io::ErrorKind::ConnectionAborted.into()))),
        }
    }

    fn is_end_stream(&self) -> bool {
        self.bytes.is_none() && self.then == Then::End
    }

    fn size_hint(&self) -> SizeHint {
        match (self.then, &self.bytes) {
            (Then::End, Some(bytes)) => SizeHint::with_exact(bytes.len() as u64),
            (Then::End, None) => SizeHint::with_exact(0),
            (Then::Stall | Then::Cut, _) => SizeHint::default(),
        }
    }
}
