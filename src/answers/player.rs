//! Answers from what was recorded.

use std::path::{Path, PathBuf};

use serde_json::Value;

use crate::answers::recording::{Recording, Sent, unsendable};
use crate::transport::{Reply, Request, Sending, Transport};

/// A transport that answers from the files of a [`Recorder`](super::Recorder), and from nothing else.
///
/// A request is known by its operation and its variables. Without a file for them, or when the document is not the one that
/// was recorded, the call fails with an error that says so and is not repeated.
pub struct Player {
    folder: PathBuf,
}

impl Player {
    /// Plays what is in a folder.
    pub fn new(folder: impl Into<PathBuf>) -> Self {
        Self { folder: folder.into() }
    }

    fn answer(&self, body: &[u8]) -> Result<Reply, String> {
        let sent = Sent::read(body)?;
        let path = sent.path(&self.folder);
        let recording = Recording::read(&path)?.ok_or_else(|| not_recorded(&sent, &path))?;
        if recording.sent.query != sent.query {
            return Err(changed(&sent, &path));
        }
        let body = match recording.answer {
            Value::String(text) => text,
            answer => answer.to_string(),
        };
        Ok(Reply::new(recording.status, body))
    }
}

fn not_recorded(sent: &Sent, path: &Path) -> String {
    let operation = sent.operation();
    format!(
        "no answer to `{operation}` with these variables is recorded; send it once through a `Recorder`, which writes {}",
        path.display()
    )
}

fn changed(sent: &Sent, path: &Path) -> String {
    let operation = sent.operation();
    format!("`{operation}` sends another document than the one that {} answers; record it again", path.display())
}

impl Transport for Player {
    fn send(&self, request: Request) -> Sending<'_> {
        Box::pin(async move { self.answer(&request.body).map_err(unsendable) })
    }
}
