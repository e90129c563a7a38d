//! What users get, in a few numbers: a table for the README, and a picture of it.

use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use crate::picture;

/// The sides as the table has them.
pub(crate) const SIDES: [&str; 4] = ["ours", "graphql_client", "cynic", "by hand"];

/// The rows; of all, less is better.
#[derive(Default)]
pub(crate) struct Summary {
    rows: Vec<Row>,
}

pub(crate) struct Row {
    pub(crate) title: String,
    pub(crate) unit: &'static str,
    /// By side.
    pub(crate) numbers: [Option<f64>; 4],
}

impl Summary {
    pub(crate) fn add(&mut self, title: &str, unit: &'static str, numbers: [Option<f64>; 4]) {
        self.rows.push(Row { title: title.to_owned(), unit, numbers });
    }

    /// Writes the table and the picture.
    pub(crate) fn write(&self, folder: &Path) -> anyhow::Result<()> {
        let (table, picture) = (folder.join("summary.md"), folder.join("summary.svg"));
        fs::write(&table, self.table())?;
        fs::write(&picture, picture::draw(&self.rows))?;
        println!("\nThe README's table: {}\nThe picture of it: {}", table.display(), picture.display());
        Ok(())
    }

    fn table(&self) -> String {
        let mut text = format!(
            "| lower is better | {} |\n| --- | --- | --- | --- | --- |\n",
            SIDES
                .map(|side| match side {
                    "ours" | "by hand" => side.to_owned(),
                    name => format!("`{name}`"),
                })
                .join(" | ")
        );
        for Row { title, unit, numbers } in &self.rows {
            let [ours, ..] = numbers;
            let cells = numbers.iter().enumerate().map(|(side, number)| match (number, ours) {
                (Some(number), Some(ours)) if side > 0 => format!("{} ({:.2}x)", shown(*number), ours / number),
                (Some(number), _) => shown(*number),
                (None, _) => "-".to_owned(),
            });
            let _ = writeln!(text, "| {title}, {unit} | {} |", cells.collect::<Vec<_>>().join(" | "));
        }
        text.push_str("\nIn brackets: ours by theirs.\n");
        text
    }
}

/// A number with three digits that count.
pub(crate) fn shown(number: f64) -> String {
    if number >= 100.0 { format!("{number:.0}") } else { format!("{number:.1}") }
}
