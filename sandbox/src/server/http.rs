//! GraphQL over HTTP: which request is one, and how its body is read.

use std::io;
use std::sync::Arc;

use http::header::{self, HeaderMap, HeaderValue};
use http::{Method, Request, Response, StatusCode};
use http_body_util::{BodyExt, Limited};
use hyper::body::Incoming;
use serde_json::{Map, Value};
use tokio::task::block_in_place;
use tokio::time::timeout;

use super::operation::{self, Outcome};
use super::request_body::RequestBody;
use super::response_body::ResponseBody;
use super::service::Service;
use super::{editor, response, socket};
use crate::execution::answer;
use crate::execution::parameters::Parameters;

const MAX_BODY: usize = 16 << 20;
const GREETING: &str = "A sandbox for Stigg's GraphQL API. POST operations as JSON to /graphql, with X-API-Key.\n";

/// Answers one request. An error closes the connection without an answer.
pub(crate) async fn respond(service: Arc<Service>, request: Request<Incoming>) -> io::Result<Response<ResponseBody>> {
    match service.visitors.admit(request.uri(), request.headers()) {
        Err((status, message)) => Ok(response::refused(status, message)),
        Ok(origin) => {
            let mut response = route(service, request).await?;
            response::allow_origin(response.headers_mut(), origin);
            Ok(response)
        }
    }
}

async fn route(service: Arc<Service>, request: Request<Incoming>) -> io::Result<Response<ResponseBody>> {
    let path = request.uri().path();
    if path == "/health" {
        return Ok(response::text(StatusCode::OK, "ok\n"));
    }
    if let Some(part) = editor::part(path) {
        return Ok(part);
    }
    if path != "/graphql" && path != "/" {
        return Ok(response::refused(StatusCode::NOT_FOUND, "GraphQL is at /graphql"));
    }
    if socket::is_wanted(request.headers()) {
        return Ok(socket::upgrade(service, request));
    }
    let (parts, body) = request.into_parts();
    match (parts.method, parts.uri.query()) {
        (Method::OPTIONS, _) => Ok(response::preflight(&parts.headers)),
        (Method::GET, Some(query)) if is_operation(query) => get(&service, &parts.headers, query).await,
        (Method::GET, _) if editor::is_wanted(&parts.headers) => Ok(editor::page(&service.key)),
        (Method::GET, _) => Ok(response::text(StatusCode::OK, GREETING)),
        (Method::POST, _) if !is_json(&parts.headers) => {
            let message = "send the operation as JSON, with `Content-Type: application/json`";
            Ok(response::refused(StatusCode::UNSUPPORTED_MEDIA_TYPE, message))
        }
        (Method::POST, _) => match timeout(service.request_timeout, Limited::new(body, MAX_BODY).collect()).await {
            Ok(Ok(body)) => post(&service, &parts.headers, &body.to_bytes()).await,
            Ok(Err(_)) => Ok(response::refused(StatusCode::PAYLOAD_TOO_LARGE, "the body is too long or broke off")),
            Err(_) => Ok(response::refused(StatusCode::REQUEST_TIMEOUT, "the body did not arrive in time")),
        },
        _ => {
            let mut response = response::refused(StatusCode::METHOD_NOT_ALLOWED, "use POST");
            response.headers_mut().insert(header::ALLOW, HeaderValue::from_static("GET, POST, OPTIONS"));
            Ok(response)
        }
    }
}

async fn post(service: &Service, headers: &HeaderMap, body: &[u8]) -> io::Result<Response<ResponseBody>> {
    match block_in_place(|| RequestBody::read(body)) {
        Err(answer) => Ok(response::answer(headers, &answer)),
        Ok(RequestBody::One(parameters)) => {
            operation::run(service, headers, &parameters, true).await?.response(headers)
        }
        Ok(RequestBody::Batch(batch)) => self::batch(service, headers, &batch).await,
    }
}

/// Runs the operations of a batch one after the other, and answers with a list of as many. What a fault sends instead of one
/// of the answers is sent for all.
async fn batch(service: &Service, headers: &HeaderMap, batch: &[Parameters]) -> io::Result<Response<ResponseBody>> {
    let mut answers = Vec::with_capacity(batch.len());
    for parameters in batch {
        match operation::run(service, headers, parameters, true).await? {
            Outcome::Answer { answer, .. } => answers.push(answer),
            Outcome::Instead(response) => return Ok(response),
        }
    }
    // A key can end within a batch, and clients read no answers under another status than 200.
    let is_refused = answers.iter().all(|answer| answer.status == StatusCode::UNAUTHORIZED);
    let status = if is_refused { StatusCode::UNAUTHORIZED } else { StatusCode::OK };
    Ok(response::json(headers, status, block_in_place(|| answer::write(&answers))))
}

/// Whether the parameters of a GET are those of a GraphQL request.
fn is_operation(query: &str) -> bool {
    let names = ["query", "operationName", "variables", "extensions"];
    form_urlencoded::parse(query.as_bytes()).any(|(name, _)| names.contains(&&*name))
}

async fn get(service: &Service, headers: &HeaderMap, query: &str) -> io::Result<Response<ResponseBody>> {
    let mut map = Map::new();
    for (name, value) in form_urlencoded::parse(query.as_bytes()) {
        let value = match &*name {
            "variables" | "extensions" => {
                serde_json::from_str(&value).unwrap_or_else(|_| Value::String(value.into_owned()))
            }
            _ => Value::String(value.into_owned()),
        };
        map.insert(name.into_owned(), value);
    }
    let parameters = match Parameters::read(map) {
        Ok(parameters) => parameters,
        Err(answer) => return Ok(response::answer(headers, &answer)),
    };
    let outcome = operation::run(service, headers, &parameters, false).await?;
    let is_mutation =
        matches!(&outcome, Outcome::Answer { answer, .. } if answer.status == StatusCode::METHOD_NOT_ALLOWED);
    let mut response = outcome.response(headers)?;
    if is_mutation {
        response.headers_mut().insert(header::ALLOW, HeaderValue::from_static("POST"));
    }
    Ok(response)
}

fn is_json(headers: &HeaderMap) -> bool {
    let content_type = headers.get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok());
    let essence = content_type.unwrap_or_default().split(';').next().unwrap_or_default();
    ["application/json", "application/graphql+json"].contains(&essence.trim().to_lowercase().as_str())
}

impl Outcome {
    fn response(self, headers: &HeaderMap) -> io::Result<Response<ResponseBody>> {
        match self {
            Self::Instead(response) => Ok(response),
            Self::Answer { answer, faults } => {
                response::sent(headers, answer.status, block_in_place(|| answer.bytes()), &faults)
            }
        }
    }
}
