//! What was looked at, step by step.

use std::io::{self, Write};

use serde_json::{Value, json};
use stigg_graphql_codegen::terminal;

use crate::failure::Verdict;
use crate::json;
use crate::list_format::ListFormat;
use crate::output::{Output, Tone};

/// How a step ended.
pub(super) enum Outcome {
    Fine(String),
    /// It may be as it should, or be the reason for a later failure.
    Note(String),
    /// It works, and not for everything that a key may be wanted for.
    Limited(String),
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

/// Writes each step as soon as it is done; whatever a server says in it, it is one line. JSON is written at the end.
pub(super) struct Steps<'a> {
    out: &'a mut Output,
    format: ListFormat,
    done: Vec<Value>,
    verdict: &'static str,
}

impl<'a> Steps<'a> {
    pub(super) fn new(out: &'a mut Output, format: ListFormat) -> Self {
        Self { out, format, done: Vec::new(), verdict: "works" }
    }

    pub(super) fn write(&mut self, step: &str, outcome: Outcome) -> io::Result<()> {
        let (word, shown, tone, text, advice) = match outcome {
            Outcome::Fine(text) => ("ok", "ok  ", Tone::Good, text, None),
            Outcome::Note(text) => {
                if self.verdict == "works" {
                    self.verdict = "works-with-notes";
                }
                ("note", "note", Tone::Odd, text, None)
            }
            Outcome::Limited(text) => {
                self.verdict = "works-in-part";
                ("note", "note", Tone::Odd, text, None)
            }
            Outcome::Failed { what, advice } => {
                self.verdict = "fails";
                ("failed", "FAIL", Tone::Bad, what, Some(advice))
            }
        };
        self.done.push(json!({ "step": step, "outcome": word, "text": text, "advice": advice }));
        if let ListFormat::Json = self.format {
            return Ok(());
        }
        let shown = self.out.toned(tone, shown);
        writeln!(self.out, "{shown}  {step:<9} {}", terminal::line(&text))?;
        if let Some(advice) = advice {
            writeln!(self.out, "      {:<9} -> {}", "", terminal::line(&advice))?;
        }
        self.out.flush()
    }

    /// The last step of a key that does not work.
    pub(super) fn fail(&mut self, step: &str, outcome: Outcome) -> anyhow::Result<Verdict> {
        self.write(step, outcome)?;
        self.end("")?;
        Ok(Verdict::Found)
    }

    pub(super) fn finish(&mut self) -> anyhow::Result<Verdict> {
        self.end(match self.verdict {
            "works" => "\nEverything works.",
            "works-in-part" => "\nThe key is accepted, but not for everything: see the notes above.",
            _ => "\nIt works, with the notes above.",
        })?;
        Ok(Verdict::Fine)
    }

    fn end(&mut self, sentence: &str) -> anyhow::Result<()> {
        match self.format {
            ListFormat::Json => {
                let report = json!({ "verdict": self.verdict, "steps": self.done });
                json::write_pretty(&report, self.out)
            }
            ListFormat::Text if sentence.is_empty() => Ok(()),
            ListFormat::Text => Ok(writeln!(self.out, "{sentence}")?),
        }
    }
}
