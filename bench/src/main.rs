#![doc = include_str!("../README.md")]

mod allocation;
mod answer;
mod arguments;
mod bench;
mod callgrind;
mod clock;
mod corpus;
mod count;
mod dependents;
mod form;
mod merge;
mod picture;
mod report;
mod request;
mod round;
mod runtime;
mod scratch;
mod side;
mod size;
mod summary;
mod table;

use std::env;
use std::path::Path;
use std::process::ExitCode;

use anyhow::Context as _;

use crate::arguments::{Arguments, Scope, USAGE};
use crate::bench::Bench;
use crate::report::Report;
use crate::summary::Summary;

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
    let (mut report, mut summary) = (Report::default(), Summary::default());
    match arguments.scope {
        Scope::Count => count::run(root, target, true, &mut report, &mut summary)?,
        Scope::QuickCount => count::run(root, target, false, &mut report, &mut summary)?,
        Scope::Dependents => dependents::build(root, target, &mut report, &mut summary)?,
        Scope::Quick => Bench::new(root, target, &arguments)?.run(&mut report, &mut summary)?,
        Scope::Everything => {
            count::run(root, target, true, &mut report, &mut summary)?;
            Bench::new(root, target, &arguments)?.run(&mut report, &mut summary)?;
            dependents::build(root, target, &mut report, &mut summary)?;
            summary.write(&target.join("bench"))?;
        }
    }
    let passed = report.finish();
    Ok(if passed || !arguments.check { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}
