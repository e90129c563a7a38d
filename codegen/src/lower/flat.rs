//! The fields of selection sets in which nothing is conditional, narrowed or aliased.

use std::collections::HashSet;

use indexmap::IndexMap;

use super::Lowerer;
use super::collected::SelectionSet;
use super::condition::Condition;
use super::type_condition::{ObjectType, Possible, Relation};
use crate::syntax::Selection;

impl<'a> Lowerer<'a> {
    /// Every field that applies here, through inline fragments and spreads; `None` if one is conditional, narrowed or
    /// aliased.
    pub(super) fn flat(
        &self,
        ty: &'a str,
        sets: &[SelectionSet<'a>],
    ) -> Option<IndexMap<&'a str, Vec<SelectionSet<'a>>>> {
        let mut fields = IndexMap::default();
        let mut fragments = HashSet::new();
        for set in sets {
            self.flatten(ty, set.ty, set.selections, &mut fields, &mut fragments)?;
        }
        sets.iter().all(|set| set.condition.is_empty()).then_some(fields)
    }

    fn flatten(
        &self,
        ty: &'a str,
        parent: &'a str,
        selections: &'a [Selection],
        fields: &mut IndexMap<&'a str, Vec<SelectionSet<'a>>>,
        fragments: &mut HashSet<&'a str>,
    ) -> Option<()> {
        let object = ObjectType { name: ty, possible: Possible::All };
        for selection in selections {
            if !Condition::default().and(selection.directives()).is_empty() {
                return None;
            }
            match selection {
                Selection::Field(field) if field.alias.is_some() => return None,
                Selection::Field(field) => {
                    let inner = self.field_definition(parent, &field.name).ty.inner_name();
                    fields
                        .entry(field.name.as_str())
                        .or_default()
                        .push(SelectionSet::unconditional(inner, &field.selections));
                }
                Selection::InlineFragment(inline) => {
                    let on = inline.type_condition.as_deref().unwrap_or(parent);
                    let Relation::Applies = self.relation(object, on) else { return None };
                    self.flatten(ty, on, &inline.selections, fields, fragments)?;
                }
                Selection::FragmentSpread(spread) => {
                    let fragment = self.fragment_definition(&spread.name);
                    let Relation::Applies = self.relation(object, &fragment.type_condition) else { return None };
                    if fragments.insert(spread.name.as_str()) {
                        self.flatten(ty, &fragment.type_condition, &fragment.selections, fields, fragments)?;
                    }
                }
            }
        }
        Some(())
    }
}
