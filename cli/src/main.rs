//! The program `stigg-graphql`.

mod check;
mod compilation;
mod completions;
mod connect;
mod diff;
mod doctor;
mod failure;
mod finding;
mod generate;
mod init;
mod introspection;
mod json;
mod keys;
mod list_format;
mod listen;
mod new;
mod ops;
mod ordered;
mod output;
mod problem_json;
mod progress;
mod pull;
mod request;
mod run;
mod sandbox;
mod snapshot;
mod stop;

use std::io::Write;
use std::process::ExitCode;

use clap::{Parser, Subcommand};

use crate::failure::Verdict;
use crate::output::Output;

/// Works with Stigg's GraphQL API: checks and compiles operations, sends them, and serves a sandbox.
#[derive(Parser)]
#[command(
    name = "stigg-graphql",
    version,
    after_help = "The API key comes from the environment variable STIGG_SERVER_API_KEY.\n\
                  Exit codes: 0 fine, 1 something was found or failed, 2 called wrongly."
)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    Check(check::Check),
    Completions(completions::Completions),
    Diff(diff::Diff),
    Doctor(doctor::Doctor),
    Generate(generate::Generate),
    Init(init::Init),
    Keys(keys::Keys),
    Listen(listen::Listen),
    New(new::New),
    Ops(ops::Ops),
    Pull(pull::Pull),
    Run(run::Run),
    Sandbox(sandbox::Sandbox),
    Snapshot(snapshot::Snapshot),
}

impl Command {
    fn run(self, out: &mut Output) -> anyhow::Result<Verdict> {
        match self {
            Self::Check(command) => command.run(out),
            Self::Completions(command) => command.run(out),
            Self::Diff(command) => command.run(out),
            Self::Doctor(command) => command.run(out),
            Self::Generate(command) => command.run(out),
            Self::Init(command) => command.run(out),
            Self::Keys(command) => command.run(out),
            Self::Listen(command) => command.run(out),
            Self::New(command) => command.run(out),
            Self::Ops(command) => command.run(out),
            Self::Pull(command) => command.run(out),
            Self::Run(command) => command.run(out),
            Self::Sandbox(command) => command.run(out),
            Self::Snapshot(command) => command.run(out),
        }
    }
}

fn main() -> ExitCode {
    let mut out = Output::new();
    let outcome = Cli::parse().command.run(&mut out).and_then(|verdict| {
        out.flush()?;
        Ok(verdict)
    });
    match outcome {
        Ok(verdict) => verdict.into(),
        Err(error) => {
            // What was written before the failure belongs before its report.
            let _ = out.flush();
            output::complain(format_args!("error: {}", failure::report(&error)));
            failure::exit_code(&error)
        }
    }
}
