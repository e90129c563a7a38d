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
    pub(crate) form: Form,
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
                    Form::Shipped | Form::Flat => Group::Flat,
                };
                measured.push(Round {
                    form,
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

/// Instructions for each byte decoded, counted by valgrind: ours and theirs; `None` without valgrind.
pub(crate) fn instructions(program: &Path, answers: &Path, form: Form, bytes: u64) -> anyhow::Result<Option<[f64; 2]>> {
    if Command::new("valgrind").arg("--version").output().is_err() {
        return Ok(None);
    }
    let count = |side: &str, times: &str| -> anyhow::Result<u64> {
        let mut valgrind = Command::new("valgrind");
        valgrind.args(["--tool=callgrind", "--callgrind-out-file=/dev/null"]).arg(program).arg(answers);
        let (output, _) = run(valgrind.args(["only", form.name(), side, times]))?;
        let text = String::from_utf8_lossy(&output.stderr);
        let collected =
            text.lines().find_map(|line| line.split_once("Collected : ")).context("valgrind counted nothing")?;
        Ok(collected.1.trim().parse()?)
    };
    let mut each = [0.0; 2];
    for (side, result) in ["ours", "peer"].into_iter().zip(&mut each) {
        let twice = count(side, "3")?.saturating_sub(count(side, "1")?);
        *result = ratio(twice, bytes * 2);
    }
    Ok(Some(each))
}

/// One number by another; these are small enough for a float.
#[expect(clippy::cast_precision_loss, reason = "instructions and bytes, far below 2^52")]
pub(crate) fn ratio(number: u64, by: u64) -> f64 {
    number as f64 / by.max(1) as f64
}
