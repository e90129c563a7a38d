//! Answers as a server would give them: any valid one, the same for the same operation.

use std::hash::{DefaultHasher, Hasher as _};

use apollo_compiler::ast::Type;
use apollo_compiler::executable::{ExecutableDocument, SelectionSet};
use apollo_compiler::schema::ExtendedType;
use apollo_compiler::{Name, Schema};
use serde_json::{Value, json};

use crate::merge::merge;

/// What a usual page of a list weighs.
pub(crate) const SMALL: usize = 10_000;
const USUAL: usize = 20_000;
const LARGE: usize = 100_000;
/// The longest outermost list.
const MOST_ITEMS: usize = 400;

/// The text of `data` of one answer; of 10 to 100 KB where the operation has lists to fill.
pub(crate) fn answer(schema: &Schema, document: &ExecutableDocument) -> String {
    let mut best = String::new();
    for nested in [3, 2, 1] {
        let mut items = 1;
        while items <= MOST_ITEMS {
            let text = Answer::new(schema, document, items, nested).data();
            if text.len() > LARGE {
                break;
            }
            if text.len() > best.len() {
                best = text;
            }
            if best.len() >= USUAL {
                return best;
            }
            items += items.div_ceil(2);
        }
    }
    best
}

/// The text of `data` of an answer whose lists are empty.
pub(crate) fn short(schema: &Schema, document: &ExecutableDocument) -> String {
    Answer::new(schema, document, 0, 0).data()
}

struct Answer<'a> {
    schema: &'a Schema,
    document: &'a ExecutableDocument,
    /// How long the outermost lists are, and at most those in them.
    items: usize,
    nested: usize,
    state: u64,
}

impl<'a> Answer<'a> {
    fn new(schema: &'a Schema, document: &'a ExecutableDocument, items: usize, nested: usize) -> Self {
        let mut hasher = DefaultHasher::new();
        for name in document.operations.named.keys() {
            hasher.write(name.as_bytes());
        }
        Self { schema, document, items, nested, state: hasher.finish() | 1 }
    }

    fn data(mut self) -> String {
        let document = self.document;
        document.operations.iter().next().map_or_else(String::new, |only| self.object(&[&only.selection_set], 0))
    }

    fn random(&mut self, below: usize) -> usize {
        self.state ^= self.state << 13;
        self.state ^= self.state >> 7;
        self.state ^= self.state << 17;
        usize::try_from(self.state >> 33).unwrap_or(0) % below
    }

    fn object(&mut self, sets: &[&'a SelectionSet], lists: usize) -> String {
        let (schema, document) = (self.schema, self.document);
        let ty = &sets[0].ty;
        let members: Vec<&Name> = match schema.types.get(ty) {
            Some(ExtendedType::Union(union)) => union.members.iter().map(|member| &member.name).collect(),
            Some(ExtendedType::Interface(_)) => schema
                .types
                .iter()
                .filter(|(name, member)| member.is_object() && schema.is_subtype(ty, name))
                .map(|(name, _)| name)
                .collect(),
            _ => vec![ty],
        };
        let is_abstract = members.len() > 1 || members[0] != ty;
        let object = members[self.random(members.len())];
        // Written here, since a `serde_json::Map` would sort the keys, and servers do not.
        let mut answer = Vec::new();
        let mut has_typename = false;
        for (key, fields) in merge(schema, document, sets.iter().copied(), object) {
            let value = if fields[0].name == "__typename" {
                has_typename |= key == "__typename";
                format!("\"{object}\"")
            } else {
                let below: Vec<_> = fields.iter().map(|field| &field.selection_set).collect();
                self.value(&fields[0].name, fields[0].ty(), &below, lists)
            };
            answer.push(format!("\"{key}\":{value}"));
        }
        if is_abstract && !has_typename {
            answer.insert(0, format!("\"__typename\":\"{object}\""));
        }
        format!("{{{}}}", answer.join(","))
    }

    fn value(&mut self, field: &str, ty: &Type, below: &[&'a SelectionSet], lists: usize) -> String {
        let has_fields = !below[0].is_empty();
        // What is selected from is mostly there, or there would be little to decode.
        if !ty.is_non_null() && self.random(if has_fields { 6 } else { 4 }) == 0 && lists > 0 {
            return "null".to_owned();
        }
        match ty {
            Type::List(item) | Type::NonNullList(item) => {
                let length = if lists == 0 { self.items } else { self.random(self.nested + 1) };
                let item = item.as_ref().clone().non_null();
                let items: Vec<_> = (0..length).map(|_| self.value(field, &item, below, lists + 1)).collect();
                format!("[{}]", items.join(","))
            }
            Type::Named(_) | Type::NonNullNamed(_) if has_fields => self.object(below, lists),
            Type::Named(name) | Type::NonNullNamed(name) => self.leaf(field, name).to_string(),
        }
    }

    fn leaf(&mut self, field: &str, ty: &Name) -> Value {
        let number = self.random(10_000);
        match (ty.as_str(), self.schema.types.get(ty)) {
            (_, Some(ExtendedType::Enum(values))) => {
                let at = number % values.values.len();
                values.values.keys().nth(at).map_or(Value::Null, |value| value.as_str().into())
            }
            ("Boolean", _) => (number.is_multiple_of(2)).into(),
            ("Int", _) => number.into(),
            // JavaScript writes whole floats without a fraction.
            ("Float", _) if number.is_multiple_of(2) => (number / 10).into(),
            ("Float", _) => json!(f64::from(u32::try_from(number).unwrap_or(0)) / 100.0),
            ("DateTime", _) => format!(
                "2025-{:02}-{:02}T{:02}:{:02}:00.{:03}Z",
                number % 12 + 1,
                number % 28 + 1,
                number % 24,
                number % 60,
                number % 1000
            )
            .into(),
            ("UUID", _) => format!("{:08x}-{:04x}-4a01-8b02-{:012x}", number * 7919, number, number * 104_729).into(),
            ("JSON" | "JSONObject", _) => json!({"source": "import", "row": number, "tags": ["a", "b"]}),
            _ => text(field, number).into(),
        }
    }
}

fn text(field: &str, number: usize) -> String {
    let lower = field.to_lowercase();
    if lower.ends_with("id") || lower.ends_with("ids") {
        format!("{field}-{number:08x}")
    } else if lower.contains("url") || lower.contains("link") {
        format!("https://example.com/{field}/{number}")
    } else if lower.contains("email") {
        format!("someone.{number}@example.com")
    } else if lower.contains("description") || lower.contains("message") {
        format!("What this is, \"in a few words\", and the number {number} besides.")
    } else {
        format!("{field} {number}")
    }
}
