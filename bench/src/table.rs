//! One number for each operation and side.

use std::collections::BTreeMap;

use crate::report::count;

/// Operations of a kind, and what the kind is called.
pub(crate) type Group = (&'static str, &'static [&'static str]);

pub(crate) struct Table {
    pub(crate) title: &'static str,
    pub(crate) groups: &'static [Group],
    /// Ours first.
    pub(crate) columns: Vec<Column>,
}

pub(crate) struct Column {
    pub(crate) name: &'static str,
    /// By operation.
    pub(crate) each: BTreeMap<String, f64>,
}

impl Table {
    /// The numbers, and ours by those of each other side.
    pub(crate) fn print(&self) {
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
        for (title, group) in self.groups {
            for operation in *group {
                self.line(operation, &[operation]);
            }
            if group.len() > 1 {
                self.line(&format!("= {title}"), group);
            }
        }
    }

    /// The mean of a side; `None` where it lacks an operation or is not there.
    pub(crate) fn mean(&self, side: usize, operations: &[&str]) -> Option<f64> {
        self.columns.get(side).map(|column| column.mean(operations)).filter(|mean| !mean.is_nan())
    }

    /// How many times as much as another side we have, each operation with the same bytes.
    pub(crate) fn beside(&self, operations: &[&str], other: usize) -> f64 {
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
    match number {
        _ if !number.is_finite() => print!(" {:>14}", "-"),
        1000.0.. => print!(" {number:>14.0}"),
        _ => print!(" {number:>14.2}"),
    }
}

impl Column {
    /// A side that lacks an operation has no mean.
    fn mean(&self, operations: &[&str]) -> f64 {
        let sum: f64 = operations.iter().map(|&operation| self.each.get(operation).unwrap_or(&f64::NAN)).sum();
        sum / count(operations.len())
    }
}
