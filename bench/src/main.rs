#![doc = include_str!("../README.md")]

mod allocation;
mod answer;
mod arguments;
mod bench;
mod callgrind;
mod clock;
mod corpus;
mod count;
mod form;
mod merge;
mod picture;
mod report;
mod round;
mod runtime;
mod scratch;
mod side;
mod size;

use std::env;
use std::path::Path;
use std::process::ExitCode;

use anyhow::Context as _;

use crate::arguments::{Arguments, Scope, USAGE};
use crate::bench::Bench;

fn main() -> anyhow::Result<ExitCode> {
    let arguments = Arguments::parse(env::args().skip(1))?;
    if arguments.help {
        println!("{USAGE}");
        return Ok(ExitCode::SUCCESS);
    }
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).parent().context("the bench is inside the repository")?;
    // The program is `<target>/release/<name>`.
    let program = env::current_exe()?;
    let target = program.ancestors().nth(2).context("the program is in no target folder")?;
    let passed = match arguments.scope {
        Scope::Count => count::run(root, target, true)?,
        Scope::QuickCount => count::run(root, target, false)?,
        Scope::Everything | Scope::Quick => Bench::new(root, target, &arguments)?.run()?,
    };
    Ok(if passed || !arguments.check { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}
