//! Why a connection that an operation selects is not there to be paged: it may be missing from an answer, or be there
//! several times.

use std::collections::HashSet;

use super::Lowerer;
use crate::program::{Item, Output, Ref, Shape, Wrap};

impl Lowerer<'_> {
    /// The first connection below a type that no page can be asked of, and why.
    pub(super) fn out_of_reach(&self, data: Ref) -> Option<String> {
        self.first_below(data, &mut Vec::new(), None, &mut HashSet::new())
    }

    fn first_below(
        &self,
        ty: Ref,
        path: &mut Vec<String>,
        why: Option<&str>,
        seen: &mut HashSet<Ref>,
    ) -> Option<String> {
        let (ty, definition) = self.program.resolve(ty);
        if !seen.insert(ty) {
            return None;
        }
        let items = match &definition.shape {
            Shape::Struct(structure) => &structure.items,
            Shape::Enum(variants) => {
                let holder = path.last().map_or("the answer".to_owned(), |key| format!("`{key}`"));
                return variants.variants.iter().find_map(|(concrete, payload)| {
                    let depends = format!("is there only if {holder} is a `{concrete}`");
                    self.first_below(*payload, path, why.or(Some(&depends)), seen)
                });
            }
        };
        items.iter().find_map(|item| match item {
            Item::Member(member) => {
                let optional =
                    format!("is there only if `...{}` is included", self.program.fragments[member.fragment].name);
                let why = why.or(member.conditional.then_some(optional.as_str()));
                self.first_below(Ref::Fragment(member.fragment), path, why, seen)
            }
            Item::Field(field) => {
                let Output::Composite(below) = field.output else { return None };
                let optional = format!("is there only if `{}` is included", field.key);
                let several = format!("is there once for each item of `{}`", field.key);
                let is_list = matches!(field.wrap, Wrap::List { .. });
                let why =
                    why.or(field.conditional.then_some(optional.as_str())).or(is_list.then_some(several.as_str()));
                path.push(field.key.clone());
                let is_page = !is_list && self.is_connection(&self.program.resolve(below).1.on);
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
