//! `completions`: what a shell or `man` wants to know of the program.

use std::io::Write;

use clap::{Args, CommandFactory, ValueEnum};
use clap_complete::Shell;

use crate::Cli;
use crate::failure::Verdict;
use crate::output::Output;

/// Prints completions for a shell, or the manual page.
#[derive(Args)]
#[command(
    after_help = "Examples:\n  stigg-graphql completions bash > ~/.local/share/bash-completion/completions/stigg-graphql\n  \
                  stigg-graphql completions man | man -l -"
)]
pub(crate) struct Completions {
    /// For what
    #[arg(value_enum)]
    reader: Reader,
}

#[derive(Clone, Copy, ValueEnum)]
enum Reader {
    Bash,
    Elvish,
    Fish,
    Powershell,
    Zsh,
    /// The manual page, in roff
    Man,
}

impl Completions {
    pub(crate) fn run(self, out: &mut Output) -> anyhow::Result<Verdict> {
        let shell = match self.reader {
            Reader::Bash => Shell::Bash,
            Reader::Elvish => Shell::Elvish,
            Reader::Fish => Shell::Fish,
            Reader::Powershell => Shell::PowerShell,
            Reader::Zsh => Shell::Zsh,
            Reader::Man => {
                manual(out)?;
                return Ok(Verdict::Fine);
            }
        };
        let mut written = Vec::new();
        clap_complete::generate(shell, &mut Cli::command(), "stigg-graphql", &mut written);
        out.write_all(&written)?;
        Ok(Verdict::Fine)
    }
}

/// One page for the program and each of its commands, one behind the other.
fn manual(out: &mut Output) -> anyhow::Result<()> {
    let mut command = Cli::command();
    command.build();
    let mut written = Vec::new();
    clap_mangen::Man::new(command.clone()).render(&mut written)?;
    for subcommand in command.get_subcommands().filter(|subcommand| subcommand.get_name() != "help") {
        clap_mangen::Man::new(subcommand.clone()).render(&mut written)?;
    }
    out.write_all(&written)?;
    Ok(())
}
