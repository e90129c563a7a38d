//! What a call takes from the operation to its data, beside a loop that one writes with reqwest.

use std::path::Path;

use crate::answer;
use crate::corpus::Corpus;
use crate::form::Form;
use crate::report::Report;
use crate::round::ratio;
use crate::scratch::Scratch;
use crate::summary::Summary;
use crate::table::{Column, Group, Table};
use crate::{allocation, callgrind, side};

/// One with a short document, and the one with the longest of those that are shipped.
const OPERATIONS: [&str; 2] = ["GetCustomer", "GetCheckoutState"];
const GROUPS: &[Group] = &[("short document", &["GetCustomer"]), ("long document", &["GetCheckoutState"])];

/// The sides, and what the tables call them.
const SIDES: [(&str, &str); 2] = [("ours", "ours"), ("floor", "by hand")];

/// What must hold beside the loop of instructions, allocations and bytes, for each group: as it is, and a hundredth or two more.
///
/// The 12 allocations more are what reqwest's boxes around a connector with a layer take each time it is cloned. The layer
/// tells a connection that is opened from one that may be dead.
const MARKS: [[f64; 2]; 3] = [[0.94, 0.78], [1.17, 1.07], [1.16, 1.03]];
const GOAL: f64 = 1.00;

/// Writes the crate.
pub(crate) fn write(corpus: &Corpus, scratch: &Scratch) -> anyhow::Result<()> {
    let documents = OPERATIONS.iter().map(|name| corpus.document_of(name)).collect::<anyhow::Result<Vec<_>>>()?;
    for (name, document) in OPERATIONS.iter().zip(&documents) {
        let body = format!("{{\"data\":{}}}", answer::short(&corpus.schema, document));
        scratch.write_request_answer(name, &body)?;
    }
    let documents: Vec<_> = documents.iter().collect();
    scratch.write_request(&side::ours(corpus, Form::Counted, &documents)?)
}

/// Counts, prints the tables, and reports the marks; the programs are built.
pub(crate) fn count(
    scratch: &Scratch,
    profiles: &Path,
    report: &mut Report,
    summary: &mut Summary,
) -> anyhow::Result<()> {
    let programs = scratch.programs();
    let answers = "../../crates/answers/request";
    let [mut instructions, mut times, mut memory] = [Vec::new(), Vec::new(), Vec::new()];
    for (side, name) in SIDES {
        let profile = profiles.join(format!("request.{side}"));
        let counted = callgrind::count(&programs, "request_instructions", &[answers, side], &profile)?;
        let each = counted.into_iter().map(|one| (one.operation, ratio(one.instructions, one.amount)));
        instructions.push(Column { name, each: each.collect() });
        let allocated = allocation::count(&programs, "request_allocations", &[answers, side])?;
        let each = allocated.iter().map(|one| (one.operation.clone(), ratio(one.times, one.amount)));
        times.push(Column { name, each: each.collect() });
        let each = allocated.iter().map(|one| (one.operation.clone(), ratio(one.memory, one.amount)));
        memory.push(Column { name, each: each.collect() });
    }
    let tables = [
        ("Instructions of a call", instructions),
        ("Allocations of a call", times),
        ("Bytes allocated in a call", memory),
    ]
    .map(|(title, columns)| Table { title, groups: GROUPS, columns });
    for (table, marks) in tables.iter().zip(MARKS) {
        table.print();
        for ((title, operations), mark) in GROUPS.iter().zip(marks) {
            let title = format!("{} beside a loop by hand: {title}", table.title.to_lowercase());
            report.at_most(&title, table.beside(operations, 1), mark, GOAL);
        }
    }
    let [instructions, ..] = &tables;
    let number = |side| instructions.mean(side, &[OPERATIONS[0]]).map(|number| number / 1000.0);
    summary.add("A call, short document", "1000 instructions", [number(0), None, None, number(1)]);
    Ok(())
}
