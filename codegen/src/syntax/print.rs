//! The tree as text: with lines and spaces for people, and without for servers.
//!
//! Descriptions are not printed: they are for the readers of the file, and servers of before September 2025 refuse
//! them. Strings are printed on one line, since a block means the same as a string with escapes.

use std::fmt::{self, Display, Formatter, Write};

use super::{
    Argument, Directives, Document, Field, FragmentDefinition, ObjectField, OperationDefinition, OperationType,
    Selection, Value, ValueKind, VariableDefinition,
};

/// Writes tokens, and between them what a style has there.
struct Printer<'o> {
    out: &'o mut dyn Write,
    style: Style,
    depth: usize,
    /// Whether the last token was a name, a number or a string.
    after_word: bool,
}

#[derive(Clone, Copy, PartialEq)]
enum Style {
    /// For people: a selection a line, and spaces.
    Pretty,
    /// For servers: nothing that means nothing (spec 2.1.7).
    Minified,
}

/// What is printed.
trait Print {
    fn print(&self, to: &mut Printer<'_>) -> fmt::Result;
}

impl<'o> Printer<'o> {
    fn new(out: &'o mut dyn Write, style: Style) -> Self {
        Self { out, style, depth: 0, after_word: false }
    }

    /// A name, a number or a string. Two of them would run together; so would `""` and `"a"`, into a block.
    fn word(&mut self, word: &str) -> fmt::Result {
        if self.after_word && self.style == Style::Minified {
            self.out.write_char(' ')?;
        }
        self.after_word = true;
        self.out.write_str(word)
    }

    /// A punctuator (spec 2.1.8).
    fn sign(&mut self, sign: &str) -> fmt::Result {
        self.after_word = false;
        self.out.write_str(sign)
    }

    /// `name: `
    fn entry(&mut self, name: &str) -> fmt::Result {
        self.word(name)?;
        self.sign(":")?;
        self.pretty(" ")
    }

    /// What only people read.
    fn pretty(&mut self, text: &str) -> fmt::Result {
        if self.style == Style::Pretty { self.out.write_str(text) } else { Ok(()) }
    }

    fn line(&mut self) -> fmt::Result {
        self.pretty("\n")?;
        (0..self.depth).try_for_each(|_| self.pretty("  "))
    }

    /// In one line, with commas.
    fn list<T: Print>(&mut self, open: &str, items: &[T], close: &str) -> fmt::Result {
        self.sign(open)?;
        for (nth, item) in items.iter().enumerate() {
            if nth > 0 {
                self.pretty(", ")?;
            }
            item.print(self)?;
        }
        self.sign(close)
    }

    fn selections(&mut self, selections: &[Selection]) -> fmt::Result {
        self.sign("{")?;
        self.depth += 1;
        for selection in selections {
            self.line()?;
            selection.print(self)?;
        }
        self.depth -= 1;
        self.line()?;
        self.sign("}")
    }
}

impl Document {
    /// The operations, then the fragments, as people read them; what defines a schema is not printed.
    ///
    /// ```
    /// use stigg_graphql_codegen::syntax::{FileId, parse};
    ///
    /// let parsed = parse("query Q{plan{...P}}fragment P on Plan{id}", FileId::BUILT_IN);
    /// assert_eq!(
    ///     parsed.document.executable_text(),
    ///     "query Q {\n  plan {\n    ...P\n  }\n}\n\nfragment P on Plan {\n  id\n}\n"
    /// );
    /// ```
    pub fn executable_text(&self) -> String {
        let operations = self.operations().map(|operation| format!("{operation}\n"));
        operations.chain(self.fragments().map(|fragment| format!("{fragment}\n"))).collect::<Vec<_>>().join("\n")
    }
}

impl OperationDefinition {
    /// What is sent to a server: without white space and commas that mean nothing.
    ///
    /// ```
    /// use stigg_graphql_codegen::syntax::{FileId, parse};
    ///
    /// let parsed = parse("query Q($ids: [ID!]) { plans(ids: $ids, first: 1) { id name } }", FileId::BUILT_IN);
    /// let operation = parsed.document.operations().next().unwrap();
    /// assert_eq!(operation.minified(), "query Q($ids:[ID!]){plans(ids:$ids first:1){id name}}");
    /// ```
    pub fn minified(&self) -> String {
        minified(self)
    }
}

impl FragmentDefinition {
    /// As [`OperationDefinition::minified`]. It may follow another definition at once.
    pub fn minified(&self) -> String {
        minified(self)
    }
}

fn minified(definition: &impl Print) -> String {
    let mut text = String::new();
    let written = definition.print(&mut Printer::new(&mut text, Style::Minified));
    written.expect("a string takes all that is written to it");
    text
}

impl Print for OperationDefinition {
    fn print(&self, to: &mut Printer<'_>) -> fmt::Result {
        let is_shorthand = self.kind == OperationType::Query
            && self.name.is_none()
            && self.variables.is_empty()
            && self.directives.is_empty();
        if !is_shorthand {
            to.word(self.kind.name())?;
            if let Some(name) = &self.name {
                to.pretty(" ")?;
                to.word(name)?;
            }
            if !self.variables.is_empty() {
                to.list("(", &self.variables, ")")?;
            }
            self.directives.print(to)?;
            to.pretty(" ")?;
        }
        to.selections(&self.selections)
    }
}

impl Print for VariableDefinition {
    fn print(&self, to: &mut Printer<'_>) -> fmt::Result {
        to.sign("$")?;
        to.word(&self.name)?;
        to.sign(":")?;
        to.pretty(" ")?;
        to.word(&self.ty.to_string())?;
        if let Some(default) = &self.default {
            to.pretty(" ")?;
            to.sign("=")?;
            to.pretty(" ")?;
            default.print(to)?;
        }
        self.directives.print(to)
    }
}

impl Print for FragmentDefinition {
    fn print(&self, to: &mut Printer<'_>) -> fmt::Result {
        to.word("fragment")?;
        to.pretty(" ")?;
        to.word(&self.name)?;
        to.pretty(" ")?;
        to.word("on")?;
        to.pretty(" ")?;
        to.word(&self.type_condition)?;
        self.directives.print(to)?;
        to.pretty(" ")?;
        to.selections(&self.selections)
    }
}

impl Print for Selection {
    fn print(&self, to: &mut Printer<'_>) -> fmt::Result {
        match self {
            Self::Field(field) => field.print(to),
            Self::InlineFragment(inline) => {
                to.sign("...")?;
                if let Some(on) = &inline.type_condition {
                    to.pretty(" ")?;
                    to.word("on")?;
                    to.pretty(" ")?;
                    to.word(on)?;
                }
                inline.directives.print(to)?;
                to.pretty(" ")?;
                to.selections(&inline.selections)
            }
            Self::FragmentSpread(spread) => {
                to.sign("...")?;
                to.word(&spread.name)?;
                spread.directives.print(to)
            }
        }
    }
}

impl Print for Field {
    fn print(&self, to: &mut Printer<'_>) -> fmt::Result {
        if let Some(alias) = &self.alias {
            to.entry(alias)?;
        }
        to.word(&self.name)?;
        if !self.arguments.is_empty() {
            to.list("(", &self.arguments, ")")?;
        }
        self.directives.print(to)?;
        if self.selections.is_empty() {
            return Ok(());
        }
        to.pretty(" ")?;
        to.selections(&self.selections)
    }
}

/// Each with a space before it.
impl Print for Directives {
    fn print(&self, to: &mut Printer<'_>) -> fmt::Result {
        for directive in self {
            to.pretty(" ")?;
            to.sign("@")?;
            to.word(&directive.name)?;
            if !directive.arguments.is_empty() {
                to.list("(", &directive.arguments, ")")?;
            }
        }
        Ok(())
    }
}

impl Print for Argument {
    fn print(&self, to: &mut Printer<'_>) -> fmt::Result {
        to.entry(&self.name)?;
        self.value.print(to)
    }
}

impl Print for ObjectField {
    fn print(&self, to: &mut Printer<'_>) -> fmt::Result {
        to.entry(&self.name)?;
        self.value.print(to)
    }
}

impl Print for Value {
    fn print(&self, to: &mut Printer<'_>) -> fmt::Result {
        match &self.kind {
            ValueKind::Variable(name) => {
                to.sign("$")?;
                to.word(name)
            }
            ValueKind::Int(spelling) | ValueKind::Float(spelling) => to.word(spelling),
            ValueKind::String(text) => to.word(&string(text)),
            ValueKind::Boolean(value) => to.word(if *value { "true" } else { "false" }),
            ValueKind::Null => to.word("null"),
            ValueKind::Enum(name) => to.word(name),
            ValueKind::List(items) => to.list("[", items, "]"),
            ValueKind::Object(fields) => to.list("{", fields, "}"),
        }
    }
}

/// A string in quotes. Only what must be escaped is: servers differ in the escapes they know, not in letters.
fn string(text: &str) -> String {
    let mut quoted = String::with_capacity(text.len() + 2);
    quoted.push('"');
    for letter in text.chars() {
        match letter {
            '"' => quoted.push_str("\\\""),
            '\\' => quoted.push_str("\\\\"),
            '\n' => quoted.push_str("\\n"),
            '\r' => quoted.push_str("\\r"),
            '\t' => quoted.push_str("\\t"),
            letter if letter.is_control() => quoted.push_str(&format!("\\u{:04X}", u32::from(letter))),
            letter => quoted.push(letter),
        }
    }
    quoted.push('"');
    quoted
}

macro_rules! display {
    ($($ty:ty),*) => {
        $(impl Display for $ty {
            fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
                self.print(&mut Printer::new(f, Style::Pretty))
            }
        })*
    };
}

display!(OperationDefinition, VariableDefinition, FragmentDefinition, Directives, Argument, ObjectField, Value);

#[cfg(test)]
mod tests {
    use crate::syntax::{FileId, FragmentDefinition, OperationDefinition, parse};

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

    fn minified(text: &str) -> String {
        let parsed = parse(text, FileId::BUILT_IN);
        assert_eq!(parsed.errors, []);
        let operations = parsed.document.operations().map(OperationDefinition::minified);
        operations.chain(parsed.document.fragments().map(FragmentDefinition::minified)).collect()
    }

    #[test]
    fn what_means_nothing_is_not_sent() {
        let text = r#"query Q($a: [Int!]! = [1, -2, 0.5] @d, $b: In = {x: {y: null}, z: [true, A, ["", "a"]]}) @e(s: "a, \"b\\\n") {
  x: a(list: $a, text: "") @include(if: $c) @d {
    ... on T @skip(if: false) { b }
    ... { c }
    ... @d { c(n: 1) }
    n ...F @d
    d
  }
}
fragment F on T @d { a b }
subscription S { a }
{ a }"#;
        let sent = concat!(
            r#"query Q($a:[Int!]!=[1 -2 0.5]@d$b:In={x:{y:null}z:[true A["" "a"]]})@e(s:"a, \"b\\\n"){"#,
            r#"x:a(list:$a text:"")@include(if:$c)@d{...on T@skip(if:false){b}...{c}...@d{c(n:1)}n...F@d d}}"#,
            "subscription S{a}{a}fragment F on T@d{a b}",
        );
        assert_eq!(minified(text), sent);
        assert_eq!(printed(sent), printed(text));
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
