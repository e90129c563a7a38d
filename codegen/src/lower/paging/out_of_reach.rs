//! Why a connection that an operation selects is not there to be paged: it may be missing from an answer, or be there
//! several times.

use std::collections::HashSet;

use crate::ir::{Item, Output, Shape, TypeId};
use crate::lower::Lowerer;

impl Lowerer<'_> {
    /// The first connection below a type that no page can be asked of, and why.
    pub(super) fn out_of_reach(&self, data: TypeId) -> Option<String> {
        self.first_below(data, &mut Vec::new(), None, &mut HashSet::new())
    }

    fn first_below(
        &self,
        ty: TypeId,
        path: &mut Vec<String>,
        why: Option<&str>,
        seen: &mut HashSet<TypeId>,
    ) -> Option<String> {
        let ty = self.program.resolve(ty);
        if !seen.insert(ty) {
            return None;
        }
        let items = match &self.program.definition(ty).shape {
            Shape::Struct(structure) => &structure.items,
            Shape::Variants(variants) => {
                let object = path.last().map_or("the answer".to_owned(), |key| format!("`{key}`"));
                return variants.named.iter().find_map(|(concrete, payload)| {
                    let depends = format!("is there only if {object} is a `{concrete}`");
                    self.first_below(*payload, path, why.or(Some(&depends)), seen)
                });
            }
        };
        items.iter().find_map(|item| match item {
            Item::Spread(spread) => {
                let optional =
                    format!("is there only if `...{}` is included", self.program.fragments[spread.fragment].name);
                let why = why.or(spread.conditional.then_some(optional.as_str()));
                self.first_below(spread.ty(), path, why, seen)
            }
            Item::Field(field) => {
                let Output::Composite(below) = field.output else { return None };
                let optional = format!("is there only if `{}` is included", field.key);
                let several = format!("is there once for each item of `{}`", field.key);
                let is_list = field.wrapping.is_list();
                let why =
                    why.or(field.conditional.then_some(optional.as_str())).or(is_list.then_some(several.as_str()));
                path.push(field.key.clone());
                let is_page = !is_list && self.schema.is_connection(&self.program.definition(below).on);
                let reason = match why {
                    Some(why) if is_page => Some(format!("its connection `{}` {why}", path.join("."))),
                    _ => self.first_below(below, path, why, seen),
                };
                path.pop();
                reason
            }
        })
    }
}
