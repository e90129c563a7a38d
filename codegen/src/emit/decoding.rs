//! How a type is decoded: from one record, or by `__typename` from one of several.

use super::Emitter;
use super::rust_type::SeenFrom;
use crate::plan::{DecodedAs, Decoding, MergedObject, Module, VariantPath};

impl Emitter<'_> {
    /// The `Kind` of a type.
    pub(super) fn decoding(&mut self, module: &Module, name: &str, decoding: &Decoding) {
        self.out.line("");
        if decoding.by_type.is_empty() && decoding.other.variants.is_empty() {
            let record = decoding.other.record.seen_from(module);
            self.out.line(&format!("__rt::object_kind!({name}, {record});"));
            return;
        }
        let types: Vec<_> = decoding.by_type.iter().map(|(name, _)| format!("{name:?}")).collect();
        self.out.open(&format!("impl __rt::Kind for {name} {{"));
        self.out.line("type Out = Self;");
        self.out.line("const HINT: __rt::Hint = __rt::OBJECT;");
        self.out.open("fn make(token: __rt::Token<'_>) -> ::core::result::Result<Self, __rt::Mismatch> {");
        self.out.line(&format!("let (case, typename, fields) = __rt::typename(token, &[{}])?;", types.join(", ")));
        self.out.open("match case {");
        for (index, (_, decoded_as)) in decoding.by_type.iter().enumerate() {
            self.out.line(&format!("{index} => {},", of_type(module, decoded_as)));
        }
        self.out.line(&format!("_ => {},", of_type(module, &decoding.other)));
        self.out.close("}");
        self.out.close("}");
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

fn of_type(module: &Module, DecodedAs { record, variants }: &DecodedAs) -> String {
    let decode = format!("__rt::of_type::<{}>(&typename, fields)", record.seen_from(module));
    if variants.is_empty() {
        decode
    } else {
        format!("{decode}.map(|value| {})", in_variants(module, variants, "value".to_owned()))
    }
}

/// A struct inside of the variants that hold it.
pub(super) fn in_variants(module: &Module, variants: &[VariantPath], value: String) -> String {
    let outwards = variants.iter().rev();
    outwards.fold(value, |value, VariantPath { ty, variant }| format!("{}::{variant}({value})", ty.seen_from(module)))
}
