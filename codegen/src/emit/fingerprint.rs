//! What tells generated code from code of another schema or with other options, and the comparison with that of other crates.

use super::{Emitter, literal};
use crate::library::Fingerprints;

impl Emitter<'_> {
    pub(super) fn fingerprints(&mut self, fingerprints: &Fingerprints) {
        for (name, digest) in [("__SCHEMA", &fingerprints.own.schema), ("__OPTIONS", &fingerprints.own.options)] {
            self.out.line("");
            self.out.line("#[doc(hidden)]");
            self.out.line(&format!("pub const {name}: &str = {digest:?};"));
        }
        for (module, expected) in &fingerprints.libraries {
            let schema = format!(
                "`{module}` is generated from another schema: name the same files by `.schema(..)` in both build scripts"
            );
            let options = format!(
                "`{module}` is generated with other options: both build scripts have to say the same by `.scalar(..)`, \
                 `.field_type(..)`, `.stigg_field_types()`, `.derive(..)`, `.include_fragments()` and `.own_types()`, and \
                 `.types_from(..)` there names the crates that are named before it here"
            );
            self.out.line("");
            self.out.open("const _: () = {");
            for (name, digest, message) in
                [("__SCHEMA", &expected.schema, schema), ("__OPTIONS", &expected.options, options)]
            {
                let is_same = format!("__rt::is_same({module}::{name}, {digest:?})");
                self.out.line(&format!("::core::assert!({is_same}, {});", literal::string(&message)));
            }
            self.out.close("};");
        }
    }
}
