//! What would be sent, without sending it.

use std::io::Write;
use std::sync::{Arc, Mutex, PoisonError};

use anyhow::anyhow;
use serde_json::Value;
use stigg_graphql::Transport;
use stigg_graphql::client::ClientBuilder;
use stigg_graphql::transport::{Reply, Request as Sent, Sending};
use stigg_graphql_codegen::terminal;

use crate::connect::block_on;
use crate::json;
use crate::output::Output;
use crate::request::Request;

/// Keeps the request, and answers that there is nothing.
struct Kept(Arc<Mutex<Option<Sent>>>);

impl Transport for Kept {
    fn send(&self, request: Sent) -> Sending<'_> {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = Some(request);
        Box::pin(async { Ok(Reply::new(200, r#"{"data":{}}"#)) })
    }
}

/// Prints the request that the client makes: its line, its headers with the secret ones masked, and its body.
pub(super) fn print(
    client: ClientBuilder,
    request: &Request,
    variables: Value,
    out: &mut Output,
) -> anyhow::Result<()> {
    let kept = Arc::new(Mutex::new(None));
    let client = client.transport(Kept(Arc::clone(&kept))).build()?;
    block_on(async { Ok(client.send_raw(&request.text, variables).await.map(drop)?) })?;
    let sent = kept.lock().unwrap_or_else(PoisonError::into_inner).take();
    let sent = sent.ok_or_else(|| anyhow!("the client made no request"))?;
    writeln!(out, "POST {}", terminal::line(sent.url.as_str()))?;
    for (name, value) in &sent.headers {
        let shown = if value.is_sensitive() { "***".into() } else { String::from_utf8_lossy(value.as_bytes()) };
        writeln!(out, "{name}: {}", terminal::line(&shown))?;
    }
    writeln!(out)?;
    json::write_pretty(&serde_json::from_slice::<Value>(&sent.body)?, out)
}
