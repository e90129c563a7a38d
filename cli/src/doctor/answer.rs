//! What a refusal means, and what to do about it.

use std::error::Error as _;

use stigg_graphql::Error;
use stigg_graphql::error::ErrorKind;

use super::step::Outcome;

/// The name was found and the port open, and yet there is no connection: what is left is TLS.
pub(super) fn tls(error: &Error) -> Outcome {
    let mut why = String::new();
    let mut cause = error.source();
    while let Some(inner) = cause {
        why = inner.to_string();
        cause = inner.source();
    }
    Outcome::failed(
        format!("no encrypted connection: {why}"),
        "is the endpoint really https? A company's proxy needs its certificate in the system's trust store; \
         also check the clock",
    )
}

/// An answer other than data.
pub(super) fn explain(error: &Error) -> Outcome {
    let mut message = error.to_string();
    if let Some(hint) = error.hint() {
        // The advice says it with more words.
        message = message.replace(&format!("; {hint}"), "");
    }
    if error.is_unauthenticated() {
        return Outcome::failed(
            message,
            "401: the server does not know the key. Is it whole, is it of this environment and this endpoint, was it \
             deleted, or is the grace period of a rotated key over?",
        );
    }
    if error.is_forbidden() {
        return Outcome::failed(
            message,
            "403: the server knows the key, but it may not do this. A scoped key needs the scope for it, a publishable \
             key (`client-`) may do very little; take a full-access key or grant the scope",
        );
    }
    if error.is_rate_limited() {
        return Outcome::failed(
            message,
            "429: too many calls for this environment. The key works; try again in a minute",
        );
    }
    let advice = match (error.kind(), error.status()) {
        (ErrorKind::Timeout, _) => {
            "the server is there but does not answer in time; try again, or look at status.stigg.io"
        }
        (ErrorKind::Redirect, _) => "the endpoint is somewhere else; set the URL of its new place if you trust it",
        (_, Some(404 | 405)) => "there is no GraphQL at this path; the path of Stigg's endpoint is /graphql",
        (_, Some(500..)) => "the server has a problem; try again, or look at status.stigg.io",
        (ErrorKind::NotGraphQl | ErrorKind::Http, _) => {
            "is this a GraphQL endpoint? A proxy or a login page may be in between"
        }
        (ErrorKind::GraphQl, _) => "the server answers, but does not know this query: is it Stigg's API?",
        _ => "try again; if it stays, ask whoever runs the endpoint",
    };
    Outcome::failed(message, advice)
}
