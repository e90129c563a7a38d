//! A sheet as a table for reading.

use std::io::{self, Write};

use stigg_graphql_codegen::terminal;
use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

use super::sheet::Sheet;

/// Longer texts are cut; whoever needs all of them takes another format.
const WIDEST: usize = 40;

pub(super) fn write(sheet: &Sheet, out: &mut dyn Write) -> io::Result<()> {
    if sheet.columns.is_empty() {
        return Ok(());
    }
    let lines: Vec<Vec<String>> = [&sheet.columns]
        .into_iter()
        .chain(&sheet.rows)
        .map(|line| line.iter().map(|cell| fitted(cell)).collect())
        .collect();
    let widths: Vec<usize> = (0..sheet.columns.len())
        .map(|column| lines.iter().map(|line| line[column].width()).max().unwrap_or_default())
        .collect();
    for (nth, line) in lines.iter().enumerate() {
        let mut text = String::new();
        for (cell, width) in line.iter().zip(&widths) {
            text.push_str(cell);
            text.push_str(&" ".repeat(width - cell.width() + 2));
        }
        writeln!(out, "{}", text.trim_end())?;
        if nth == 0 {
            let rule: Vec<String> = widths.iter().map(|width| "-".repeat(*width)).collect();
            writeln!(out, "{}", rule.join("  "))?;
        }
    }
    Ok(())
}

/// The text on one line of at most [`WIDEST`] columns.
fn fitted(cell: &str) -> String {
    let line = terminal::line(cell);
    if line.width() <= WIDEST {
        return line.into_owned();
    }
    let mut fitted = String::new();
    for letter in line.chars() {
        if fitted.width() + letter.width().unwrap_or_default() > WIDEST - 3 {
            break;
        }
        fitted.push(letter);
    }
    fitted + "..."
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::super::ordered::Order;
    use super::*;

    #[test]
    fn columns_line_up_also_with_wide_letters() {
        let long = "x".repeat(50);
        let sheet = Sheet::of(&[json!({"id": "価格", "n": 1}), json!({"id": "ab", "n": long})], &Order::of(&[]));
        let mut out = Vec::new();
        write(&sheet, &mut out).unwrap();
        let cut = "x".repeat(37) + "...";
        let expected = format!("id    n\n----  {}\n価格  1\nab    {cut}\n", "-".repeat(40));
        assert_eq!(String::from_utf8(out).unwrap(), expected);
    }
}
