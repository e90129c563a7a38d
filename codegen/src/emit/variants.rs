//! Response types that are enums over concrete types, and how they are written back as JSON.

use super::Emitter;
use super::rust_type::SeenFrom;
use crate::plan::{Module, Variants, WritesTypename};

impl Emitter<'_> {
    pub(super) fn variants_definition(&mut self, module: &Module, name: &str, variants: &Variants<'_>) {
        self.derive(&[]);
        self.out.line("#[non_exhaustive]");
        self.out.open(&format!("pub enum {name} {{"));
        for variant in &variants.named {
            self.out.doc(&format!("A `{}`.", variant.concrete));
            self.out.line(&format!("{}({}),", variant.name, variant.payload.seen_from(module)));
        }
        self.out.doc("Any other type, also one that the schema did not have when this was generated.");
        self.out.line(&format!("{}({}),", variants.other, variants.other_payload.seen_from(module)));
        self.out.close("}");
    }

    pub(super) fn encode_variants(&mut self, name: &str, variants: &Variants<'_>) {
        self.out.line("");
        self.out.open(&format!("impl __rt::Encode for {name} {{"));
        self.out.open(
            "fn encode<__M: __rt::SerializeMap>(&self, map: &mut __M) -> ::core::result::Result<(), __M::Error> {",
        );
        self.out.open("match self {");
        for variant in &variants.named {
            let concrete = variant.concrete;
            self.out.open(&format!("Self::{}(value) => {{", variant.name));
            match variant.writes_typename {
                WritesTypename::Always => self.out.line("__rt::Encode::encode(value, map)"),
                WritesTypename::Never => {
                    self.out.line(&format!("map.serialize_entry(\"__typename\", {concrete:?})?;"));
                    self.out.line("__rt::Encode::encode(value, map)");
                }
                WritesTypename::Sometimes => {
                    self.out.line("let mut merged = <__rt::Merged as ::core::default::Default>::default();");
                    self.out.line(&format!("merged.field(\"__typename\", {concrete:?})?;"));
                    self.out.line("merged.view(value)?;");
                    self.out.line("merged.encode(map)");
                }
            }
            self.out.close("}");
        }
        self.out.line(&format!("Self::{}(value) => __rt::Encode::encode(value, map),", variants.other));
        self.out.close("}");
        self.out.close("}");
        self.out.close("}");
    }
}
