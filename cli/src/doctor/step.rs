//! What was looked at, line by line.

use std::io::{self, Write};

use stigg_graphql_codegen::terminal;

use crate::failure::Verdict;

/// How a step ended.
pub(super) enum Outcome {
    Fine(String),
    /// It may be as it should, or be the reason for a later failure.
    Note(String),
    Failed {
        what: String,
        advice: String,
    },
}

impl Outcome {
    pub(super) fn failed(what: impl Into<String>, advice: impl Into<String>) -> Self {
        Self::Failed { what: what.into(), advice: advice.into() }
    }
}

/// Writes each step as soon as it is done; whatever a server says in it, it is one line.
pub(super) struct Steps<'a> {
    out: &'a mut dyn Write,
    has_notes: bool,
}

impl<'a> Steps<'a> {
    pub(super) fn new(out: &'a mut dyn Write) -> Self {
        Self { out, has_notes: false }
    }

    pub(super) fn write(&mut self, step: &str, outcome: Outcome) -> io::Result<()> {
        match outcome {
            Outcome::Fine(text) => writeln!(self.out, "ok    {step:<9} {}", terminal::line(&text))?,
            Outcome::Note(text) => {
                self.has_notes = true;
                writeln!(self.out, "note  {step:<9} {}", terminal::line(&text))?;
            }
            Outcome::Failed { what, advice } => {
                writeln!(self.out, "FAIL  {step:<9} {}", terminal::line(&what))?;
                writeln!(self.out, "      {:<9} -> {}", "", terminal::line(&advice))?;
            }
        }
        self.out.flush()
    }

    /// The last step of a key that does not work.
    pub(super) fn fail(&mut self, step: &str, outcome: Outcome) -> anyhow::Result<Verdict> {
        self.write(step, outcome)?;
        Ok(Verdict::Found)
    }

    pub(super) fn finish(&mut self) -> anyhow::Result<Verdict> {
        let verdict = if self.has_notes { "It works, with the notes above." } else { "Everything works." };
        writeln!(self.out, "\n{verdict}")?;
        Ok(Verdict::Fine)
    }
}
