//! Valgrind's tool that counts instructions; noise on the machine does not reach it.

use std::fs;
use std::path::Path;
use std::process::Command;

use anyhow::{Context as _, bail};

use crate::clock::run;

/// The function whose calls are counted in a program, each for itself.
const MEASURED: &str = "measured";
/// The function that is left out of what is counted.
const LEFT_OUT: &str = "request::server::served";

/// What an operation took.
pub(crate) struct Counted {
    pub(crate) operation: String,
    /// The bytes that were decoded, or the calls that were made.
    pub(crate) amount: u64,
    pub(crate) instructions: u64,
}

/// Whether there is a valgrind.
pub(crate) fn is_there() -> bool {
    Command::new("valgrind").arg("--version").output().is_ok_and(|output| output.status.success())
}

/// Runs a program in its folder; what it did function by function is left in files that begin with `profile`.
pub(crate) fn count(folder: &Path, program: &str, arguments: &[&str], profile: &Path) -> anyhow::Result<Vec<Counted>> {
    let measured = format!("{program}::{MEASURED}");
    let mut valgrind = Command::new("valgrind");
    valgrind
        // Each part is to have its own names.
        .args(["--tool=callgrind", "--compress-strings=no"])
        .arg(format!("--callgrind-out-file={}", profile.display()))
        .args(["--toggle-collect", "--zero-before", "--dump-after"].map(|option| format!("{option}={measured}")))
        .arg(format!("--toggle-collect={LEFT_OUT}"))
        .arg(format!("./{program}"))
        .args(arguments)
        // The environment and the length of absolute paths move the stack and the heap, and that is seen in the counts.
        .env_clear()
        .current_dir(folder);
    let (output, _) = run(&mut valgrind)?;
    if !output.status.success() {
        bail!("counting instructions failed:\n{}", String::from_utf8_lossy(&output.stderr));
    }
    let output = String::from_utf8(output.stdout)?;
    (1..)
        .zip(output.lines())
        .map(|(call, line)| {
            let (operation, amount) = line.split_once('\t').with_context(|| format!("the program says: {line}"))?;
            let part = format!("{}.{call}", profile.display());
            let text = fs::read_to_string(&part).with_context(|| part.clone())?;
            let total = text.lines().find_map(|line| line.strip_prefix("totals: "));
            let instructions = total.with_context(|| format!("no total in {part}"))?.trim().parse()?;
            Ok(Counted { operation: operation.to_owned(), amount: amount.parse()?, instructions })
        })
        .collect()
}
