//! Keeps the answers that it carries.

use std::fs;
use std::path::PathBuf;
use std::sync::OnceLock;

use http::HeaderMap;
use serde_json::Value;
use url::Url;

use crate::answers::mask::Mask;
use crate::answers::recording::{Recording, Sent, unsendable};
use crate::credentials::secrets::{Secret, Secrets};
use crate::send::settings::Settings;
use crate::transport::endpoint::Endpoint;
use crate::transport::{Fault, HttpTransport, Reply, Request, Sending, Transport, TransportError};

/// A transport that writes each answer to a file, besides handing it on.
///
/// What is in a file: operation, document, variables, status and body. The client's key and the headers are not in it; the key
/// and other secret headers are taken out of the body, should the server repeat them.
///
/// Variables are in it as they are. So is what an operation answers with, a secret that it asks for included: take that out by
/// its path with [`mask`](Self::mask). Of the shipped operations these answer with secrets: `CreateScopedApiKey`
/// (`createScopedApiKey.token`) and `RotateApiKey` (`rotateApiKey.newApiKey.token`) with a new key, `CreatePaymentSession` and
/// `GetCheckoutState` with what opens a payment form, and operations that select an invoice with its `paymentSecret`.
///
/// ```
/// use stigg_graphql::answers::Recorder;
///
/// let recorder = Recorder::new("tests/answers").mask("rotateApiKey.newApiKey.token", "server-new");
/// ```
///
/// Later answers to the same operation with the same variables take the place of earlier ones. Files are written while
/// the caller waits, for this is for tests and not for production. Subscriptions have a way of their own and are not kept.
pub struct Recorder {
    carrier: Carrier,
    folder: PathBuf,
    masks: Vec<Mask>,
}

enum Carrier {
    /// Over HTTP as the client does it; the first request tells where to.
    Http(OnceLock<HttpTransport>),
    Given(Box<dyn Transport>),
}

impl Recorder {
    /// Records what it carries over HTTP, into a folder, which is made if it is not there.
    pub fn new(folder: impl Into<PathBuf>) -> Self {
        Self { carrier: Carrier::Http(OnceLock::new()), folder: folder.into(), masks: Vec::new() }
    }

    /// Records what another transport carries.
    pub fn around(carrier: impl Transport, folder: impl Into<PathBuf>) -> Self {
        Self { carrier: Carrier::Given(Box::new(carrier)), folder: folder.into(), masks: Vec::new() }
    }

    /// Puts `value` where `path` leads to in an answer's data, as `customers.edges.node.email`; lists are gone through.
    ///
    /// The value is of the field's type, so that the answer can still be read; null stays null.
    #[must_use]
    pub fn mask(mut self, path: &str, value: impl Into<Value>) -> Self {
        self.masks.push(Mask::new(path, value.into()));
        self
    }

    /// Makes sure, before anything is sent, that the answer can be kept.
    fn open(&self, request: &Request) -> Result<Sent, String> {
        fs::create_dir_all(&self.folder)
            .map_err(|error| format!("cannot record to {}: {error}", self.folder.display()))?;
        Sent::read(&request.body)
    }

    fn keep(&self, sent: Sent, headers: &HeaderMap, reply: &Reply) -> Result<(), String> {
        let secrets = Secret::all(headers, None);
        let text = String::from_utf8_lossy(&reply.body);
        let text = Secrets::of_headers(&secrets).scrub(&text);
        let mut answer = serde_json::from_str(&text).unwrap_or_else(|_| Value::String(text.into_owned()));
        self.masks.iter().for_each(|mask| mask.apply(&mut answer));
        let path = sent.path(&self.folder);
        let written = Recording { sent, status: reply.status, answer }.write(&path);
        written.map_err(|error| format!("cannot record the answer: {}: {error}", path.display()))
    }
}

impl Carrier {
    fn at(&self, url: &Url) -> Result<&dyn Transport, String> {
        match self {
            Self::Given(carrier) => Ok(&**carrier),
            Self::Http(cell) => {
                if let Some(http) = cell.get() {
                    return Ok(http);
                }
                let settings = Settings::default();
                let http = Endpoint::parse(url.as_str())
                    .and_then(|endpoint| {
                        HttpTransport::standard(&endpoint, settings.timeouts.connect, &settings.liveness)
                    })
                    .map_err(|error| error.to_string())?;
                Ok(cell.get_or_init(|| http))
            }
        }
    }
}

impl Transport for Recorder {
    fn send(&self, request: Request) -> Sending<'_> {
        Box::pin(async move {
            let sent = self.open(&request).map_err(unsendable)?;
            let carrier = self.carrier.at(&request.url).map_err(unsendable)?;
            let headers = request.headers.clone();
            let reply = carrier.send(request).await?;
            // It was answered, so this is none of the failures that nothing was sent for.
            self.keep(sent, &headers, &reply)
                .map_err(|reason| TransportError::new(Fault::Interrupted).caused_by(reason))?;
            Ok(reply)
        })
    }
}
