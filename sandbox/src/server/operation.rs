//! One operation, from its arrival to its answer.

use std::io;
use std::time::SystemTime;

use apollo_compiler::executable::OperationType;
use http::header::{HeaderMap, HeaderName, HeaderValue};
use http::{Response, StatusCode};
use tokio::task::block_in_place;

use super::response_body::ResponseBody;
use super::service::Service;
use crate::execution::answer::{Answer, BAD_REQUEST};
use crate::execution::engine::Prepared;
use crate::execution::parameters::Parameters;
use crate::fault::connect::Connect;
use crate::fault::protocol::Protocol;
use crate::fault::respond::Respond;
use crate::fault::stream::Stream;
use crate::media_type::MediaType;
use crate::request::Request as Received;

/// What an operation comes to.
pub(crate) enum Outcome {
    Answer {
        answer: Answer,
        /// What goes wrong while it is sent.
        faults: Vec<Stream>,
    },
    /// A fault's response.
    Instead(Response<ResponseBody>),
}

/// Notes the operation, lets its faults happen, and executes it if its key may. An error closes the connection.
pub(crate) async fn run(
    service: &Service,
    headers: &HeaderMap,
    parameters: &Parameters,
    may_write: bool,
) -> io::Result<Outcome> {
    let prepared = block_in_place(|| service.engine.prepare(parameters));
    let entry = received(parameters, prepared.as_ref().ok(), plain(headers));
    let struck = service.faults.strike(entry.operation.as_deref(), &entry.root_fields, Protocol::Http);
    let number = service.journal.add(entry);
    for connect in struck.connect {
        match connect {
            Connect::Delay(delay) => tokio::time::sleep(delay).await,
            Connect::Hang => std::future::pending().await,
            Connect::Cut | Connect::Close { .. } => return Err(io::ErrorKind::ConnectionAborted.into()),
        }
    }
    if let Some(Respond { response, .. }) = struck.respond {
        service.journal.answered(number, response.status().as_u16());
        return Ok(Outcome::Instead(response.map(ResponseBody::whole)));
    }
    let mut answer = block_in_place(|| executed(service, headers, prepared, may_write));
    // GraphQL over HTTP, section 6.4: under the older media type a well-formed request is answered with 200, whatever its
    // document is worth.
    if answer.status == StatusCode::BAD_REQUEST && MediaType::preferred(headers) == MediaType::Json {
        answer.status = StatusCode::OK;
    }
    for distortion in &struck.data {
        distortion.apply(&mut answer);
    }
    if !struck.stream.contains(&Stream::Cut) {
        service.journal.answered(number, answer.status.as_u16());
    }
    Ok(Outcome::Answer { answer, faults: struck.stream })
}

fn executed(service: &Service, headers: &HeaderMap, prepared: Result<Prepared, Answer>, may_write: bool) -> Answer {
    let scope = match service.keys.scope(&service.engine.world, api_key(headers)) {
        Ok(scope) => scope,
        Err(message) => return unauthenticated(message),
    };
    let prepared = match prepared {
        Ok(prepared) => prepared,
        Err(answer) => return answer,
    };
    match prepared.operation_type {
        OperationType::Subscription => {
            Answer::bad_request("subscriptions are served over a WebSocket with the graphql-transport-ws protocol")
        }
        OperationType::Mutation if !may_write => {
            Answer::refused(StatusCode::METHOD_NOT_ALLOWED, BAD_REQUEST, "mutations are sent with POST")
        }
        OperationType::Query | OperationType::Mutation => match prepared.allowed(&scope) {
            Ok(()) => service.engine.execute(&prepared, None),
            Err(answer) => answer,
        },
    }
}

/// The answer to a request without a key that is known.
pub(crate) fn unauthenticated(message: &str) -> Answer {
    Answer::refused(StatusCode::UNAUTHORIZED, "Unauthenticated", message)
}

/// What the journal notes of an operation that has just arrived.
pub(crate) fn received(
    parameters: &Parameters,
    prepared: Option<&Prepared>,
    headers: Vec<(String, String)>,
) -> Received {
    let name = || prepared.and_then(|prepared| prepared.operation_name.clone());
    Received {
        operation: parameters.operation_name.clone().or_else(name),
        kind: prepared.map(|prepared| prepared.operation_type.name()),
        root_fields: prepared.map(|prepared| prepared.root_fields.clone()).unwrap_or_default(),
        document: parameters.query.clone(),
        variables: parameters.plain_variables(),
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
