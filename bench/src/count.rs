//! What can be counted of a few operations, and is the same on each run: instructions and allocations, for each side.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::bail;

use crate::answer::answer;
use crate::corpus::Corpus;
use crate::form::Form;
use crate::report::Report;
use crate::round::ratio;
use crate::scratch::Scratch;
use crate::summary::Summary;
use crate::table::{Column, Group, Table};
use crate::{allocation, callgrind, request, side};

/// With unions and many fragments.
const HEAVY: [&str; 3] = ["GetActiveSubscriptions", "GetEntitlementsState", "GetPaywall"];
/// Long lists of simple objects.
const FLAT: [&str; 3] = ["GetCoupons", "GetSubscriptions", "ListCustomers"];

const GROUPS: &[Group] = &[("with fragments and unions", &HEAVY), ("flat", &FLAT)];

/// The sides, and what the tables call them; those that are always there first.
const SIDES: [(&str, &str); 6] = [
    ("ours", "ours"),
    ("floor", "by hand"),
    ("floor_typed", "our types"),
    ("peer", "graphql_client"),
    ("cynic", "cynic"),
    ("no types", "no types"),
];

/// Ours, and what is written by hand.
const ALWAYS: usize = 2;

/// What is written with cynic.
const CYNIC: [&str; 4] = ["GetCoupons", "GetEntitlementsState", "GetSubscriptions", "ListCustomers"];

/// What must hold of ours beside another side, on heavy and on flat operations: as it is, and a hundredth or two more.
struct Mark {
    title: &'static str,
    /// The column.
    beside: usize,
    heavy: f64,
    flat: f64,
    goal: f64,
}

const INSTRUCTIONS: [Mark; 2] = [
    Mark { title: "instructions beside code by hand", beside: 1, heavy: 0.78, flat: 0.78, goal: 1.05 },
    Mark { title: "... with our types", beside: 2, heavy: 0.78, flat: 0.78, goal: 1.05 },
];
const INSTRUCTIONS_BY_STR: [Mark; 1] = [Mark {
    title: "instructions beside code by hand, both by from_str",
    beside: 1,
    heavy: 1.18,
    flat: 1.14,
    goal: 1.05,
}];
const INSTRUCTIONS_BY_SLICE: [Mark; 2] = [
    Mark {
        title: "instructions beside code by hand, both by from_slice",
        beside: 1,
        heavy: 0.98,
        flat: 0.96,
        goal: 1.05,
    },
    Mark {
        title: "instructions beside graphql_client, both by from_slice",
        beside: 3,
        heavy: 0.84,
        flat: 0.95,
        goal: 1.00,
    },
];
const MEMORY: [Mark; 2] = [
    Mark { title: "bytes allocated beside code by hand", beside: 1, heavy: 1.12, flat: 1.01, goal: 1.05 },
    Mark { title: "... with our types", beside: 2, heavy: 1.17, flat: 1.09, goal: 1.05 },
];

/// Builds the sides, all or those that are always there, counts, and prints the tables.
pub(crate) fn run(
    root: &Path,
    target: &Path,
    all: bool,
    report: &mut Report,
    summary: &mut Summary,
) -> anyhow::Result<()> {
    if !callgrind::is_there() {
        println!("left out: there is no valgrind here");
        return Ok(());
    }
    let corpus = Corpus::read(root)?;
    let scratch = Scratch::new(target, root, &corpus)?;
    write(&corpus, &scratch, root)?;
    request::write(&corpus, &scratch)?;
    eprintln!("building the sides ...");
    scratch.build_programs("counter", all)?;
    scratch.build_programs("request", false)?;
    let sides = if all { &SIDES[..] } else { &SIDES[..ALWAYS] };
    let count = Count { scratch: &scratch, sides, profiles: profiles(target)? };

    let read = ["as_client", "from_str", "from_str", "from_slice", "from_slice", "from_str"];
    let instructions = count.instructions("Instructions for each byte, as each side's users read a body", &read)?;
    let by_str = count.instructions("Instructions for each byte, all by from_str", &["from_str"; 3])?;
    let by_slice = count.instructions("Instructions for each byte, all by from_slice", &["from_slice"; 5])?;
    let [times, memory] = count.allocations(&read[..5])?;
    for table in [&instructions, &by_str, &by_slice, &times, &memory] {
        table.print();
    }
    hold(report, &instructions, &INSTRUCTIONS);
    hold(report, &by_str, &INSTRUCTIONS_BY_STR);
    hold(report, &by_slice, &INSTRUCTIONS_BY_SLICE);
    hold(report, &memory, &MEMORY);
    for (title, group) in GROUPS {
        summary.add(
            &format!("Decode, {title}"),
            "instructions / byte",
            [0, 3, 4, 1].map(|side| instructions.mean(side, group)),
        );
    }
    request::count(&scratch, &count.profiles, report, summary)?;
    println!(
        "\nWhere the instructions went, function by function, here of the first operation:\n  \
         callgrind_annotate --auto=no --threshold=100 {}",
        count.profile("ours", "as_client").with_extension("as_client.1").display()
    );
    Ok(())
}

/// Reports the marks beside the sides that are there.
fn hold(report: &mut Report, table: &Table, marks: &[Mark]) {
    let there = marks.iter().filter(|mark| mark.beside < table.columns.len());
    for Mark { title, beside, heavy, flat, goal } in there {
        report.at_most(&format!("{title}: heavy"), table.beside(&HEAVY, *beside), *heavy, *goal);
        report.at_most(&format!("{title}: flat"), table.beside(&FLAT, *beside), *flat, *goal);
    }
}

/// The programs, built.
struct Count<'a> {
    scratch: &'a Scratch,
    sides: &'a [(&'static str, &'static str)],
    profiles: PathBuf,
}

impl Count<'_> {
    /// With the sides for which there is a reader.
    fn instructions(&self, title: &'static str, readers: &[&str]) -> anyhow::Result<Table> {
        let (programs, answers) = (self.scratch.programs(), Self::answers());
        let mut columns = Vec::new();
        for (&(side, name), reader) in self.sides.iter().zip(readers) {
            let counted =
                callgrind::count(&programs, "instructions", &[&answers, side, reader], &self.profile(side, reader))?;
            let each =
                counted.into_iter().map(|counted| (counted.operation, ratio(counted.instructions, counted.amount)));
            columns.push(Column { name, each: each.collect() });
        }
        Ok(Table { title, groups: GROUPS, columns })
    }

    fn allocations(&self, readers: &[&str]) -> anyhow::Result<[Table; 2]> {
        let (programs, answers) = (self.scratch.programs(), Self::answers());
        let [mut times, mut memory] = [Vec::new(), Vec::new()];
        for (&(side, name), reader) in self.sides.iter().zip(readers) {
            let allocated = allocation::count(&programs, "allocations", &[&answers, side, reader])?;
            let each = allocated.iter().map(|one| (one.operation.clone(), ratio(one.times * 1000, one.amount)));
            times.push(Column { name, each: each.collect() });
            let each = allocated.iter().map(|one| (one.operation.clone(), ratio(one.memory, one.amount)));
            memory.push(Column { name, each: each.collect() });
        }
        Ok([
            Table { title: "Allocations for each 1000 bytes", groups: GROUPS, columns: times },
            Table { title: "Bytes allocated for each byte", groups: GROUPS, columns: memory },
        ])
    }

    /// The folder of the answers, seen from that of the programs.
    fn answers() -> String {
        format!("../../crates/answers/{}", Form::Counted.name())
    }

    /// What the files begin with that say where instructions went.
    fn profile(&self, side: &str, reader: &str) -> PathBuf {
        self.profiles.join(format!("{side}.{reader}"))
    }
}

fn write(corpus: &Corpus, scratch: &Scratch, root: &Path) -> anyhow::Result<()> {
    let operations: Vec<_> = HEAVY.into_iter().chain(FLAT).map(str::to_owned).collect();
    let documents = operations.iter().map(|name| corpus.document_of(name)).collect::<anyhow::Result<Vec<_>>>()?;
    let mut modules = Vec::new();
    for (name, document) in operations.iter().zip(&documents) {
        scratch.write_answer(Form::Counted, name, &answer(&corpus.schema, document))?;
        match side::peer(corpus, document) {
            Ok(module) => modules.push(module),
            Err(reason) => bail!("graphql_client does not {name}: {reason}"),
        }
    }
    scratch.write_peer(Form::Counted, &modules)?;
    scratch.write_floor(root, &operations)?;
    scratch.write_cynic(root, &CYNIC.map(str::to_owned))?;
    let documents: Vec<_> = documents.iter().collect();
    scratch.write_ours(Form::Counted, &side::ours(corpus, Form::Counted, &documents)?, &operations)
}

/// An empty folder.
fn profiles(target: &Path) -> anyhow::Result<PathBuf> {
    let folder = target.join("bench/callgrind");
    if folder.exists() {
        fs::remove_dir_all(&folder)?;
    }
    fs::create_dir_all(&folder)?;
    Ok(folder)
}
