//! Records as comma-separated values (RFC 4180, with `\n` at the end of lines).

use std::io::{self, Write};

use super::records::Records;

pub(super) fn write(records: &Records, out: &mut dyn Write) -> io::Result<()> {
    if records.columns.is_empty() {
        return Ok(());
    }
    for line in [&records.columns].into_iter().chain(&records.rows) {
        let cells: Vec<String> = line.iter().map(|cell| quoted(cell)).collect();
        // A line of one empty cell would be an empty line.
        let line =
            if cells.iter().all(String::is_empty) && cells.len() == 1 { "\"\"".to_owned() } else { cells.join(",") };
        writeln!(out, "{line}")?;
    }
    Ok(())
}

fn quoted(cell: &str) -> String {
    if cell.contains([',', '"', '\n', '\r']) || cell != cell.trim() {
        format!("\"{}\"", cell.replace('"', "\"\""))
    } else {
        cell.to_owned()
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::super::ordered::Order;
    use super::*;

    #[test]
    fn cells_with_commas_quotes_and_breaks_are_quoted() {
        let records = Records::of(&[json!({"a": "x, y", "b": "say \"hi\"", "c": "1\n2", "d": " s"})], &Order::of(&[]));
        let mut out = Vec::new();
        write(&records, &mut out).unwrap();
        let expected = "a,b,c,d\n\"x, y\",\"say \"\"hi\"\"\",\"1\n2\",\" s\"\n";
        assert_eq!(String::from_utf8(out).unwrap(), expected);
    }
}
