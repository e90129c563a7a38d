//! How a type is decoded: from one record, or by `__typename` from one of several.

use super::Emitter;
use super::rust_type::SeenFrom;
use crate::plan::{DecodedAs, Decoding, MergedObject, Module, VariantPath};

impl Emitter<'_> {
    /// The `Kind` of a type.
    pub(super) fn decoding(&mut self, module: &Module, name: &str, decoding: &Decoding) {
        if decoding.by_type.is_empty() && decoding.other.variants.is_empty() {
            let record = decoding.other.record.seen_from(module);
            self.out.line(&format!("__rt::object_kind!({name}, {record});"));
            return;
        }
        self.out.open(&format!("__rt::kind_by_type! {{ {name}:"));
        for (index, (concrete, decoded_as)) in decoding.by_type.iter().enumerate() {
            self.out.line(&format!("{index} {concrete:?} => {},", self::decoded_as(module, decoded_as)));
        }
        self.out.line(&format!("_ => {}", self::decoded_as(module, &decoding.other)));
        self.out.close("}");
    }

    /// An object that several types see.
    pub(super) fn merged_object(&mut self, merged: &MergedObject) {
        let (module, name) = (&merged.path.module, &merged.path.name);
        let views: Vec<_> = merged.views.iter().map(|view| format!("pub {}", view.seen_from(module))).collect();
        self.out.line("");
        self.out.line("#[doc(hidden)]");
        self.out.line(&format!("pub struct {name}({});", views.join(", ")));
        self.decoding(module, name, &merged.decoding);
    }
}

/// A record, and the variants that hold what it makes: the innermost first.
fn decoded_as(module: &Module, DecodedAs { record, variants }: &DecodedAs) -> String {
    let inside_out = variants.iter().rev();
    let variants = inside_out
        .map(|VariantPath { ty, variant }| format!(" as {}::{variant}", ty.seen_from(module)))
        .collect::<String>();
    format!("{}{variants}", record.seen_from(module))
}

/// A struct inside of the variants that hold it.
pub(super) fn in_variants(module: &Module, variants: &[VariantPath], value: String) -> String {
    let outwards = variants.iter().rev();
    outwards.fold(value, |value, VariantPath { ty, variant }| format!("{}::{variant}({value})", ty.seen_from(module)))
}
