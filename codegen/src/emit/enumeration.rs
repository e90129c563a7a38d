//! GraphQL enums.

use super::Emitter;
use crate::config::TypeKind;
use crate::plan::{Enum, Module};

impl Emitter<'_> {
    pub(super) fn enumerations(&mut self, enumerations: &[&Enum<'_>]) {
        for enumeration in enumerations {
            match enumeration.shared {
                Some(module) => self.out.line(&format!("pub use {module}::{};", enumeration.name)),
                None => self.enumeration(enumeration),
            }
        }
    }

    fn enumeration(&mut self, enumeration: &Enum<'_>) {
        let Enum { name: rust, graphql, unrecognized, .. } = enumeration;
        self.out.line("");
        self.out.doc(&format!("The enum `{graphql}`."));
        self.out.description(enumeration.description);
        self.derive(TypeKind::Enum, &Module::Types, rust, &["::core::cmp::Eq", "::core::hash::Hash"]);
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
        // Sorted by text, for a search.
        let mut sorted: Vec<_> = enumeration.values.iter().collect();
        sorted.sort_unstable_by_key(|value| value.graphql);
        let values: Vec<_> = sorted.iter().map(|value| format!("{} {:?}", value.variant, value.graphql)).collect();
        self.out.list(&format!("__rt::text_enum! {{ {rust} [{}] or {unrecognized}:", values.len()), &values, "}");
    }
}
