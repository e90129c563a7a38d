//! Writes the answer to an introspection query as SDL.

use std::fmt::Write as _;

use super::grammar::default_value;
use super::model::{Deprecation, Field, InputValue, Named, Schema, Type, TypeRef};
use crate::character::is_hidden;
use crate::syntax::{DirectiveLocation, NO_REASON};
use crate::terminal;

/// The directive that says of a type in SDL what its empty lists say in introspection: that no more is known of it.
pub(crate) const INCOMPLETE: &str = "stigg_incomplete";

/// Types and directives that every server has.
const BUILT_IN: [&str; 10] =
    ["Int", "Float", "String", "Boolean", "ID", "skip", "include", "deprecated", "specifiedBy", "oneOf"];

/// Writing to a `String` cannot fail.
macro_rules! put {
    ($out:expr, $($text:tt)*) => {{
        let _ = write!($out, $($text)*);
    }};
}

/// The schema as SDL, in its order.
pub(super) fn print(schema: &Schema) -> String {
    let mut out = String::new();
    describe(&mut out, "", schema.description.as_deref());
    out.push_str("schema {\n");
    for (kind, root) in [
        ("query", &schema.query_type),
        ("mutation", &schema.mutation_type),
        ("subscription", &schema.subscription_type),
    ] {
        if let Some(root) = root {
            put!(out, "  {kind}: {}\n", root.name);
        }
    }
    out.push_str("}\n");
    let own = |name: &str| !name.starts_with("__") && !BUILT_IN.contains(&name);
    let directives = schema.directives.iter().flatten().filter(|directive| own(&directive.name));
    for directive in directives {
        // Places of a later edition are nothing to the documents of ours; without any of ours, nor is the directive.
        let locations = directive.locations.iter().filter(|location| DirectiveLocation::from_name(location).is_some());
        let locations: Vec<&str> = locations.map(String::as_str).collect();
        if locations.is_empty() {
            continue;
        }
        out.push('\n');
        describe(&mut out, "", directive.description.as_deref());
        put!(out, "directive @{}", directive.name);
        arguments(&mut out, "", directive.args.as_deref());
        let repeatable = if directive.is_repeatable == Some(true) { " repeatable" } else { "" };
        put!(out, "{repeatable} on {}\n", locations.join(" | "));
    }
    for ty in schema.types.iter().filter(|ty| own(&ty.name)) {
        out.push('\n');
        describe(&mut out, "", ty.description.as_deref());
        definition(&mut out, ty);
    }
    out
}

fn definition(out: &mut String, ty: &Type) {
    let name = &ty.name;
    match ty.kind.as_str() {
        "SCALAR" => {
            put!(out, "scalar {name}");
            if let Some(url) = &ty.specified_by {
                put!(out, " @specifiedBy(url: {})", quoted(url));
            }
            out.push('\n');
        }
        "UNION" => {
            put!(out, "union {name}");
            let members = names(ty.possible_types.as_deref(), " | ");
            if members.is_empty() {
                put!(out, " @{INCOMPLETE}\n");
            } else {
                put!(out, " = {members}\n");
            }
        }
        "ENUM" => {
            put!(out, "enum {name}");
            block(out, ty.enum_values.as_deref(), |out, value| {
                describe(out, "  ", value.description.as_deref());
                put!(out, "  {}", value.name);
                deprecated(out, &value.deprecation);
            });
        }
        "INPUT_OBJECT" => {
            let one_of = if ty.is_one_of == Some(true) { " @oneOf" } else { "" };
            put!(out, "input {name}{one_of}");
            block(out, ty.input_fields.as_deref(), |out, field| {
                describe(out, "  ", field.description.as_deref());
                out.push_str("  ");
                input_value(out, field);
            });
        }
        kind @ ("OBJECT" | "INTERFACE") => {
            let keyword = if kind == "INTERFACE" { "interface" } else { "type" };
            put!(out, "{keyword} {name}");
            if ty.interfaces.iter().flatten().next().is_some() {
                put!(out, " implements {}", names(ty.interfaces.as_deref(), " & "));
            }
            block(out, ty.fields.as_deref(), output_field);
        }
        kind => unreachable!("`{name}` is of the kind `{kind}`, which the grammar refuses"),
    }
}

/// The parts of a type, one a line. Where the answer has none there are no braces, which the grammar allows, and a mark
/// that says so.
fn block<T>(out: &mut String, parts: Option<&[T]>, part: impl Fn(&mut String, &T)) {
    let parts = parts.unwrap_or_default();
    if parts.is_empty() {
        put!(out, " @{INCOMPLETE}\n");
        return;
    }
    out.push_str(" {\n");
    for it in parts {
        part(out, it);
        out.push('\n');
    }
    out.push_str("}\n");
}

fn output_field(out: &mut String, field: &Field) {
    describe(out, "  ", field.description.as_deref());
    put!(out, "  {}", field.name);
    arguments(out, "  ", field.args.as_deref());
    out.push_str(": ");
    type_ref(out, &field.ty);
    deprecated(out, &field.deprecation);
}

/// On one line, or one a line where some are described.
fn arguments(out: &mut String, indent: &str, arguments: Option<&[InputValue]>) {
    let arguments = arguments.unwrap_or_default();
    if arguments.is_empty() {
        return;
    }
    out.push('(');
    if arguments.iter().any(|argument| argument.description.as_ref().is_some_and(|text| !text.is_empty())) {
        let inner = format!("{indent}  ");
        for argument in arguments {
            out.push('\n');
            describe(out, &inner, argument.description.as_deref());
            out.push_str(&inner);
            input_value(out, argument);
        }
        put!(out, "\n{indent}");
    } else {
        for (nth, argument) in arguments.iter().enumerate() {
            out.push_str(if nth == 0 { "" } else { ", " });
            input_value(out, argument);
        }
    }
    out.push(')');
}

fn input_value(out: &mut String, value: &InputValue) {
    put!(out, "{}: ", value.name);
    type_ref(out, &value.ty);
    if let Some(default) = &value.default_value {
        let default = default_value(default).expect("the grammar refuses what is no value");
        put!(out, " = {}", terminal::json(default.to_string()));
    }
    deprecated(out, &value.deprecation);
}

fn type_ref(out: &mut String, ty: &TypeRef) {
    match (ty.kind.as_str(), &ty.of_type) {
        ("NON_NULL", Some(inner)) => {
            type_ref(out, inner);
            out.push('!');
        }
        ("LIST", Some(inner)) => {
            out.push('[');
            type_ref(out, inner);
            out.push(']');
        }
        _ => out.push_str(ty.name.as_ref().expect("the grammar refuses a type without a name")),
    }
}

fn deprecated(out: &mut String, deprecation: &Deprecation) {
    if deprecation.is_deprecated == Some(true) {
        out.push_str(" @deprecated");
        if let Some(reason) = deprecation.deprecation_reason.as_deref().filter(|reason| *reason != NO_REASON) {
            put!(out, "(reason: {})", quoted(reason));
        }
    }
}

/// A description: one line in quotes, several as a block where a block says the same.
fn describe(out: &mut String, indent: &str, description: Option<&str>) {
    let Some(text) = description.filter(|text| !text.is_empty()) else { return };
    if text.contains('\n') && survives_a_block(text) {
        put!(out, "{indent}\"\"\"\n");
        for line in text.split('\n') {
            let line = line.replace("\"\"\"", "\\\"\"\"");
            put!(out, "{}\n", if line.is_empty() { line } else { format!("{indent}{line}") });
        }
        put!(out, "{indent}\"\"\"\n");
    } else {
        put!(out, "{indent}{}\n", quoted(text));
    }
}

/// Whether a block string, which drops common indentation and blank lines at both ends, keeps the text as it is.
fn survives_a_block(text: &str) -> bool {
    let is_blank = |line: &str| line.trim_matches([' ', '\t']).is_empty();
    let lines: Vec<&str> = text.split('\n').collect();
    let ends_are_text = !is_blank(lines[0]) && !is_blank(lines[lines.len() - 1]);
    let blank_lines_are_empty = lines.iter().all(|line| line.is_empty() || !is_blank(line));
    let some_line_starts_at_the_margin = lines.iter().any(|line| !line.is_empty() && !line.starts_with([' ', '\t']));
    let ends_in_a_backslash = text.ends_with('\\');
    ends_are_text
        && blank_lines_are_empty
        && some_line_starts_at_the_margin
        && !ends_in_a_backslash
        && !text.contains(|letter| is_hidden(letter) && letter != '\n' && letter != '\t')
}

/// A GraphQL string; its escapes are those of JSON. SDL is shown on terminals, so letters that nobody sees are escaped.
fn quoted(text: &str) -> String {
    terminal::json(serde_json::Value::from(text).to_string())
}

fn names(named: Option<&[Named]>, between: &str) -> String {
    named.unwrap_or_default().iter().map(|named| named.name.as_str()).collect::<Vec<_>>().join(between)
}
