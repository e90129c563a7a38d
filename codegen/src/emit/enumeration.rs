//! GraphQL enums.

use super::Emitter;
use crate::plan::Enum;

impl Emitter<'_> {
    pub(super) fn enumeration(&mut self, enumeration: &Enum<'_>) {
        let Enum { name: rust, graphql, unrecognized, .. } = enumeration;
        self.out.line("");
        self.out.doc(&format!("The enum `{graphql}`."));
        self.out.description(enumeration.description);
        self.derive(&["::core::cmp::Eq", "::core::hash::Hash"]);
        self.out.line("#[non_exhaustive]");
        self.out.open(&format!("pub enum {rust} {{"));
        for value in &enumeration.values {
            self.out.doc(&format!("`{}`", value.graphql));
            self.out.description(value.description);
            self.out.deprecated(value.deprecated);
            self.out.line(&format!("{},", value.variant));
        }
        self.out.doc("A value that the schema did not have when this was generated, as the server sent it.");
        self.out.line(&format!("{unrecognized}(::std::string::String),"));
        self.out.close("}");

        self.out.line("");
        self.out.open(&format!("impl {rust} {{"));
        self.out.doc("The value as GraphQL writes it.");
        self.out.open("pub fn as_str(&self) -> &str {");
        self.out.open("match self {");
        for value in &enumeration.values {
            self.out.line(&format!("Self::{} => {:?},", value.variant, value.graphql));
        }
        self.out.line(&format!("Self::{unrecognized}(text) => text,"));
        self.out.close("}");
        self.out.close("}");
        self.out.close("}");

        self.out.line("");
        self.out.open(&format!("impl ::core::convert::From<&str> for {rust} {{"));
        self.out.open("fn from(text: &str) -> Self {");
        // Sorted by text, for a search.
        let mut sorted: Vec<_> = enumeration.values.iter().collect();
        sorted.sort_unstable_by_key(|value| value.graphql);
        let count = sorted.len();
        let texts: Vec<_> = sorted.iter().map(|value| format!("{:?}", value.graphql)).collect();
        let values: Vec<_> = sorted.iter().map(|value| format!("{rust}::{}", value.variant)).collect();
        self.out.line(&format!("static TEXTS: [&::core::primitive::str; {count}] = [{}];", texts.join(", ")));
        self.out.line(&format!("static PREFIXES: [::core::primitive::u64; {count}] = __rt::prefixes(&TEXTS);"));
        self.out.line(&format!("static VALUES: [{rust}; {count}] = [{}];", values.join(", ")));
        self.out.open("match __rt::find(&TEXTS, &PREFIXES, text) {");
        self.out.line("::core::option::Option::Some(index) => ::core::clone::Clone::clone(&VALUES[index]),");
        self.out.line(&format!(
            "::core::option::Option::None => Self::{unrecognized}(::std::borrow::ToOwned::to_owned(text)),"
        ));
        self.out.close("}");
        self.out.close("}");
        self.out.close("}");
        self.out.line(&format!("__rt::text_enum!({rust});"));
    }
}
