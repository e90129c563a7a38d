//! What is wrong with a text that is not GraphQL.

use apollo_compiler::validation::DiagnosticList;

use crate::failure::usage_in_lines;

/// More than this says no more.
const MOST: usize = 10;

/// The parser's names for what people type.
const TOKENS: [(&str, &str); 9] = [
    ("L_CURLY", "`{`"),
    ("R_CURLY", "`}`"),
    ("L_PAREN", "`(`"),
    ("R_PAREN", "`)`"),
    ("L_BRACK", "`[`"),
    ("R_BRACK", "`]`"),
    ("COLON", "`:`"),
    ("DOLLAR", "`$`"),
    ("EOF", "the end of the file"),
];

/// One line for each problem, as `file:line:column: what`; of syntax errors the first, for the others follow from it.
pub(crate) fn report(name: &str, errors: &DiagnosticList) -> anyhow::Error {
    let mut lines = Vec::new();
    for found in errors.iter().take(MOST) {
        let mut what = found.error.to_string();
        let is_syntax = what.starts_with("syntax error");
        if is_syntax {
            for (token, shown) in TOKENS {
                what = what.replace(token, shown);
            }
        }
        lines.push(match found.line_column_range() {
            Some(range) => format!("{name}:{}:{}: {what}", range.start.line, range.start.column),
            None => format!("{name}: {what}"),
        });
        if is_syntax {
            break;
        }
    }
    usage_in_lines(lines)
}
