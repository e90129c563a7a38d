//! How a command ends, and what a person reads when it fails.

use std::error::Error;
use std::fmt;
use std::process::ExitCode;

use stigg_graphql_codegen::{Diagnostics, terminal};
use stigg_graphql_sandbox::StartError;

/// How a command ended that could do its work.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum Verdict {
    /// Nothing to complain about.
    Fine,
    /// The work was done and has found something: invalid operations, breaking changes.
    Found,
}

impl From<Verdict> for ExitCode {
    fn from(verdict: Verdict) -> Self {
        match verdict {
            Verdict::Fine => Self::SUCCESS,
            Verdict::Found => Self::from(1),
        }
    }
}

/// The command was called in a way that cannot work.
#[derive(Debug)]
pub(crate) enum WrongCall {
    /// A file that is not there, variables that are no JSON.
    Arguments(String),
    /// Files that are not what they should be.
    Files(Diagnostics),
    /// Values that do not fit.
    Values(Vec<String>),
}

/// Makes an error of a wrong call.
pub(crate) fn wrong_call(message: impl Into<String>) -> anyhow::Error {
    WrongCall::Arguments(message.into()).into()
}

/// Makes an error of files that cannot be worked with.
pub(crate) fn unreadable(problems: Diagnostics) -> anyhow::Error {
    WrongCall::Files(problems).into()
}

/// Makes an error of values that do not fit, each on a line of its own.
pub(crate) fn wrong_values(problems: Vec<String>) -> anyhow::Error {
    WrongCall::Values(problems).into()
}

impl fmt::Display for WrongCall {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Arguments(message) => f.write_str(&terminal::line(message)),
            Self::Values(problems) => {
                let lines: Vec<_> = problems.iter().map(|problem| terminal::line(problem)).collect();
                f.write_str(&lines.join("\nerror: "))
            }
            Self::Files(problems) => {
                let reports = problems.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n\n");
                // Whoever prints an error says that it is one.
                f.write_str(reports.strip_prefix("error: ").unwrap_or(&reports))
            }
        }
    }
}

impl Error for WrongCall {}

/// The message, and the cause at the bottom of it; what lies between says how the layers below are called.
pub(crate) fn report(error: &anyhow::Error) -> String {
    let (text, cause) = (shown(error.as_ref()), shown(error.root_cause()));
    if text.contains(&cause) { text } else { format!("{text}\n  because: {cause}") }
}

/// In one line: nothing that is said in it makes another. Only what we say in several lines, and the report on a schema,
/// which shows lines of it, have more.
fn shown(error: &(dyn Error + 'static)) -> String {
    let text = error.to_string();
    let is_report = error.downcast_ref::<StartError>().is_some_and(StartError::is_schema);
    if is_report || error.is::<WrongCall>() {
        text.split('\n').map(terminal::line).collect::<Vec<_>>().join("\n")
    } else {
        terminal::line(&text).into_owned()
    }
}

/// 2 for a wrong call, 1 for everything else.
pub(crate) fn exit_code(error: &anyhow::Error) -> ExitCode {
    let set_up_wrongly = error.downcast_ref::<stigg_graphql::Error>().is_some_and(stigg_graphql::Error::is_config);
    if set_up_wrongly || error.is::<WrongCall>() { ExitCode::from(2) } else { ExitCode::from(1) }
}
