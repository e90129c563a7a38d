//! Whether a value writes `__typename` when it is encoded.

use super::types::Types;
use crate::ir::{Item, Shape, TypeId};

#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum WritesTypename {
    Never,
    /// Unless `@skip` or `@include` leave out what does.
    Sometimes,
    Always,
}

impl Types<'_> {
    /// For a response type: it does if it is an enum or selects it.
    pub(super) fn writes_typename(&self, ty: TypeId) -> WritesTypename {
        match &self.program.definition(ty).shape {
            Shape::Variants(variants) => match self.writes_typename(variants.other) {
                WritesTypename::Always => WritesTypename::Always,
                WritesTypename::Never | WritesTypename::Sometimes => WritesTypename::Sometimes,
            },
            Shape::Struct(structure) => {
                let items = structure.items.iter().map(|item| self.item_writes_typename(item));
                items.max().unwrap_or(WritesTypename::Never)
            }
        }
    }

    pub(super) fn item_writes_typename(&self, item: &Item) -> WritesTypename {
        let (writes, conditional) = match item {
            Item::Field(field) if field.key == "__typename" => (WritesTypename::Always, field.conditional),
            Item::Field(_) => (WritesTypename::Never, false),
            Item::Spread(spread) => (self.writes_typename(spread.ty()), spread.conditional),
        };
        if conditional { writes.min(WritesTypename::Sometimes) } else { writes }
    }
}
