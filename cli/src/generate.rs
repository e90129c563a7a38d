//! `generate`: the Rust that a build script would write.

use std::fs;
use std::io::Write;
use std::path::PathBuf;

use anyhow::Context as _;
use clap::Args;
use stigg_graphql_codegen::terminal;

use crate::compilation::Compilation;
use crate::failure::Verdict;
use crate::output::{Output, complain};

/// Compiles operations into Rust, for projects that keep the generated code instead of using a build script.
#[derive(Args)]
#[command(after_help = "Examples:\n  stigg-graphql generate --out src/stigg.rs\n  \
                        stigg-graphql generate --out src/stigg.rs --verify    # in CI: is the file up to date?")]
pub(crate) struct Generate {
    #[command(flatten)]
    compilation: Compilation,
    /// Where to write; it is touched only when its bytes change [default: standard output]
    #[arg(long, value_name = "FILE")]
    out: Option<PathBuf>,
    /// Writes nothing, and exits with 1 when the file is not what would be written
    #[arg(long, requires = "out")]
    verify: bool,
}

impl Generate {
    pub(crate) fn run(self, out: &mut Output) -> anyhow::Result<Verdict> {
        let Some(generated) = self.compilation.generate() else { return Ok(Verdict::Found) };
        let Some(path) = self.out else {
            out.write_all(generated.code.as_bytes())?;
            return Ok(Verdict::Fine);
        };
        let there = fs::read(&path).ok();
        let is_current = there.as_deref() == Some(generated.code.as_bytes());
        if self.verify && !is_current {
            let state = if there.is_some() {
                format!("{} is out of date", terminal::line(&path.to_string_lossy()))
            } else {
                format!("{} cannot be read", terminal::path(&path))
            };
            complain(format_args!("{state}: run `stigg-graphql generate` with the same options"));
            return Ok(Verdict::Found);
        }
        if !is_current {
            fs::write(&path, generated.code).with_context(|| format!("cannot write {}", terminal::path(&path)))?;
        }
        Ok(Verdict::Fine)
    }
}
