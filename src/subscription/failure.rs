//! Why a connection of a subscription failed, as an error.

use tokio_tungstenite::tungstenite;

use crate::credentials::hint;
use crate::credentials::key_ring::KeyInUse;
use crate::error::quoted::quoted;
use crate::error::{Class, Error, ErrorKind, Facts, GraphQlError};
use crate::send::attempt::reason;
use crate::send::classify;
use crate::send::dispatcher::Dispatcher;
use crate::subscription::graphql_ws::End;
use crate::transport::tls;

pub(super) fn unreadable(why: &str, key: &KeyInUse, dispatcher: &Dispatcher) -> Error {
    let why = quoted(&dispatcher.secrets_of(key).scrub(why));
    Error::new(ErrorKind::NotGraphQl, format!("a message of the server cannot be read: {why}"))
}

/// A failure that connecting again may cure.
fn passing() -> Facts {
    Facts { class: Class { retryable: true, ..Class::default() }, ..Facts::default() }
}

/// What a close code and reason mean.
pub(super) fn closed(end: End, key: &KeyInUse, dispatcher: &Dispatcher) -> Error {
    let (code, reason) = match end {
        End::Closed(code, reason) => (code, dispatcher.secrets_of(key).scrub(&reason).into_owned()),
        End::Lost(reason) | End::Unreadable(reason) => {
            let reason = quoted(&dispatcher.secrets_of(key).scrub(&reason));
            return Error::with(ErrorKind::Interrupted, format!("the connection was lost: {reason}"), passing());
        }
        End::Lagging => {
            let message = "the connection was given up, since too many events were not asked for";
            return Error::with(ErrorKind::Interrupted, message, passing());
        }
        End::Completed => return Error::with(ErrorKind::Closed, "the server ended the subscription", passing()),
    };
    let (class, stands_for) = classify::close(code, &reason);
    let mut facts = Facts { class, ..Facts::default() };
    if let Some(code) = stands_for {
        let extensions = serde_json::Map::from_iter([("code".to_owned(), code.into())]);
        facts.errors = vec![GraphQlError { message: reason.clone(), extensions, ..GraphQlError::default() }];
    }
    let reason = if reason.is_empty() { "no reason given".to_owned() } else { quoted(&reason) };
    with_hint(
        Error::with(ErrorKind::Closed, format!("the server closed the subscription ({code}): {reason}"), facts),
        key,
        dispatcher,
    )
}

/// What a failed handshake means.
pub(super) fn refused(error: tungstenite::Error, key: &KeyInUse, dispatcher: &Dispatcher) -> Error {
    let response = match error {
        tungstenite::Error::Http(response) => response,
        other => {
            let lasting = match &other {
                tungstenite::Error::Url(_) | tungstenite::Error::HttpFormat(_) => true,
                tungstenite::Error::Io(error) => tls::is_final(error),
                _ => false,
            };
            let class = Class { retryable: !lasting, ..Class::default() };
            let facts = Facts { class, ..Facts::default() };
            let message =
                format!("no WebSocket connection to the server{}", reason(&other, &dispatcher.secrets_of(key)));
            return Error::with(ErrorKind::Connect, message, facts).caused_by(other);
        }
    };
    let status = response.status().as_u16();
    let facts = Facts { status: Some(status), class: classify::handshake(status), ..Facts::default() };
    let kind = if classify::is_redirect(status) { ErrorKind::Redirect } else { ErrorKind::Http };
    with_hint(Error::with(kind, format!("HTTP {status}: the server does not open a WebSocket"), facts), key, dispatcher)
}

pub(super) fn with_hint(mut error: Error, key: &KeyInUse, dispatcher: &Dispatcher) -> Error {
    let hint = hint::for_refusal(error.is_unauthenticated(), error.is_forbidden(), key, &dispatcher.shared.keys);
    error.facts_mut().hint = hint;
    error
}
