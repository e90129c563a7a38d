//! Response types that are enums over concrete types, and how they are written back as JSON.

use super::Emitter;
use super::rust_type::SeenFrom;
use crate::config::TypeKind;
use crate::plan::{Module, Variants, WritesTypename};

impl Emitter<'_> {
    pub(super) fn variants_definition(&mut self, module: &Module, name: &str, variants: &Variants<'_>) {
        self.derive(TypeKind::Response, module, name, &[]);
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
        let named = variants.named.iter().map(|variant| {
            let writes_typename = match variant.writes_typename {
                WritesTypename::Always => "always",
                WritesTypename::Sometimes => "sometimes",
                WritesTypename::Never => "never",
            };
            format!("{} {:?} {writes_typename}", variant.name, variant.concrete)
        });
        let named: Vec<_> = named.collect();
        self.out.list(&format!("__rt::encode_variants! {{ {name} or {}:", variants.other), &named, "}");
    }
}
