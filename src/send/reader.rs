//! Reads an answer as a type that only the caller knows; a large one away from the executor.

use std::any::Any;

use serde::de::DeserializeOwned;
use tokio::runtime::Handle;
use tokio::time::{Instant, timeout_at};

use crate::error::{Class, Error, ErrorKind, Facts};
use crate::send::answer::{self, Asked, Failed};
use crate::transport::Reply;

/// A body from this size on is decoded away from the executor; a smaller one takes a millisecond at most.
const LARGE_BODY: usize = 256 << 10;

/// The [`Response`](crate::Response) of a type that is hidden, so that the attempts of a call are compiled once.
pub(crate) type AnyResponse = Box<dyn Any + Send>;

/// Reads an answer's data as one type.
pub(crate) type Read = fn(Reply, &Asked) -> Result<AnyResponse, Failed<AnyResponse>>;

/// The [`Read`] of a type.
pub(crate) fn read_as<T: DeserializeOwned + Send + 'static>(
    reply: Reply,
    asked: &Asked,
) -> Result<AnyResponse, Failed<AnyResponse>> {
    match answer::read::<T>(reply, asked) {
        Ok(response) => Ok(Box::new(response)),
        Err(Failed { error, partial }) => {
            Err(Failed { error, partial: partial.map(|response| response as AnyResponse) })
        }
    }
}

/// Reads an answer until the deadline; where reading takes long, it holds up nobody else.
pub(crate) async fn read(
    reply: Reply,
    asked: Asked,
    read: Read,
    deadline: Instant,
) -> Result<AnyResponse, Failed<AnyResponse>> {
    let (status, size) = (reply.status, reply.body.len());
    if size < LARGE_BODY {
        return read(reply, &asked);
    }
    let Ok(runtime) = Handle::try_current() else { return read(reply, &asked) };
    let began = Instant::now();
    let reading = runtime.spawn_blocking(move || read(reply, &asked));
    let class = Class { executed: true, ..Class::default() };
    let facts = |class| Facts { status: Some(status), class, ..Facts::default() };
    match timeout_at(deadline, reading).await {
        Ok(Ok(read)) => read,
        Ok(Err(stopped)) => match stopped.try_into_panic() {
            Ok(panic) => std::panic::resume_unwind(panic),
            Err(stopped) => {
                let message = "the runtime stopped while the answer was read";
                Err(Error::with(ErrorKind::Stopped, message, facts(class)).caused_by(stopped).into())
            }
        },
        Err(_) => {
            let message = format!(
                "the answer (HTTP {status}) of {size} bytes could not be read within {:.1?}: ask for smaller pages",
                began.elapsed()
            );
            Err(Error::with(ErrorKind::Timeout, message, facts(Class { timeout: true, ..class })).into())
        }
    }
}
