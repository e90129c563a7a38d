//! GraphQL enums.

use super::Emitter;
use crate::names;
use crate::program::Enumeration;

impl Emitter<'_> {
    pub(super) fn enumeration(&mut self, name: &str, enumeration: &Enumeration) {
        let rust = self.model.inputs[name].clone();
        let variants = names::distinct(enumeration.values.iter().map(|value| value.name.as_str()), names::type_name);
        let unrecognized = names::free("Unrecognized", variants.values());
        self.out.line("");
        self.out.doc(&format!("The enum `{name}`."));
        self.out.description(enumeration.description.as_deref());
        self.derive(
            "::core::fmt::Debug, ::core::clone::Clone, ::core::cmp::PartialEq, ::core::cmp::Eq, ::core::hash::Hash",
        );
        self.out.line("#[non_exhaustive]");
        self.out.open(&format!("pub enum {rust} {{"));
        for value in &enumeration.values {
            self.out.doc(&format!("`{}`", value.name));
            self.out.description(value.description.as_deref());
            self.deprecated(value.deprecated.as_deref());
            self.out.line(&format!("{},", variants[value.name.as_str()]));
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
            self.out.line(&format!("Self::{} => {:?},", variants[value.name.as_str()], value.name));
        }
        self.out.line(&format!("Self::{unrecognized}(text) => text,"));
        self.out.close("}");
        self.out.close("}");
        self.out.close("}");

        self.out.line("");
        self.out.open(&format!("impl ::core::convert::From<&str> for {rust} {{"));
        self.out.open("fn from(text: &str) -> Self {");
        // Sorted by text, for a search.
        let mut sorted: Vec<&str> = enumeration.values.iter().map(|value| value.name.as_str()).collect();
        sorted.sort_unstable();
        let count = sorted.len();
        let texts: Vec<_> = sorted.iter().map(|name| format!("{name:?}")).collect();
        let values: Vec<_> = sorted.iter().map(|name| format!("{rust}::{}", variants[name])).collect();
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
