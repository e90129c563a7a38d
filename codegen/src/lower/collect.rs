//! Collecting the selections that apply at a place (spec 6.3.2, `CollectFields`).

use std::collections::HashMap;

use super::Lowerer;
use super::collected::{Collected, Selected, SelectionSet};
use super::condition::Condition;
use super::type_condition::{ObjectType, Relation};
use crate::syntax::Selection;

/// Selections by the object type that they are for. A union of a thousand members is selected from by a thousand type
/// conditions; looking at all of them for each member would take a million steps.
pub(super) struct ByType<'a> {
    /// Those that are for no object type in particular.
    common: Vec<usize>,
    own: HashMap<&'a str, Vec<usize>>,
}

impl<'a> ByType<'a> {
    fn new(lowerer: &Lowerer<'a>, selections: &'a [Selection]) -> Self {
        let mut by_type = Self { common: Vec::new(), own: HashMap::new() };
        for (nth, selection) in selections.iter().enumerate() {
            let on = match selection {
                Selection::Field(_) => None,
                Selection::InlineFragment(inline) => inline.type_condition.as_ref(),
                Selection::FragmentSpread(spread) => Some(&lowerer.fragment_definition(&spread.name).type_condition),
            };
            match on.filter(|on| !lowerer.is_abstract(on)) {
                Some(on) => by_type.own.entry(on).or_default().push(nth),
                None => by_type.common.push(nth),
            }
        }
        by_type
    }
}

impl<'a> Lowerer<'a> {
    pub(super) fn collect(&self, object: ObjectType<'a>, sets: &[SelectionSet<'a>]) -> Collected<'a> {
        let mut collected = Collected::default();
        for set in sets {
            self.walk(object, set.ty, set.selections, &set.condition, &mut collected);
        }
        collected
    }

    fn walk(
        &self,
        object: ObjectType<'a>,
        parent: &'a str,
        selections: &'a [Selection],
        condition: &Condition,
        into: &mut Collected<'a>,
    ) {
        for selection in self.relevant(object, selections) {
            let condition = condition.and(selection.directives());
            match selection {
                Selection::Field(field) => {
                    let definition = self.field_definition(parent, &field.name);
                    into.add_field(Selected { field, definition, condition });
                }
                Selection::InlineFragment(inline) => {
                    let on = inline.type_condition.as_deref();
                    match on.map_or(Relation::Applies, |on| self.relation(object, on)) {
                        Relation::Applies => {
                            self.walk(object, on.unwrap_or(parent), &inline.selections, &condition, into);
                        }
                        Relation::Narrows(types) => into.narrowed.extend(types),
                        Relation::Never => {}
                    }
                }
                Selection::FragmentSpread(spread) => {
                    let fragment = self.fragment_definition(&spread.name);
                    match self.relation(object, &fragment.type_condition) {
                        Relation::Applies => into.add_fragment(&spread.name, condition),
                        Relation::Narrows(types) => into.narrowed.extend(types),
                        Relation::Never => {}
                    }
                }
            }
        }
    }

    /// The selections without those that are for another object type.
    fn relevant(&self, object: ObjectType<'a>, selections: &'a [Selection]) -> Vec<&'a Selection> {
        const FEW: usize = 16;
        if selections.len() <= FEW || self.is_abstract(object.name) {
            return selections.iter().collect();
        }
        let mut known = self.by_type.borrow_mut();
        let by_type = known.entry(selections.as_ptr()).or_insert_with(|| ByType::new(self, selections));
        let own = by_type.own.get(object.name).into_iter().flatten();
        let mut relevant: Vec<usize> = by_type.common.iter().chain(own).copied().collect();
        relevant.sort_unstable();
        relevant.into_iter().map(|nth| &selections[nth]).collect()
    }
}
