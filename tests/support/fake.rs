//! A transport that answers from a script and remembers what it was asked.

use std::sync::{Arc, Mutex};
use std::time::Duration;

use serde_json::Value;
use stigg_graphql::client::ClientBuilder;
use stigg_graphql::transport::{Fault, Reply, Request, Sending, TransportError};
use stigg_graphql::{Client, Transport};
use tokio::time::Instant;

/// One scripted answer.
#[derive(Clone)]
pub enum Answer {
    /// This status and body.
    Reply(Reply),
    /// This failure.
    Fault(Fault),
    /// Nothing, for ever.
    Never,
    /// An answer after a while.
    After(Duration, Box<Answer>),
}

pub fn reply(status: u16, body: impl Into<String>) -> Answer {
    Answer::Reply(Reply::new(status, body.into()))
}

pub fn ok(body: impl Into<String>) -> Answer {
    reply(200, body)
}

/// A status with one header.
pub fn with_header(status: u16, name: &'static str, value: &str, body: &str) -> Answer {
    let mut reply = Reply::new(status, body.to_owned());
    reply.headers.insert(name, value.parse().unwrap());
    Answer::Reply(reply)
}

/// A GraphQL error with a code, and no data.
pub fn coded(code: &str) -> Answer {
    ok(format!(r#"{{"data":null,"errors":[{{"message":"m","extensions":{{"code":"{code}"}}}}]}}"#))
}

/// A request as it was seen.
#[derive(Clone)]
pub struct Seen {
    pub at: Instant,
    pub request: Request,
}

impl Seen {
    pub fn json(&self) -> Value {
        serde_json::from_slice(&self.request.body).unwrap()
    }

    pub fn header(&self, name: &str) -> &str {
        self.request.headers.get(name).map_or("", |value| value.to_str().unwrap())
    }
}

type Script = dyn Fn(usize, &Request) -> Answer + Send + Sync;

/// Answers by the number of the request, counted from 0.
#[derive(Clone)]
pub struct Fake {
    script: Arc<Script>,
    seen: Arc<Mutex<Vec<Seen>>>,
}

impl Fake {
    pub fn new(script: impl Fn(usize, &Request) -> Answer + Send + Sync + 'static) -> Self {
        Self { script: Arc::new(script), seen: Arc::default() }
    }

    /// Answers with each of these in turn, and with the last one for ever.
    pub fn script(answers: impl Into<Vec<Answer>>) -> Self {
        let answers = answers.into();
        Self::new(move |number, _| answers[number.min(answers.len() - 1)].clone())
    }

    pub fn seen(&self) -> Vec<Seen> {
        self.seen.lock().unwrap().clone()
    }

    pub fn count(&self) -> usize {
        self.seen.lock().unwrap().len()
    }

    pub fn builder(&self) -> ClientBuilder {
        Client::builder().key("server-secret-key").transport(self.clone())
    }

    pub fn client(&self) -> Client {
        self.builder().build().unwrap()
    }
}

impl Transport for Fake {
    fn send(&self, request: Request) -> Sending<'_> {
        let number = {
            let mut seen = self.seen.lock().unwrap();
            seen.push(Seen { at: Instant::now(), request: request.clone() });
            seen.len() - 1
        };
        let mut answer = (self.script)(number, &request);
        Box::pin(async move {
            loop {
                match answer {
                    Answer::Reply(reply) => return Ok(reply),
                    Answer::Fault(fault) => return Err(TransportError::new(fault)),
                    Answer::Never => std::future::pending::<()>().await,
                    Answer::After(wait, then) => {
                        tokio::time::sleep(wait).await;
                        answer = *then;
                    }
                }
            }
        })
    }
}
