//! A sheet as comma-separated values (RFC 4180, with `\n` at the end of lines).

use std::io::Write;

use super::sheet::Sheet;

pub(super) fn write(sheet: &Sheet, out: &mut dyn Write) -> csv::Result<()> {
    if sheet.columns.is_empty() {
        return Ok(());
    }
    let mut writer = csv::Writer::from_writer(out);
    for line in [&sheet.columns].into_iter().chain(&sheet.rows) {
        writer.write_record(line)?;
    }
    Ok(writer.flush()?)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::super::ordered::Order;
    use super::*;

    fn written(nodes: &[serde_json::Value]) -> String {
        let mut out = Vec::new();
        write(&Sheet::of(nodes, &Order::of(&[])), &mut out).unwrap();
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn cells_with_commas_quotes_and_breaks_are_quoted() {
        let node = json!({"a": "x, y", "b": "say \"hi\"", "c": "1\n2", "d": " s"});
        assert_eq!(written(&[node]), "a,b,c,d\n\"x, y\",\"say \"\"hi\"\"\",\"1\n2\", s\n");
    }

    #[test]
    fn a_record_of_one_empty_cell_is_no_empty_line() {
        assert_eq!(written(&[json!({"a": null}), json!({"a": 1})]), "a\n\"\"\n1\n");
    }
}
