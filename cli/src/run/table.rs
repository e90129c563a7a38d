//! Rows as a table for reading.

use std::io::{self, Write};

use stigg_graphql_codegen::terminal;
use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

/// Longer texts are cut; whoever needs all of them takes another format.
const WIDEST: usize = 40;
/// Columns are not made narrower than this to fit a terminal.
const NARROWEST: usize = 6;
const GAP: usize = 2;

/// A table of which the first page decides how wide the columns are.
pub(super) struct Table {
    widths: Vec<usize>,
}

impl Table {
    /// Writes the head of a table for these rows and those to come, within the width of the terminal, if there is one.
    pub(super) fn begin(
        header: &[String],
        rows: &[Vec<String>],
        terminal: Option<usize>,
        out: &mut dyn Write,
    ) -> io::Result<Self> {
        let width = |cell: &String| terminal::line(cell).width().min(WIDEST);
        let mut widths: Vec<usize> = header.iter().map(width).collect();
        for row in rows {
            for (widest, cell) in widths.iter_mut().zip(row) {
                *widest = width(cell).max(*widest);
            }
        }
        if let Some(terminal) = terminal {
            narrow(&mut widths, terminal);
        }
        let table = Self { widths };
        table.row(header, out)?;
        let rule: Vec<String> = table.widths.iter().map(|width| "-".repeat(*width)).collect();
        writeln!(out, "{}", rule.join(&" ".repeat(GAP)))?;
        Ok(table)
    }

    pub(super) fn row(&self, cells: &[String], out: &mut dyn Write) -> io::Result<()> {
        let mut text = String::new();
        for (cell, &width) in cells.iter().zip(&self.widths) {
            let cell = fitted(cell, width);
            text.push_str(&cell);
            text.push_str(&" ".repeat(width - cell.width() + GAP));
        }
        writeln!(out, "{}", text.trim_end())
    }
}

/// Takes from the widest columns until all fit.
fn narrow(widths: &mut [usize], terminal: usize) {
    let gaps = widths.len().saturating_sub(1) * GAP;
    while widths.iter().sum::<usize>() + gaps > terminal {
        match widths.iter_mut().max() {
            Some(widest) if *widest > NARROWEST => *widest -= 1,
            _ => break,
        }
    }
}

/// The text on one line of at most `width` columns.
fn fitted(cell: &str, width: usize) -> String {
    let line = terminal::line(cell);
    if line.width() <= width {
        return line.into_owned();
    }
    let dots = ".".repeat(width.min(3));
    let mut fitted = String::new();
    for letter in line.chars() {
        if fitted.width() + letter.width().unwrap_or_default() + dots.len() > width {
            break;
        }
        fitted.push(letter);
    }
    fitted + &dots
}

#[cfg(test)]
mod tests {
    use super::*;

    fn table(pages: &[&[[&str; 2]]], terminal: Option<usize>) -> String {
        let row = |cells: &[&str; 2]| cells.map(str::to_owned).to_vec();
        let first: Vec<Vec<String>> = pages[0].iter().map(row).collect();
        let mut out = Vec::new();
        let table = Table::begin(&row(&["id", "n"]), &first, terminal, &mut out).unwrap();
        for cells in pages.iter().copied().flatten() {
            table.row(&row(cells), &mut out).unwrap();
        }
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn columns_line_up_also_with_wide_letters() {
        let long = "x".repeat(50);
        let cut = "x".repeat(37) + "...";
        let expected = format!("id    n\n----  {}\n価格  1\nab    {cut}\n", "-".repeat(40));
        assert_eq!(table(&[&[["価格", "1"], ["ab", &long]]], None), expected);
    }

    #[test]
    fn a_later_page_keeps_to_the_widths_of_the_first() {
        assert_eq!(
            table(&[&[["a", "12345"]], &[["bcd", "1234567"]]], None),
            "id  n\n--  -----\na   12345\n..  12...\n"
        );
    }

    #[test]
    fn wide_columns_give_way_to_a_terminal() {
        let long = "y".repeat(30);
        let expected = "id  n\n--  ----------------\na   yyyyyyyyyyyyy...\n";
        assert_eq!(table(&[&[["a", &long]]], Some(20)), expected);
    }
}
