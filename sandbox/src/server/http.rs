//! GraphQL over HTTP.

use super::Service;
use super::body::Reply;
use crate::engine::answer::{Answer, write};
use crate::engine::call::{self, Call};
use crate::request::Request as Received;
use apollo_compiler::executable::OperationType;
use http::header::{self, HeaderMap, HeaderName, HeaderValue};
use http::{Method, Request, Response, StatusCode};
use http_body_util::{BodyExt, Limited};
use hyper::body::Incoming;
use serde_json::Value;
use std::io;
use std::sync::Arc;
use std::time::SystemTime;

/// Where GraphQL is served.
pub(crate) const PATH: &str = "/graphql";
const MAX_BODY: usize = 16 << 20;
const GRAPHQL_JSON: &str = "application/graphql-response+json";

/// Answers one request. An error closes the connection without an answer.
pub(crate) async fn respond(service: Arc<Service>, request: Request<Incoming>) -> Result<Response<Reply>, io::Error> {
    let origin = request.headers().get(header::ORIGIN).cloned();
    let mut response = route(&service, request).await?;
    allow_origin(response.headers_mut(), origin);
    Ok(response)
}

async fn route(service: &Service, request: Request<Incoming>) -> Result<Response<Reply>, io::Error> {
    let (parts, body) = request.into_parts();
    let is_graphql = parts.uri.path() == PATH || parts.uri.path() == "/";
    match parts.method {
        Method::OPTIONS => Ok(preflight(&parts.headers)),
        Method::GET if parts.uri.path() == "/health" => Ok(text("ok")),
        _ if !is_graphql => Ok(refused(StatusCode::NOT_FOUND, "NOT_FOUND", "GraphQL is at /graphql")),
        Method::GET if parts.uri.query().is_none_or(|query| !query.contains("query=")) => {
            Ok(text("A sandbox for Stigg's GraphQL API: POST operations to /graphql."))
        }
        Method::GET => get(service, &parts.headers, parts.uri.query().unwrap_or_default()),
        Method::POST => {
            if !is_json(&parts.headers) {
                let message = "send the operation as JSON, with `Content-Type: application/json`";
                return Ok(refused(StatusCode::UNSUPPORTED_MEDIA_TYPE, "BAD_REQUEST", message));
            }
            match Limited::new(body, MAX_BODY).collect().await {
                Ok(body) => post(service, &parts.headers, &body.to_bytes()),
                Err(_) => Ok(refused(StatusCode::PAYLOAD_TOO_LARGE, "BAD_REQUEST", "the body is too long")),
            }
        }
        _ => {
            let mut response = refused(StatusCode::METHOD_NOT_ALLOWED, "BAD_REQUEST", "use POST");
            response.headers_mut().insert(header::ALLOW, HeaderValue::from_static("GET, POST, OPTIONS"));
            Ok(response)
        }
    }
}

fn post(service: &Service, headers: &HeaderMap, body: &[u8]) -> Result<Response<Reply>, io::Error> {
    let calls = match call::Body::read(body) {
        Ok(call::Body::One(call)) => {
            let answer = one(service, headers, &call, true);
            return Ok(json(headers, answer.status, answer.bytes()));
        }
        Ok(call::Body::Many(calls)) => calls,
        Err(answer) => return Ok(json(headers, answer.status, answer.bytes())),
    };
    let answers: Vec<Answer> = calls.iter().map(|call| one(service, headers, call, true)).collect();
    // A batch has one status: that of its first refusal by key, else 200 as each answer speaks for itself.
    let status = answers
        .iter()
        .map(|answer| answer.status)
        .find(|status| *status == StatusCode::UNAUTHORIZED)
        .unwrap_or(StatusCode::OK);
    let bodies: Vec<Value> = answers.iter().map(Answer::json).collect();
    Ok(json(headers, status, write(&bodies)))
}

fn get(service: &Service, headers: &HeaderMap, query: &str) -> Result<Response<Reply>, io::Error> {
    let mut map = serde_json::Map::new();
    for (name, value) in super::query::pairs(query) {
        let value = match name.as_str() {
            "variables" => serde_json::from_str(&value).unwrap_or(Value::String(value)),
            _ => Value::String(value),
        };
        map.insert(name, value);
    }
    let answer = match Call::read(map) {
        Ok(call) => one(service, headers, &call, false),
        Err(answer) => answer,
    };
    Ok(json(headers, answer.status, answer.bytes()))
}

/// Answers one operation and records it.
fn one(service: &Service, headers: &HeaderMap, call: &Call, may_write: bool) -> Answer {
    let prepared = service.engine.prepare(call);
    let request = Received {
        operation: call
            .operation_name
            .clone()
            .or_else(|| prepared.as_ref().ok().and_then(|prepared| prepared.operation_name.clone())),
        kind: prepared.as_ref().ok().map(|prepared| prepared.kind.name()),
        root_fields: prepared.as_ref().map(|prepared| prepared.root_fields.clone()).unwrap_or_default(),
        document: call.query.clone(),
        variables: call.plain_variables(),
        headers: plain_headers(headers),
        received: SystemTime::now(),
        status: None,
    };
    let number = service.journal.add(request);
    let answer = match service.keys.scope(api_key(headers)) {
        Err(message) => Answer::refused(StatusCode::UNAUTHORIZED, "Unauthenticated", message),
        Ok(scope) => match prepared {
            Err(answer) => answer,
            Ok(prepared) if prepared.kind == OperationType::Subscription => Answer::refused(
                StatusCode::BAD_REQUEST,
                "BAD_REQUEST",
                "subscriptions are served over a WebSocket with the graphql-transport-ws protocol",
            ),
            Ok(prepared) if prepared.kind == OperationType::Mutation && !may_write => {
                Answer::refused(StatusCode::METHOD_NOT_ALLOWED, "BAD_REQUEST", "mutations are sent with POST")
            }
            Ok(prepared) => match prepared.allowed(scope) {
                Ok(()) => service.engine.execute(&prepared, None),
                Err(answer) => answer,
            },
        },
    };
    service.journal.answered(number, answer.status.as_u16());
    answer
}

/// The key, or nothing when there is not exactly one.
fn api_key(headers: &HeaderMap) -> Option<&str> {
    let mut keys = headers.get_all("x-api-key").iter();
    match (keys.next(), keys.next()) {
        (Some(key), None) => key.to_str().ok(),
        _ => None,
    }
}

fn plain_headers(headers: &HeaderMap) -> Vec<(String, String)> {
    let plain = |(name, value): (&HeaderName, &HeaderValue)| {
        (name.as_str().to_owned(), String::from_utf8_lossy(value.as_bytes()).into_owned())
    };
    headers.iter().map(plain).collect()
}

fn is_json(headers: &HeaderMap) -> bool {
    let content_type = headers.get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok());
    content_type.is_some_and(|value| {
        let essence = value.split(';').next().unwrap_or_default().trim().to_lowercase();
        essence == "application/json" || essence == "application/graphql+json"
    })
}

fn json(headers: &HeaderMap, status: StatusCode, body: Vec<u8>) -> Response<Reply> {
    let accepts_graphql = headers
        .get(header::ACCEPT)
        .and_then(|accept| accept.to_str().ok())
        .is_some_and(|accept| accept.contains(GRAPHQL_JSON));
    let content_type = if accepts_graphql { GRAPHQL_JSON } else { "application/json; charset=utf-8" };
    typed(status, content_type, body)
}

fn typed(status: StatusCode, content_type: &'static str, body: Vec<u8>) -> Response<Reply> {
    let mut response = Response::new(Reply::whole(body));
    *response.status_mut() = status;
    response.headers_mut().insert(header::CONTENT_TYPE, HeaderValue::from_static(content_type));
    response
}

fn text(body: &str) -> Response<Reply> {
    typed(StatusCode::OK, "text/plain; charset=utf-8", format!("{body}\n").into_bytes())
}

fn refused(status: StatusCode, code: &str, message: &str) -> Response<Reply> {
    typed(status, "application/json; charset=utf-8", Answer::refused(status, code, message).bytes())
}

/// Browsers ask before they send a key: GraphiQL and web apps under test are welcome from anywhere.
fn preflight(asked: &HeaderMap) -> Response<Reply> {
    let mut response = Response::new(Reply::whole(Vec::new()));
    *response.status_mut() = StatusCode::NO_CONTENT;
    let headers = response.headers_mut();
    let wanted = asked
        .get(header::ACCESS_CONTROL_REQUEST_HEADERS)
        .cloned()
        .unwrap_or(HeaderValue::from_static("content-type, x-api-key"));
    headers.insert(header::ACCESS_CONTROL_ALLOW_HEADERS, wanted);
    let methods = HeaderValue::from_static("GET, POST, OPTIONS");
    headers.insert(header::ACCESS_CONTROL_ALLOW_METHODS, methods);
    headers.insert(header::ACCESS_CONTROL_MAX_AGE, HeaderValue::from_static("600"));
    response
}

fn allow_origin(headers: &mut HeaderMap, origin: Option<HeaderValue>) {
    if let Some(origin) = origin {
        headers.insert(header::ACCESS_CONTROL_ALLOW_ORIGIN, origin);
        headers.insert(header::ACCESS_CONTROL_ALLOW_CREDENTIALS, HeaderValue::from_static("true"));
        headers.insert(header::VARY, HeaderValue::from_static("origin"));
    }
}
