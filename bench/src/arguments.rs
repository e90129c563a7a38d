//! What the command line asks for.

use std::collections::BTreeSet;

use anyhow::bail;

/// How to call the program.
pub(crate) const USAGE: &str = "\
Measures what users of generated code get: ours beside graphql_client, cynic and code by hand.

Usage: cargo run --release -p stigg-graphql-bench -- [OPTIONS]

  --count       instructions and allocations only, of decoding and of calls
  --quick       decoding by the clock only; with --count only ours and code written by hand
  --dependents  only what crates pay that depend on a client
  --all         by the clock: all official operations, and not twelve of them; half an hour
  --only A,B    by the clock: these operations
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
    /// What dependents pay.
    Dependents,
}

/// The parsed command line.
#[derive(Debug, Default)]
pub(crate) struct Arguments {
    pub(crate) scope: Scope,
    pub(crate) check: bool,
    pub(crate) help: bool,
    /// Whether all official operations are taken by the clock.
    pub(crate) all: bool,
    /// Those that are taken instead, unless it is empty.
    pub(crate) only: BTreeSet<String>,
}

impl Arguments {
    pub(crate) fn parse(mut arguments: impl Iterator<Item = String>) -> anyhow::Result<Self> {
        let mut parsed = Self::default();
        let (mut count, mut quick, mut dependents) = (false, false, false);
        while let Some(argument) = arguments.next() {
            match argument.as_str() {
                "--count" => count = true,
                "--quick" => quick = true,
                "--dependents" => dependents = true,
                "--all" => parsed.all = true,
                "--check" => parsed.check = true,
                "--help" | "-h" => parsed.help = true,
                "--only" => match arguments.next() {
                    Some(names) => parsed.only.extend(names.split(',').map(str::to_owned)),
                    None => bail!("--only needs the names of operations\n\n{USAGE}"),
                },
                other => bail!("no such option: {other}\n\n{USAGE}"),
            }
        }
        parsed.scope = match (count, quick, dependents) {
            (false, false, false) => Scope::Everything,
            (false, true, false) => Scope::Quick,
            (true, false, false) => Scope::Count,
            (true, true, false) => Scope::QuickCount,
            (false, false, true) => Scope::Dependents,
            _ => bail!("--dependents goes with --check only\n\n{USAGE}"),
        };
        if (count || dependents) && (parsed.all || !parsed.only.is_empty()) {
            bail!("--count and --dependents have operations of their own\n\n{USAGE}");
        }
        Ok(parsed)
    }
}
