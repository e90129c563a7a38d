//! Ends what is sent through a transport of the caller's own when its time is over.

use tokio::time::timeout_at;

use crate::transport::exchange::{Request, Sending, Transport};
use crate::transport::fault::{Fault, TransportError};

/// A transport that may not watch the deadline, cut off at it.
pub(crate) struct CutOff<T>(pub(crate) T);

impl<T: Transport> Transport for CutOff<T> {
    fn send(&self, request: Request) -> Sending<'_> {
        let deadline = request.deadline.into();
        let sending = self.0.send(request);
        Box::pin(async move {
            match timeout_at(deadline, sending).await {
                Ok(sent) => sent,
                Err(_) => Err(TransportError::new(Fault::Timeout)),
            }
        })
    }
}
