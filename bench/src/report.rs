//! The tables, and whether the marks are met.

use std::time::Duration;

use crate::clock::Took;
use crate::round::{Group, Round, ratio};

/// What decoding must reach, and what building must stay under, beside `graphql_client`.
const FLAT: f64 = 1.25;
const FRAGMENTS: f64 = 1.7;
const RUSTC: f64 = 0.15;
const SIZE: f64 = 0.2;

/// Says what it finds, and remembers what it missed.
#[derive(Default)]
pub(crate) struct Report {
    marks: Vec<String>,
    missed: usize,
}

impl Report {
    /// One line for each operation, then one for each group.
    pub(crate) fn decode(&mut self, rounds: &[Round]) {
        println!(
            "\nDecode: the bytes of `data`, as each client reads a body; MB/s by the best sample, ratio = how many times as fast we are"
        );
        for (group, title) in [
            (Group::Fragments, "with fragments and unions, as shipped"),
            (Group::Flat, "flat: no unions, fragments put in place"),
            (Group::Small, "answers below 10 KB, which no mark counts"),
        ] {
            let rows: Vec<_> = rounds.iter().filter(|round| round.group == group).collect();
            if rows.is_empty() {
                continue;
            }
            println!("\n  {title}");
            println!(
                "  {:<40} {:>8} {:>8} {:>15} {:>6} {:>7}",
                "", "bytes", "ours", "graphql_client", "ratio", "median"
            );
            for row in &rows {
                line(
                    &row.operation,
                    &row.bytes.to_string(),
                    speed(row.bytes, row.ours),
                    speed(row.bytes, row.peer),
                    row.median,
                );
            }
            let sum = |time: fn(&Round) -> f64| {
                rows.iter().map(|row| time(row) / f64::from(row.bytes)).sum::<f64>() / count(rows.len())
            };
            let (ours, peer) = (1e3 / sum(|row| row.ours), 1e3 / sum(|row| row.peer));
            let mut medians: Vec<_> = rows.iter().map(|row| row.median).collect();
            medians.sort_by(f64::total_cmp);
            let worst = rows.iter().min_by(|one, other| one.ratio().total_cmp(&other.ratio()));
            line(
                &format!("= {} operations, the same bytes of each", rows.len()),
                "",
                ours,
                peer,
                medians[medians.len() / 2],
            );
            if let Some(worst) = worst {
                println!("  slowest beside graphql_client: {} at {:.2}", worst.operation, worst.ratio());
            }
            match group {
                Group::Flat => self.mark("decode, flat", ours / peer, FLAT, true),
                Group::Fragments => self.mark("decode, fragments and unions", ours / peer, FRAGMENTS, true),
                Group::Small => {}
            }
        }
    }

    /// What building took; `marked` for release.
    pub(crate) fn build(&mut self, title: &str, ours: Took, peer: Took, marked: bool) {
        let seconds = |time: Duration| time.as_secs_f64();
        let by = seconds(ours.judged()) / seconds(peer.judged());
        let (wall, other) = (seconds(ours.wall), seconds(peer.wall));
        println!("  {:<40} {wall:>8.1} {other:>24.1} {:>6.2}", format!("{title}, seconds"), wall / other);
        if let (Some(ours), Some(peer)) = (ours.processor, peer.processor) {
            let (ours, peer) = (seconds(ours), seconds(peer));
            println!("  {:<40} {ours:>8.1} {peer:>24.1} {:>6.2}", format!("{title}, processor seconds"), ours / peer);
        }
        if marked {
            self.mark(title, by, RUSTC, false);
        }
    }

    /// The machine code of each side without that of a program that decodes nothing.
    pub(crate) fn size(&mut self, ours: u64, peer: u64) {
        let by = ratio(ours, peer);
        println!("  {:<40} {:>8} {:>24} {by:>6.2}", "machine code, KB", ours / 1000, peer / 1000);
        self.mark("machine code", by, SIZE, false);
    }

    /// A mark that is met by what is small, and what it is to become.
    pub(crate) fn at_most(&mut self, title: &str, reached: f64, mark: f64, goal: f64) {
        self.mark(title, reached, mark, false);
        if let Some(line) = self.marks.last_mut() {
            line.push_str(&format!(", goal {goal:.2}"));
        }
    }

    /// Lists the marks and says whether all are met.
    pub(crate) fn finish(self) -> bool {
        println!("\nMarks");
        for mark in &self.marks {
            println!("  {mark}");
        }
        self.missed == 0
    }

    fn mark(&mut self, title: &str, reached: f64, mark: f64, at_least: bool) {
        let passed = if at_least { reached >= mark } else { reached <= mark };
        let verdict = if passed { "PASS" } else { "FAIL" };
        let bound = if at_least { "at least" } else { "at most" };
        self.marks.push(format!("{verdict}  {title:<60} {reached:>5.2}  {bound} {mark:.2}"));
        self.missed += usize::from(!passed);
    }
}

/// The head of a table of one number a side.
pub(crate) fn heading(title: &str) {
    println!("\n{title}\n  {:<40} {:>8} {:>24} {:>6}", "", "ours", "graphql_client", "ratio");
}

/// A list, unless it is empty.
pub(crate) fn list(title: &str, items: &[String]) {
    if !items.is_empty() {
        println!("\n{title}\n  {}", items.join("\n  "));
    }
}

fn line(title: &str, bytes: &str, ours: f64, peer: f64, median: f64) {
    println!("  {title:<40} {bytes:>8} {ours:>8.0} {peer:>15.0} {:>6.2} {median:>7.2}", ours / peer);
}

/// MB/s.
fn speed(bytes: u32, nanos: f64) -> f64 {
    f64::from(bytes) * 1e3 / nanos
}

/// How many, as what is divided by.
pub(crate) fn count(rows: usize) -> f64 {
    u32::try_from(rows).map_or(f64::INFINITY, f64::from)
}
