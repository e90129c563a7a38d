//! What a failure of the HTTP client means.

use std::any::Any;
use std::error::Error as StdError;
use std::io;
use std::panic::resume_unwind;

use crate::transport::fault::{Fault, TransportError};
use crate::transport::tls;

/// The failure of a request that has no status yet.
pub(super) fn before_head(error: reqwest::Error) -> TransportError {
    let fault = if error.is_builder() {
        Fault::Unsendable
    } else if error.is_connect() {
        unconnected(&error)
    } else if is_unprocessed(&error) {
        Fault::Unprocessed
    } else if error.is_timeout() {
        Fault::Timeout
    } else if error.is_redirect() {
        Fault::Redirected
    } else if has_oversized_head(&error) {
        Fault::HeadTooLarge
    } else {
        Fault::Interrupted
    };
    TransportError::new(fault).caused_by(error.without_url())
}

/// The failure of a body; a stalled or cut one says `is_decode()` in reqwest, so the timeout is asked for first.
pub(super) fn in_body(error: reqwest::Error) -> TransportError {
    let fault = if error.is_timeout() { Fault::Timeout } else { Fault::Interrupted };
    TransportError::new(fault).caused_by(error.without_url())
}

/// A runtime without I/O panics, and has no other way to tell; any other panic goes on.
pub(super) fn of_panic(panic: Box<dyn Any + Send>) -> TransportError {
    let message = panic.downcast_ref::<String>().map(String::as_str).or(panic.downcast_ref::<&str>().copied());
    if message.is_some_and(|message| message.contains("IO is disabled")) {
        return TransportError::new(Fault::Unsendable)
            .caused_by("the tokio runtime has no I/O: build it with `enable_all`");
    }
    resume_unwind(panic)
}

fn unconnected(error: &reqwest::Error) -> Fault {
    if find::<io::Error>(error).any(tls::is_final) {
        Fault::Tls
    } else if chain(error).any(is_tunnel_refusal) {
        Fault::ProxyRefused
    } else if error.is_timeout() {
        Fault::ConnectTimeout
    } else {
        Fault::Connect
    }
}

/// Whether a proxy refused CONNECT. Its error has no public type, and this is its text.
fn is_tunnel_refusal(error: &(dyn StdError + 'static)) -> bool {
    matches!(
        error.to_string().strip_prefix("tunnel error: "),
        Some("unsuccessful" | "proxy authorization required" | "proxy response headers too long")
    )
}

/// Whether the protocol says that the request was not processed (RFC 9113, section 8.7), or it was not even sent.
///
/// A stream that GOAWAY covers, being no higher than its last one, does not fail with the GOAWAY but with the connection.
fn is_unprocessed(error: &reqwest::Error) -> bool {
    find::<h2::Error>(error).any(|error| {
        error.is_remote()
            && (error.is_go_away() || (error.is_reset() && error.reason() == Some(h2::Reason::REFUSED_STREAM)))
    }) || find::<hyper::Error>(error).any(hyper::Error::is_canceled)
}

/// Whether the head of the answer has more headers, or longer ones, than the HTTP client reads.
///
/// hyper's question for it exists for servers only; this is its text. Over HTTP/2 our side resets the stream.
fn has_oversized_head(error: &reqwest::Error) -> bool {
    find::<hyper::Error>(error).any(|error| error.is_parse() && error.to_string() == "message head is too large")
        || find::<h2::Error>(error).any(|error| error.is_library() && error.is_reset())
}

/// The errors of one type in a chain of causes.
fn find<'a, E: StdError + 'static>(error: &'a (dyn StdError + 'static)) -> impl Iterator<Item = &'a E> {
    chain(error).filter_map(|cause| cause.downcast_ref())
}

fn chain<'a>(error: &'a (dyn StdError + 'static)) -> impl Iterator<Item = &'a (dyn StdError + 'static)> {
    std::iter::successors(Some(error), |&error| error.source())
}
