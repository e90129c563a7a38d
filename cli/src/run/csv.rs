//! Rows as comma-separated values (RFC 4180, with `\n` at the end of lines).

use std::borrow::Cow;
use std::io::Write;

pub(super) fn write(rows: impl Iterator<Item = Vec<String>>, out: &mut dyn Write) -> csv::Result<()> {
    let mut writer = csv::Writer::from_writer(out);
    for row in rows {
        writer.write_record(row.iter().map(|cell| no_formula(cell).into_owned()))?;
    }
    Ok(writer.flush()?)
}

/// A text that a spreadsheet would take for a formula, and might obey, gets a `'` in front, by which a spreadsheet knows text.
fn no_formula(cell: &str) -> Cow<'_, str> {
    let is_formula = cell.starts_with(['=', '+', '-', '@', '\t', '\r']) && cell.parse::<f64>().is_err();
    if is_formula { Cow::Owned(format!("'{cell}")) } else { Cow::Borrowed(cell) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(rows: &[&[&str]]) -> String {
        let mut out = Vec::new();
        let rows = rows.iter().map(|row| row.iter().map(|&cell| cell.to_owned()).collect());
        write(rows, &mut out).unwrap();
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn cells_with_commas_quotes_and_breaks_are_quoted() {
        assert_eq!(written(&[&["x, y", "say \"hi\"", "1\n2", " s"]]), "\"x, y\",\"say \"\"hi\"\"\",\"1\n2\", s\n");
    }

    #[test]
    fn a_row_of_one_empty_cell_is_no_empty_line() {
        assert_eq!(written(&[&["a"], &[""], &["1"]]), "a\n\"\"\n1\n");
    }

    #[test]
    fn no_cell_is_a_formula() {
        let formulas = ["=1+1", "+cmd|' /C calc'!A0", "-2+3", "@SUM(A1)", "\t=1"];
        assert_eq!(written(&[&formulas]), "'=1+1,'+cmd|' /C calc'!A0,'-2+3,'@SUM(A1),'\t=1\n");
        assert_eq!(written(&[&["-5", "+5", "-1.5e3", "a=b"]]), "-5,+5,-1.5e3,a=b\n");
    }
}
