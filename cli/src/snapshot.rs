//! `snapshot`: what is reviewed of operations, without Cargo.

use std::fs;
use std::io::Write;
use std::path::PathBuf;

use anyhow::Context as _;
use clap::Args;
use stigg_graphql_codegen::{Reviewed, terminal};

use crate::compilation::Compilation;
use crate::failure::Verdict;
use crate::output::{Output, complain};

/// Writes down what a review of operations looks at, so that a change of it is seen: what is sent, its variables, its Rust,
/// and what it uses of the schema.
///
/// The files are those of the test `stigg_graphql::regression!()`; it and this command can take turns.
#[derive(Args)]
#[command(after_help = "Examples:\n  stigg-graphql snapshot\n  \
                        stigg-graphql snapshot --verify    # in CI: are the operations what was reviewed?\n\n\
                        Exits with 1 when a snapshot belongs to no operation, and with --verify when one differs.")]
pub(crate) struct Snapshot {
    #[command(flatten)]
    compilation: Compilation,
    /// Folder of the snapshots
    #[arg(long, value_name = "FOLDER", default_value = "tests/regression")]
    out: PathBuf,
    /// Writes nothing, and exits with 1 when a snapshot is not what would be written
    #[arg(long)]
    verify: bool,
}

impl Snapshot {
    pub(crate) fn run(self, out: &mut Output) -> anyhow::Result<Verdict> {
        let Some(generated) = self.compilation.generate() else { return Ok(Verdict::Found) };
        let mut verdict = Verdict::Fine;
        for reviewed in &generated.reviewed {
            let path = self.out.join(format!("{}.snap", reviewed.name));
            // Git may have checked it out with other ends of lines.
            let there = fs::read_to_string(&path).ok().map(|text| text.replace("\r\n", "\n"));
            let before = there.as_deref().map_or("", content);
            if there.is_some() && before.trim_end() == reviewed.text.trim_end() {
                continue;
            }
            if self.verify {
                show(before, reviewed, out)?;
                verdict = Verdict::Found;
                continue;
            }
            let written =
                fs::create_dir_all(&self.out).and_then(|()| fs::write(&path, HEAD.to_owned() + &reviewed.text));
            written.with_context(|| format!("cannot write {}", terminal::path(&path)))?;
            writeln!(out, "wrote {}", terminal::line(&path.to_string_lossy()))?;
        }
        for file in self.left_over(&generated.reviewed) {
            complain(format_args!("no operation has what is in {}", terminal::line(&file.to_string_lossy())));
            verdict = Verdict::Found;
        }
        Ok(verdict)
    }

    /// The snapshots that are there and belong to nothing, sorted.
    fn left_over(&self, reviewed: &[Reviewed]) -> Vec<PathBuf> {
        let files = fs::read_dir(&self.out).into_iter().flatten().filter_map(|file| Some(file.ok()?.path()));
        let is_known = |name: &str| reviewed.iter().any(|reviewed| reviewed.name == name);
        let mut left: Vec<PathBuf> = files
            .filter(|file| file.extension().is_some_and(|extension| extension == "snap"))
            .filter(|file| file.file_stem().is_some_and(|name| !name.to_str().is_some_and(is_known)))
            .collect();
        left.sort();
        left
    }
}

/// What insta writes above a snapshot.
const HEAD: &str = "---\nsource: tests/regression.rs\n---\n";

/// A snapshot without what insta writes above it.
fn content(text: &str) -> &str {
    text.strip_prefix("---\n").and_then(|rest| rest.split_once("\n---\n")).map_or(text, |(_, content)| content)
}

/// The lines that are not there any more, and those that were not.
fn show(before: &str, reviewed: &Reviewed, out: &mut Output) -> anyhow::Result<()> {
    writeln!(out, "{} differs", reviewed.name)?;
    let now = &*reviewed.text;
    let mut is_shown = false;
    for (sign, lines, others) in [("-", before, now), ("+", now, before)] {
        for line in lines.lines().filter(|line| !others.lines().any(|other| other == *line)) {
            writeln!(out, "  {sign} {}", terminal::line(line))?;
            is_shown = true;
        }
    }
    if !is_shown {
        writeln!(out, "  the same lines in another order or number")?;
    }
    Ok(())
}
