//! What is in the file of one answer.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use hmac_sha256::Hash;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::transport::{Fault, TransportError};

/// So many hexadecimal digits tell the variables of an operation apart.
const DIGITS: usize = 12;

/// A request and its answer, without headers, of which some are secret.
#[derive(Serialize, Deserialize)]
pub(super) struct Recording {
    #[serde(flatten)]
    pub(super) sent: Sent,
    pub(super) status: u16,
    /// A string where the body was no JSON.
    pub(super) answer: Value,
}

/// What a request asks: the members of its body (GraphQL over HTTP, "JSON encoding").
#[derive(Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Sent {
    #[serde(default)]
    operation_name: Option<String>,
    pub(super) query: String,
    #[serde(default)]
    variables: Value,
}

impl Sent {
    /// Reads the body of a request.
    pub(super) fn read(body: &[u8]) -> Result<Self, String> {
        serde_json::from_slice(body).map_err(|error| error.to_string())
    }

    /// The name of the operation, as people read it.
    pub(super) fn operation(&self) -> &str {
        self.operation_name.as_deref().unwrap_or("an operation without a name")
    }

    /// The file of its answer. The name tells operation and variables; what is selected may change.
    pub(super) fn path(&self, folder: &Path) -> PathBuf {
        let name = self.operation_name.as_deref().unwrap_or("anonymous");
        // A map of serde_json is sorted, so equal variables give equal texts.
        let digest = Hash::hash(format!("{name} {}", self.variables).as_bytes());
        let digits: String = digest.iter().map(|byte| format!("{byte:02x}")).collect();
        folder.join(format!("{name}.{}.json", &digits[..DIGITS]))
    }
}

impl Recording {
    /// Reads a file; `None` where there is none.
    pub(super) fn read(path: &Path) -> Result<Option<Self>, String> {
        let text = match fs::read(path) {
            Ok(text) => text,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
            Err(error) => return Err(format!("{}: {error}", path.display())),
        };
        let recording = serde_json::from_slice(&text);
        recording.map(Some).map_err(|error| format!("{} is no recorded answer: {error}", path.display()))
    }

    /// Writes the file, in place of the one before.
    pub(super) fn write(&self, path: &Path) -> io::Result<()> {
        let mut text = serde_json::to_string_pretty(self)?;
        text.push('\n');
        fs::write(path, text)
    }
}

/// The failure of what was not sent, for this reason.
pub(super) fn unsendable(reason: String) -> TransportError {
    TransportError::new(Fault::Unsendable).caused_by(reason)
}
