//! GraphQL over HTTP: which request is one, and how its body is read.

use std::io;
use std::sync::Arc;

use http::header::{self, HeaderMap, HeaderValue};
use http::{Method, Request, Response, StatusCode};
use http_body_util::{BodyExt, Limited};
use hyper::body::Incoming;
use serde_json::Value;

use super::body::Reply;
use super::operation::{self, Outcome};
use super::service::Service;
use super::{query, response, socket};
use crate::execution::answer::Answer;
use crate::execution::parameters::{Body, Call};

const MAX_BODY: usize = 16 << 20;
const GREETING: &str = "A sandbox for Stigg's GraphQL API. POST operations as JSON to /graphql, with X-API-Key.\n";

/// Answers one request. An error closes the connection without an answer.
pub(crate) async fn respond(service: Arc<Service>, request: Request<Incoming>) -> io::Result<Response<Reply>> {
    let origin = request.headers().get(header::ORIGIN).cloned();
    let mut response = route(service, request).await?;
    response::allow_origin(response.headers_mut(), origin);
    Ok(response)
}

async fn route(service: Arc<Service>, request: Request<Incoming>) -> io::Result<Response<Reply>> {
    let path = request.uri().path();
    if path == "/health" {
        return Ok(response::text(StatusCode::OK, "ok\n"));
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
        (Method::GET, Some(query)) if query.contains("query=") => get(&service, &parts.headers, query).await,
        (Method::GET, _) => Ok(response::text(StatusCode::OK, GREETING)),
        (Method::POST, _) if !is_json(&parts.headers) => {
            let message = "send the operation as JSON, with `Content-Type: application/json`";
            Ok(response::refused(StatusCode::UNSUPPORTED_MEDIA_TYPE, message))
        }
        (Method::POST, _) => match Limited::new(body, MAX_BODY).collect().await {
            Ok(body) => post(&service, &parts.headers, &body.to_bytes()).await,
            Err(_) => Ok(response::refused(StatusCode::PAYLOAD_TOO_LARGE, "the body is too long or broke off")),
        },
        _ => {
            let mut response = response::refused(StatusCode::METHOD_NOT_ALLOWED, "use POST");
            response.headers_mut().insert(header::ALLOW, HeaderValue::from_static("GET, POST, OPTIONS"));
            Ok(response)
        }
    }
}

async fn post(service: &Service, headers: &HeaderMap, body: &[u8]) -> io::Result<Response<Reply>> {
    match Body::read(body) {
        Err(answer) => Ok(response::answer(headers, &answer)),
        Ok(Body::One(call)) => operation::run(service, headers, &call, true).await?.response(headers),
        Ok(Body::Many(calls)) => batch(service, headers, &calls).await,
    }
}

/// Runs the operations of a batch one after the other. What one of them would send instead of an answer
/// is sent for all.
async fn batch(service: &Service, headers: &HeaderMap, calls: &[Call]) -> io::Result<Response<Reply>> {
    let mut bodies = Vec::with_capacity(calls.len());
    for call in calls {
        let outcome = operation::run(service, headers, call, true).await?;
        match outcome {
            Outcome::Answer { answer, .. } if answer.status == StatusCode::UNAUTHORIZED => {
                return Ok(response::answer(headers, &answer));
            }
            Outcome::Answer { answer, .. } => bodies.push(answer),
            Outcome::Instead(response) => return Ok(response),
        }
    }
    Ok(response::json(headers, StatusCode::OK, crate::execution::answer::write(&bodies)))
}

async fn get(service: &Service, headers: &HeaderMap, query: &str) -> io::Result<Response<Reply>> {
    let mut map = serde_json::Map::new();
    for (name, value) in query::pairs(query) {
        let value = match name.as_str() {
            "variables" => serde_json::from_str(&value).unwrap_or(Value::String(value)),
            _ => Value::String(value),
        };
        map.insert(name, value);
    }
    match Call::read(map) {
        Ok(call) => operation::run(service, headers, &call, false).await?.response(headers),
        Err(answer) => Ok(response::answer(headers, &answer)),
    }
}

fn is_json(headers: &HeaderMap) -> bool {
    let content_type = headers.get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok());
    let essence = content_type.unwrap_or_default().split(';').next().unwrap_or_default();
    ["application/json", "application/graphql+json"].contains(&essence.trim().to_lowercase().as_str())
}

impl Outcome {
    fn response(self, headers: &HeaderMap) -> io::Result<Response<Reply>> {
        match self {
            Self::Instead(response) => Ok(response),
            Self::Answer { answer, faults } => response::sent(headers, answer.status, answer.bytes(), &faults),
        }
    }
}

impl Answer {
    /// The answer to a request that is no GraphQL request at all.
    pub(crate) fn bad_request(status: StatusCode, message: &str) -> Self {
        Self::refused(status, "BAD_REQUEST", message)
    }
}
