//! The tree as text: what a server is sent, and what people read.
//!
//! Descriptions are not printed: they are for the readers of the file, and servers of before September 2025 refuse
//! them. Strings are printed on one line, since a block means the same as a string with escapes.

use std::fmt::{self, Display, Formatter, Write as _};

use super::{
    Argument, Directives, Field, FragmentDefinition, ObjectField, OperationDefinition, OperationType, Selection, Value,
    ValueKind, VariableDefinition,
};

impl Display for OperationDefinition {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let is_shorthand = self.kind == OperationType::Query
            && self.name.is_none()
            && self.variables.is_empty()
            && self.directives.is_empty();
        if !is_shorthand {
            f.write_str(self.kind.name())?;
            if let Some(name) = &self.name {
                write!(f, " {name}")?;
            }
            if !self.variables.is_empty() {
                list(f, "(", &self.variables, ")")?;
            }
            write!(f, "{} ", self.directives)?;
        }
        selection_set(f, &self.selections, 0)
    }
}

impl Display for VariableDefinition {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        write!(f, "${}: {}", self.name, self.ty)?;
        if let Some(default) = &self.default {
            write!(f, " = {default}")?;
        }
        write!(f, "{}", self.directives)
    }
}

impl Display for FragmentDefinition {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        write!(f, "fragment {} on {}{} ", self.name, self.type_condition, self.directives)?;
        selection_set(f, &self.selections, 0)
    }
}

fn selection_set(f: &mut Formatter<'_>, selections: &[Selection], depth: usize) -> fmt::Result {
    f.write_str("{\n")?;
    for selection in selections {
        indent(f, depth + 1)?;
        match selection {
            Selection::Field(field) => self::field(f, field, depth + 1)?,
            Selection::InlineFragment(inline) => {
                f.write_str("...")?;
                if let Some(on) = &inline.type_condition {
                    write!(f, " on {on}")?;
                }
                write!(f, "{} ", inline.directives)?;
                selection_set(f, &inline.selections, depth + 1)?;
            }
            Selection::FragmentSpread(spread) => write!(f, "...{}{}", spread.name, spread.directives)?,
        }
        f.write_char('\n')?;
    }
    indent(f, depth)?;
    f.write_char('}')
}

fn field(f: &mut Formatter<'_>, field: &Field, depth: usize) -> fmt::Result {
    if let Some(alias) = &field.alias {
        write!(f, "{alias}: ")?;
    }
    f.write_str(&field.name)?;
    if !field.arguments.is_empty() {
        list(f, "(", &field.arguments, ")")?;
    }
    write!(f, "{}", field.directives)?;
    if field.selections.is_empty() {
        return Ok(());
    }
    f.write_char(' ')?;
    selection_set(f, &field.selections, depth)
}

fn indent(f: &mut Formatter<'_>, depth: usize) -> fmt::Result {
    (0..depth).try_for_each(|_| f.write_str("  "))
}

/// Each with a space before it.
impl Display for Directives {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        for directive in self {
            write!(f, " @{}", directive.name)?;
            if !directive.arguments.is_empty() {
                list(f, "(", &directive.arguments, ")")?;
            }
        }
        Ok(())
    }
}

impl Display for Argument {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.name, self.value)
    }
}

impl Display for ObjectField {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.name, self.value)
    }
}

impl Display for Value {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match &self.kind {
            ValueKind::Variable(name) => write!(f, "${name}"),
            ValueKind::Int(spelling) | ValueKind::Float(spelling) => f.write_str(spelling),
            ValueKind::String(text) => string(f, text),
            ValueKind::Boolean(value) => write!(f, "{value}"),
            ValueKind::Null => f.write_str("null"),
            ValueKind::Enum(name) => f.write_str(name),
            ValueKind::List(items) => list(f, "[", items, "]"),
            ValueKind::Object(fields) => list(f, "{", fields, "}"),
        }
    }
}

/// In one line, with commas.
fn list<T: Display>(f: &mut Formatter<'_>, open: &str, items: &[T], close: &str) -> fmt::Result {
    f.write_str(open)?;
    for (nth, item) in items.iter().enumerate() {
        if nth > 0 {
            f.write_str(", ")?;
        }
        write!(f, "{item}")?;
    }
    f.write_str(close)
}

/// A string in quotes. Only what must be escaped is: servers differ in the escapes they know, not in letters.
fn string(f: &mut Formatter<'_>, text: &str) -> fmt::Result {
    f.write_char('"')?;
    for letter in text.chars() {
        match letter {
            '"' => f.write_str("\\\"")?,
            '\\' => f.write_str("\\\\")?,
            '\n' => f.write_str("\\n")?,
            '\r' => f.write_str("\\r")?,
            '\t' => f.write_str("\\t")?,
            letter if letter.is_control() => write!(f, "\\u{:04X}", u32::from(letter))?,
            letter => f.write_char(letter)?,
        }
    }
    f.write_char('"')
}

#[cfg(test)]
mod tests {
    use crate::syntax::{FileId, parse};

    fn printed(text: &str) -> String {
        let parsed = parse(text, FileId::BUILT_IN);
        assert_eq!(parsed.errors, []);
        let operations = parsed.document.operations().map(ToString::to_string);
        operations.chain(parsed.document.fragments().map(ToString::to_string)).collect::<Vec<_>>().join("\n")
    }

    #[test]
    fn what_is_printed_is_what_was_written() {
        let text = r#"query Q($a: [Int!]! = [1, -2] @d, $b: In = {x: {y: null}, z: [true, A, 1.50]}) @e(s: "a\"\\\n\u0007é") {
  x: a(list: $a, text: "b") @include(if: $c) {
    ... on T @skip(if: false) {
      b
    }
    ... {
      c
    }
    ...F @d
  }
}
fragment F on T @d {
  a
}"#;
        assert_eq!(printed(text), text);
    }

    #[test]
    fn descriptions_are_not_printed_and_blocks_become_strings() {
        assert_eq!(
            printed("\"what\" query Q(\"which\" $a: Int) { a(t: \"\"\"\n  b\n    \"c\"\n\"\"\") }"),
            "query Q($a: Int) {\n  a(t: \"b\\n  \\\"c\\\"\")\n}"
        );
        assert_eq!(printed("{ a }"), "{\n  a\n}");
    }
}
