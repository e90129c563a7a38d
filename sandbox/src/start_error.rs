//! Why a sandbox does not start.

use std::fmt;
use std::io;

/// A sandbox could not be started.
#[derive(Debug)]
pub struct StartError(Reason);

#[derive(Debug)]
pub(crate) enum Reason {
    /// The schema is not valid; the text shows every problem with its place.
    Schema(String),
    /// The builder was told something that does not fit the schema.
    Setting(String),
    Io(io::Error),
}

impl StartError {
    /// Whether the schema was refused.
    pub fn is_schema(&self) -> bool {
        matches!(self.0, Reason::Schema(_))
    }
}

impl From<Reason> for StartError {
    fn from(reason: Reason) -> Self {
        Self(reason)
    }
}

impl From<io::Error> for StartError {
    fn from(error: io::Error) -> Self {
        Self(Reason::Io(error))
    }
}

impl fmt::Display for StartError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.0 {
            Reason::Schema(report) => write!(f, "the schema is not valid\n{report}"),
            Reason::Setting(message) => f.write_str(message),
            Reason::Io(_) => f.write_str("the sandbox could not open its port or thread"),
        }
    }
}

impl std::error::Error for StartError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match &self.0 {
            Reason::Io(error) => Some(error),
            Reason::Schema(_) | Reason::Setting(_) => None,
        }
    }
}
