//! One number for each operation and side.

use std::collections::BTreeMap;

use crate::count::{FLAT, HEAVY};
use crate::picture::draw;
use crate::report::count;

pub(super) struct Table {
    pub(super) title: &'static str,
    /// Ours first.
    pub(super) columns: Vec<Column>,
}

pub(super) struct Column {
    pub(super) name: &'static str,
    /// By operation.
    pub(super) each: BTreeMap<String, f64>,
}

impl Table {
    /// The numbers, and ours by those of each other side.
    pub(super) fn print(&self) {
        println!("\n{}", self.title);
        let names: Vec<_> = self.columns.iter().map(|column| column.name).collect();
        print!("  {:<28}", "");
        for name in &names {
            print!(" {name:>14}");
        }
        print!("  ours /");
        for name in &names[1..] {
            print!(" {name:>14}");
        }
        println!();
        for (title, group) in [("with fragments and unions", HEAVY), ("flat", FLAT)] {
            for operation in group {
                self.line(operation, &[operation]);
            }
            self.line(&format!("= {title}"), &group);
        }
    }

    /// The means of the groups as bars.
    pub(super) fn picture(&self) -> String {
        let groups = [("with fragments and unions", HEAVY), ("flat", FLAT)].map(|(title, group)| {
            (title, self.columns.iter().map(|column| (column.name, column.mean(&group))).collect())
        });
        draw(self.title, &groups)
    }

    /// How many times as much as another side we have, each operation with the same bytes.
    pub(super) fn beside(&self, operations: &[&str], other: usize) -> f64 {
        self.columns[0].mean(operations) / self.columns[other].mean(operations)
    }

    fn line(&self, title: &str, operations: &[&str]) {
        print!("  {title:<28}");
        for column in &self.columns {
            cell(column.mean(operations));
        }
        print!("        ");
        for other in 1..self.columns.len() {
            cell(self.beside(operations, other));
        }
        println!();
    }
}

fn cell(number: f64) {
    if number.is_nan() { print!(" {:>14}", "-") } else { print!(" {number:>14.2}") }
}

impl Column {
    /// A side that lacks an operation has no mean.
    fn mean(&self, operations: &[&str]) -> f64 {
        let sum: f64 = operations.iter().map(|&operation| self.each.get(operation).unwrap_or(&f64::NAN)).sum();
        sum / count(operations.len())
    }
}
