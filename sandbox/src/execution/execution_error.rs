//! A field that cannot be resolved.

use apollo_compiler::resolvers::FieldError;

/// Why, with the code that goes into `extensions.code`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct ExecutionError {
    pub(crate) code: String,
    pub(crate) message: String,
}

/// The execution engine carries only a message, so the code travels in front of it.
const MARK: char = '\u{1}';
/// What the engine puts before each message of ours.
const PREFIX: &str = "resolver error: ";

impl ExecutionError {
    pub(crate) fn new(code: impl Into<String>, message: impl Into<String>) -> Self {
        Self { code: code.into(), message: message.into() }
    }

    pub(crate) fn bad_input(message: impl Into<String>) -> Self {
        Self::new("BadUserInput", message)
    }

    /// Takes the code out of a message of the engine; other messages get `INTERNAL_SERVER_ERROR`.
    pub(crate) fn read(message: &str) -> Self {
        let plain = message.strip_prefix(PREFIX).unwrap_or(message);
        match plain.strip_prefix(MARK).and_then(|rest| rest.split_once(MARK)) {
            Some((code, message)) => Self::new(code, message),
            None => Self::new("INTERNAL_SERVER_ERROR", plain),
        }
    }
}

impl From<ExecutionError> for FieldError {
    fn from(problem: ExecutionError) -> Self {
        Self { message: format!("{MARK}{}{MARK}{}", problem.code, problem.message) }
    }
}
