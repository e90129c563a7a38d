//! How often memory is asked for, and for how much.

use std::path::Path;
use std::process::Command;

use anyhow::{Context as _, bail};

use crate::clock::run;

/// What an operation asked for.
pub(crate) struct Allocated {
    pub(crate) operation: String,
    /// The bytes that were decoded, or the calls that were made.
    pub(crate) amount: u64,
    /// How often memory was asked for or grew.
    pub(crate) times: u64,
    /// By how much.
    pub(crate) memory: u64,
}

/// Runs a program in its folder.
pub(crate) fn count(folder: &Path, program: &str, arguments: &[&str]) -> anyhow::Result<Vec<Allocated>> {
    let (output, _) = run(Command::new(folder.join(program)).args(arguments).current_dir(folder))?;
    if !output.status.success() {
        bail!("counting allocations failed:\n{}", String::from_utf8_lossy(&output.stderr));
    }
    let allocated = |line: &str| {
        let fields: Vec<_> = line.split('\t').collect();
        let [operation, amount, times, memory] = fields[..] else { return None };
        Some(Allocated {
            operation: operation.to_owned(),
            amount: amount.parse().ok()?,
            times: times.parse().ok()?,
            memory: memory.parse().ok()?,
        })
    };
    String::from_utf8(output.stdout)?
        .lines()
        .map(|line| allocated(line).with_context(|| format!("the program says: {line}")))
        .collect()
}
