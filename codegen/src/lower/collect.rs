//! Collecting the selections that apply at a place (spec 6.3.2, `CollectFields`).

use std::collections::{HashMap, HashSet};

use indexmap::IndexMap;

use super::Lowerer;
use super::collected::{Collected, Selected, SelectionSet};
use super::condition::Condition;
use crate::syntax::Selection;

/// The type of an object whose fields are collected.
#[derive(Clone, Copy)]
pub(super) struct ObjectType<'a> {
    pub(super) name: &'a str,
    pub(super) possible: Possible,
}

/// What is known of the concrete type where a type is abstract.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Possible {
    /// It is any of the possible types.
    All,
    /// It is one that no type condition names.
    Unnamed,
}

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
                Selection::FragmentSpread(spread) => {
                    lowerer.document.fragments.get(&spread.name).map(|fragment| &fragment.type_condition)
                }
            };
            match on.filter(|on| !lowerer.is_abstract(on)) {
                Some(on) => by_type.own.entry(on).or_default().push(nth),
                None => by_type.common.push(nth),
            }
        }
        by_type
    }
}

/// How a type condition bears on a place.
enum Relation {
    Applies,
    Narrows,
    Never,
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
                    if let Some(definition) = self.schema.field(parent, &field.name) {
                        into.add_field(Selected { field, definition, condition });
                    }
                }
                Selection::InlineFragment(inline) => {
                    let on = inline.type_condition.as_deref();
                    match on.map_or(Relation::Applies, |on| self.relation(object, on)) {
                        Relation::Applies => {
                            self.walk(object, on.unwrap_or(parent), &inline.selections, &condition, into);
                        }
                        Relation::Narrows => self.narrow(object, on, into),
                        Relation::Never => {}
                    }
                }
                Selection::FragmentSpread(spread) => {
                    let Some(fragment) = self.document.fragments.get(&spread.name) else { continue };
                    match self.relation(object, &fragment.type_condition) {
                        Relation::Applies => into.add_fragment(&spread.name, condition),
                        Relation::Narrows => self.narrow(object, Some(&fragment.type_condition), into),
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

    fn narrow(&self, object: ObjectType<'a>, on: Option<&str>, into: &mut Collected<'a>) {
        let (Some(on), Some(here)) = (on, self.schema.possible_types(object.name)) else { return };
        match self.schema.possible_types(on) {
            Some(types) => into.narrowed.extend(here.intersection(types).map(AsRef::as_ref)),
            None => into.narrowed.extend(here.get(on).map(AsRef::as_ref)),
        }
    }

    /// Whether a selection on `on` applies here.
    ///
    /// An interface that all of today's members of a union implement does not count: a member of tomorrow may not.
    fn relation(&self, object: ObjectType<'a>, on: &str) -> Relation {
        let ty = object.name;
        if on == ty || self.schema.implements(ty, on) {
            return Relation::Applies;
        }
        match object.possible {
            _ if !self.schema.types_overlap(ty, on) => Relation::Never,
            _ if !self.is_abstract(ty) => Relation::Applies,
            Possible::All => Relation::Narrows,
            Possible::Unnamed => Relation::Never,
        }
    }

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
                    let inner = self.schema.field(parent, &field.name)?.ty.inner_name();
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
                    let fragment = self.document.fragments.get(&spread.name)?;
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
