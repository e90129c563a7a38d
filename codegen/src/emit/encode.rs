//! How response types are written back as JSON, where no list says it.

use super::Emitter;
use crate::plan::{Selection, Struct};

impl Emitter<'_> {
    pub(super) fn encode_struct(&mut self, name: &str, structure: &Struct<'_>) {
        let items = structure.fields.iter().map(|field| {
            let mark = if field.conditional { "?" } else { "" };
            match &field.selection {
                Selection::Field { key, .. } => format!("{} {mark}{key:?}", field.name),
                Selection::Spread { .. } => format!("..{mark}{}", field.name),
            }
        });
        let items: Vec<_> = items.collect();
        let macro_name = if structure.writes_merged { "encode_merged" } else { "encode" };
        self.out.list(&format!("__rt::{macro_name}! {{ {name}:"), &items, "}");
    }
}
