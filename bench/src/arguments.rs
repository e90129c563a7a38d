//! What the command line asks for.

use std::collections::BTreeSet;

use anyhow::bail;

/// How to call the program.
pub(crate) const USAGE: &str = "\
Measures generated code: ours beside graphql_client's.

Usage: cargo run --release -p stigg-graphql-bench -- [OPTIONS]

  --count       instructions only, of a few operations: ours beside graphql_client's and code written by hand
  --quick       decode only: no build times, no sizes
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
        while let Some(argument) = arguments.next() {
            match argument.as_str() {
                "--count" => parsed.scope = Scope::Count,
                "--quick" => parsed.scope = Scope::Quick,
                "--check" => parsed.check = true,
                "--help" | "-h" => parsed.help = true,
                "--only" => match arguments.next() {
                    Some(names) => parsed.only.extend(names.split(',').map(str::to_owned)),
                    None => bail!("--only needs the names of operations\n\n{USAGE}"),
                },
                other => bail!("no such option: {other}\n\n{USAGE}"),
            }
        }
        if parsed.scope == Scope::Count && !parsed.only.is_empty() {
            bail!("--count has operations of its own\n\n{USAGE}");
        }
        Ok(parsed)
    }
}
