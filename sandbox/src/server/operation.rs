//! One operation, from its arrival to its answer.

use std::io;
use std::time::{Duration, SystemTime};

use apollo_compiler::executable::OperationType;
use http::header::{HeaderMap, HeaderName, HeaderValue};
use http::{Response, StatusCode};

use super::body::Reply;
use super::response;
use super::service::Service;
use crate::execution::answer::Answer;
use crate::execution::engine::Prepared;
use crate::execution::parameters::Call;
use crate::fault::{Effect, distort};
use crate::request::Request as Received;

/// What an operation comes to.
pub(crate) enum Outcome {
    Answer {
        answer: Answer,
        /// Faults in how the bytes are sent.
        sending: Vec<Effect>,
    },
    /// A fault's response.
    Instead(Response<Reply>),
}

/// Records the operation, lets its faults happen, and executes it if its key may. An error closes the connection.
pub(crate) async fn run(service: &Service, headers: &HeaderMap, call: &Call, may_write: bool) -> io::Result<Outcome> {
    let prepared = service.engine.prepare(call);
    let record = received(call, prepared.as_ref().ok(), plain(headers));
    let effects = service.faults.strike(record.operation.as_deref(), &record.root_fields, false);
    let number = service.journal.add(record);
    let (mut changes, mut sending) = (Vec::new(), Vec::new());
    let mut instead = None;
    for effect in effects {
        match effect {
            Effect::Delay(millis) => tokio::time::sleep(Duration::from_millis(millis)).await,
            Effect::Hang => std::future::pending().await,
            Effect::Cut => return Err(io::ErrorKind::ConnectionAborted.into()),
            effect if effect.is_about_data() => changes.push(effect),
            effect if effect.is_about_sending() => sending.push(effect),
            effect => instead = response::of_fault(&effect),
        }
    }
    if let Some(response) = instead {
        service.journal.answered(number, response.status().as_u16());
        return Ok(Outcome::Instead(response));
    }
    let mut answer = executed(service, headers, prepared, may_write);
    for effect in &changes {
        distort::distort(&mut answer, effect);
    }
    if !sending.contains(&Effect::CutAfterExecuting) {
        service.journal.answered(number, answer.status.as_u16());
    }
    Ok(Outcome::Answer { answer, sending })
}

fn executed(service: &Service, headers: &HeaderMap, prepared: Result<Prepared, Answer>, may_write: bool) -> Answer {
    let scope = match service.keys.scope(api_key(headers)) {
        Ok(scope) => scope,
        Err(message) => return unauthenticated(message),
    };
    let prepared = match prepared {
        Ok(prepared) => prepared,
        Err(answer) => return answer,
    };
    match prepared.kind {
        OperationType::Subscription => Answer::bad_request(
            StatusCode::BAD_REQUEST,
            "subscriptions are served over a WebSocket with the graphql-transport-ws protocol",
        ),
        OperationType::Mutation if !may_write => {
            Answer::bad_request(StatusCode::METHOD_NOT_ALLOWED, "mutations are sent with POST")
        }
        _ => match prepared.allowed(scope) {
            Ok(()) => service.engine.execute(&prepared, None),
            Err(answer) => answer,
        },
    }
}

/// The answer to a request without a key that is known.
pub(crate) fn unauthenticated(message: &str) -> Answer {
    Answer::refused(StatusCode::UNAUTHORIZED, "Unauthenticated", message)
}

/// The record of an operation that has just arrived.
pub(crate) fn received(call: &Call, prepared: Option<&Prepared>, headers: Vec<(String, String)>) -> Received {
    let name = || prepared.and_then(|prepared| prepared.operation_name.clone());
    Received {
        operation: call.operation_name.clone().or_else(name),
        kind: prepared.map(|prepared| prepared.kind.name()),
        root_fields: prepared.map(|prepared| prepared.root_fields.clone()).unwrap_or_default(),
        document: call.query.clone(),
        variables: call.plain_variables(),
        headers,
        received: SystemTime::now(),
        status: None,
    }
}

/// The key, or nothing when there is not exactly one.
fn api_key(headers: &HeaderMap) -> Option<&str> {
    let mut keys = headers.get_all("x-api-key").iter();
    match (keys.next(), keys.next()) {
        (Some(key), None) => key.to_str().ok(),
        _ => None,
    }
}

fn plain(headers: &HeaderMap) -> Vec<(String, String)> {
    let plain = |(name, value): (&HeaderName, &HeaderValue)| {
        (name.as_str().to_owned(), String::from_utf8_lossy(value.as_bytes()).into_owned())
    };
    headers.iter().map(plain).collect()
}

impl Effect {
    fn is_about_data(&self) -> bool {
        matches!(
            self,
            Self::Partial { .. }
                | Self::NullEdges
                | Self::NullNodes
                | Self::StuckCursor
                | Self::Replace { .. }
                | Self::Remove { .. }
        )
    }

    fn is_about_sending(&self) -> bool {
        matches!(self, Self::Gzip | Self::WrongJson | Self::StallMidBody | Self::CutMidBody | Self::CutAfterExecuting)
    }
}
