//! What was measured of the decoding of one operation.

use std::collections::BTreeSet;
use std::path::Path;
use std::process::Command;

use anyhow::{Context as _, bail};

use crate::answer::SMALL;
use crate::clock::run;
use crate::form::Form;

/// What an operation counts among.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Group {
    /// No fragments, no unions.
    Flat,
    /// Fragments or unions.
    Fragments,
    /// Too little to fill an answer with.
    Small,
}

/// One line of the decoder's output.
#[derive(Debug)]
pub(crate) struct Round {
    pub(crate) group: Group,
    pub(crate) operation: String,
    pub(crate) bytes: u32,
    /// Best times in nanoseconds.
    pub(crate) ours: f64,
    pub(crate) peer: f64,
    /// The median of the ratios of samples taken one after the other.
    pub(crate) median: f64,
}

impl Round {
    /// How many times as fast as `graphql_client` we are, by the best times.
    pub(crate) fn ratio(&self) -> f64 {
        self.peer / self.ours
    }
}

/// Runs the decoder over the answers: what it measured, and what did not decode.
pub(crate) fn decode(
    program: &Path,
    answers: &Path,
    quick: bool,
    with_fragments: &BTreeSet<String>,
) -> anyhow::Result<(Vec<Round>, Vec<String>)> {
    let (rounds, millis) = if quick { ("30", "1") } else { ("60", "2") };
    let (output, _) = run(Command::new(program).arg(answers).args([rounds, millis]))?;
    if !output.status.success() {
        bail!("the decoder failed:\n{}", String::from_utf8_lossy(&output.stderr));
    }
    let (mut measured, mut failed) = (Vec::new(), Vec::new());
    for line in String::from_utf8(output.stdout)?.lines() {
        let fields: Vec<_> = line.split('\t').collect();
        match fields[..] {
            [form, operation, bytes, ours, peer, median] => {
                let size: u32 = bytes.parse()?;
                let form = Form::named(form).with_context(|| format!("the decoder says: {line}"))?;
                let group = match form {
                    _ if usize::try_from(size)? < SMALL => Group::Small,
                    Form::Shipped if with_fragments.contains(operation) => Group::Fragments,
                    Form::Shipped | Form::Flat | Form::Counted => Group::Flat,
                };
                measured.push(Round {
                    group,
                    operation: operation.to_owned(),
                    bytes: size,
                    ours: ours.parse()?,
                    peer: peer.parse()?,
                    median: median.parse()?,
                });
            }
            [form, operation, failure] => failed.push(format!("{operation} ({form}) {failure}")),
            _ => bail!("the decoder says: {line}"),
        }
    }
    Ok((measured, failed))
}

/// One number by another; these are small enough for a float.
#[expect(clippy::cast_precision_loss, reason = "instructions and bytes, far below 2^52")]
pub(crate) fn ratio(number: u64, by: u64) -> f64 {
    number as f64 / by.max(1) as f64
}
