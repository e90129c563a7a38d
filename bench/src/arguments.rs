//! What the command line asks for.

use std::collections::BTreeSet;

use anyhow::bail;

/// How to call the program.
pub(crate) const USAGE: &str = "\
Measures generated code: ours beside graphql_client's.

Usage: cargo run --release -p stigg-graphql-bench -- [OPTIONS]

  --count       instructions and allocations only, of a few operations: ours beside code by hand and others
  --quick       decode only: no build times, no sizes; with --count only ours and code written by hand
  --only A,B    these operations only
  --check       end with a failure when a mark is missed
  --help        this text";

/// How much is measured.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Scope {
    #[default]
    Everything,
    /// Decoding only.
    Quick,
    /// What can be counted, of a few operations.
    Count,
    /// The same of ours and of what is written by hand.
    QuickCount,
}

/// The parsed command line.
#[derive(Debug, Default)]
pub(crate) struct Arguments {
    pub(crate) scope: Scope,
    pub(crate) check: bool,
    pub(crate) help: bool,
    /// The operations to take; all when empty.
    pub(crate) only: BTreeSet<String>,
}

impl Arguments {
    pub(crate) fn parse(mut arguments: impl Iterator<Item = String>) -> anyhow::Result<Self> {
        let mut parsed = Self::default();
        let (mut count, mut quick) = (false, false);
        while let Some(argument) = arguments.next() {
            match argument.as_str() {
                "--count" => count = true,
                "--quick" => quick = true,
                "--check" => parsed.check = true,
                "--help" | "-h" => parsed.help = true,
                "--only" => match arguments.next() {
                    Some(names) => parsed.only.extend(names.split(',').map(str::to_owned)),
                    None => bail!("--only needs the names of operations\n\n{USAGE}"),
                },
                other => bail!("no such option: {other}\n\n{USAGE}"),
            }
        }
        parsed.scope = match (count, quick) {
            (false, false) => Scope::Everything,
            (false, true) => Scope::Quick,
            (true, false) => Scope::Count,
            (true, true) => Scope::QuickCount,
        };
        if count && !parsed.only.is_empty() {
            bail!("--count has operations of its own\n\n{USAGE}");
        }
        Ok(parsed)
    }
}
