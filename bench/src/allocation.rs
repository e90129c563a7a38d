//! How often decoding asks for memory, and for how much.

use std::path::Path;
use std::process::Command;

use anyhow::{Context as _, bail};

use crate::clock::run;

/// What decoding one answer asked for.
pub(crate) struct Allocated {
    pub(crate) operation: String,
    /// Of the answer.
    pub(crate) bytes: u64,
    /// How often memory was asked for or grew.
    pub(crate) times: u64,
    /// By how much.
    pub(crate) memory: u64,
}

/// Runs the program `allocations` in its folder.
pub(crate) fn count(folder: &Path, arguments: [&str; 3]) -> anyhow::Result<Vec<Allocated>> {
    let (output, _) = run(Command::new(folder.join("allocations")).args(arguments).current_dir(folder))?;
    if !output.status.success() {
        bail!("counting allocations failed:\n{}", String::from_utf8_lossy(&output.stderr));
    }
    let allocated = |line: &str| {
        let fields: Vec<_> = line.split('\t').collect();
        let [operation, bytes, times, memory] = fields[..] else { return None };
        Some(Allocated {
            operation: operation.to_owned(),
            bytes: bytes.parse().ok()?,
            times: times.parse().ok()?,
            memory: memory.parse().ok()?,
        })
    };
    String::from_utf8(output.stdout)?
        .lines()
        .map(|line| allocated(line).with_context(|| format!("the program says: {line}")))
        .collect()
}
