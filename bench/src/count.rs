//! Instructions of a few operations, decoded by each side.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, bail};

use crate::answer::answer;
use crate::callgrind::{self, Counted};
use crate::corpus::Corpus;
use crate::form::Form;
use crate::round::ratio;
use crate::scratch::Scratch;
use crate::side;

/// With unions and many fragments.
const HEAVY: [&str; 3] = ["GetActiveSubscriptions", "GetEntitlementsState", "GetPaywall"];
/// Long lists of simple objects.
const FLAT: [&str; 3] = ["GetCoupons", "GetSubscriptions", "ListCustomers"];

/// Who decodes, how the text is read, and what the table calls it.
const COLUMNS: [(&str, &str, &str); 4] = [
    ("ours", "from_str", "ours"),
    ("floor", "from_str", "by hand"),
    ("floor_typed", "from_str", "our types"),
    ("peer", "from_slice", "graphql_client"),
];

/// Builds the sides, counts, and prints the table.
pub(crate) fn run(root: &Path, target: &Path) -> anyhow::Result<bool> {
    if !callgrind::is_there() {
        println!("left out: there is no valgrind here");
        return Ok(true);
    }
    let corpus = Corpus::read(root)?;
    let scratch = Scratch::new(target, root, &corpus)?;
    write(&corpus, &scratch, root)?;
    eprintln!("building the sides ...");
    let program = scratch.program("count")?;
    let folder = profiles(target)?;
    let mut columns = Vec::new();
    for (side, reader, _) in COLUMNS {
        let answers = scratch.answers().join(Form::Counted.name());
        let answers = answers.to_str().context("the path of the target folder is not UTF-8")?;
        columns.push(callgrind::count(&program, [answers, side, reader], &folder.join(format!("{side}.{reader}")))?);
    }
    table(&columns)?;
    println!(
        "\nWhere they went, function by function, in the first operation: \n  callgrind_annotate --auto=no --threshold=100 {}",
        folder.join("ours.from_str.1").display()
    );
    Ok(true)
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

fn table(columns: &[Vec<Counted>]) -> anyhow::Result<()> {
    println!("\nInstructions for each byte decoded");
    print!("  {:<26} {:>8}", "", "bytes");
    for (.., title) in COLUMNS {
        print!(" {title:>14}");
    }
    println!(" {:>14} {:>14} {:>14}", "ours/by hand", "ours/our types", "ours/graphql_client");
    for (title, group) in [("with fragments and unions", HEAVY), ("flat", FLAT)] {
        let mut sums = vec![0.0; columns.len()];
        for name in group {
            let row: Vec<_> = columns
                .iter()
                .map(|column| column.iter().find(|counted| counted.operation == name).context("not counted"))
                .collect::<anyhow::Result<_>>()?;
            let each: Vec<_> = row.iter().map(|counted| ratio(counted.instructions, counted.bytes)).collect();
            for (sum, each) in sums.iter_mut().zip(&each) {
                *sum += each / 3.0;
            }
            line(name, &row[0].bytes.to_string(), &each);
        }
        line(&format!("= {title}"), "", &sums);
    }
    Ok(())
}

fn line(title: &str, bytes: &str, each: &[f64]) {
    print!("  {title:<26} {bytes:>8}");
    for number in each {
        print!(" {number:>14.2}");
    }
    for other in &each[1..] {
        print!(" {:>14.2}", each[0] / other);
    }
    println!();
}
