//! The selections that apply at a place, merged by response key (spec 6.3.2, `CollectFields`).

use std::collections::{BTreeSet, HashMap, HashSet};

use indexmap::IndexMap;

use super::condition::Condition;
use super::{Location, Lowerer, Scope};
use crate::syntax::{Field, FieldDefinition, Selection};

/// A selection set that takes part, the type it is made on, and when it does.
#[derive(Clone)]
pub(super) struct Source<'a> {
    pub(super) ty: &'a str,
    pub(super) selections: &'a [Selection],
    pub(super) condition: Condition,
}

impl<'a> Source<'a> {
    pub(super) fn unconditional(ty: &'a str, selections: &'a [Selection]) -> Self {
        Self { ty, selections, condition: Condition::default() }
    }
}

/// What is selected at a place, in the order a server answers.
#[derive(Default)]
pub(super) struct Collected<'a> {
    /// By response key or fragment name. Both may be the same word, so they are told apart by their kind.
    pub(super) entries: Vec<(&'a str, Entry<'a>)>,
    /// The concrete types on which more is selected.
    pub(super) narrowed: BTreeSet<&'a str>,
    positions: IndexMap<(&'a str, bool), usize>,
}

pub(super) enum Entry<'a> {
    Field(FieldSources<'a>),
    Fragment { condition: Condition },
}

/// The selections of one response key.
pub(super) struct FieldSources<'a>(Vec<Selected<'a>>);

/// A field, what the schema says of it where it is selected, and when it is there.
struct Selected<'a> {
    field: &'a Field,
    definition: &'a FieldDefinition,
    condition: Condition,
}

impl<'a> FieldSources<'a> {
    pub(super) fn first(&self) -> (&'a Field, &'a FieldDefinition) {
        (self.0[0].field, self.0[0].definition)
    }

    /// Whether the key may be left out.
    pub(super) fn conditional(&self) -> bool {
        self.0.iter().all(|selected| !selected.condition.is_empty())
    }

    /// The selection sets below, with the conditions that remain where the key is there.
    ///
    /// `{ plan @include(if: $a) { id } }`: where there is a plan, `$a` holds, so it has an id. With
    /// `plan @include(if: $b) { name }` beside it, a plan may come from either, and both fields may be missing.
    pub(super) fn selection_sets(&self) -> Vec<Source<'a>> {
        let all_alike = self.0.iter().all(|selected| selected.condition == self.0[0].condition);
        let sets = self.0.iter().map(|Selected { field, definition, condition }| Source {
            ty: definition.ty.inner_name(),
            selections: &field.selections,
            condition: if all_alike { Condition::default() } else { condition.clone() },
        });
        sets.collect()
    }

    fn same(&self, other: &Self) -> bool {
        self.0.len() == other.0.len()
            && self.0.iter().zip(&other.0).all(|(a, b)| std::ptr::eq(a.field, b.field) && a.condition == b.condition)
    }
}

impl<'a> Collected<'a> {
    /// The fragment, if there is nothing but one that always applies.
    ///
    /// `__typename` of an abstract type is not counted: the fragment has its own.
    pub(super) fn sole_fragment(&self, typename_implied: bool) -> Option<&'a str> {
        let mut fragments = self.entries.iter().filter(|(key, entry)| match entry {
            Entry::Fragment { .. } => true,
            Entry::Field(_) => *key != "__typename" || !typename_implied,
        });
        match (fragments.next(), fragments.next()) {
            (Some((name, Entry::Fragment { condition })), None) if condition.is_empty() && self.narrowed.is_empty() => {
                Some(name)
            }
            _ => None,
        }
    }

    /// Whether a key is selected here by the same selections.
    pub(super) fn has_same(&self, key: &'a str, sources: &FieldSources<'a>) -> bool {
        let entry = self.positions.get(&(key, true)).map(|position| &self.entries[*position].1);
        matches!(entry, Some(Entry::Field(own)) if own.same(sources))
    }

    fn add_field(&mut self, selected: Selected<'a>) {
        let key = selected.field.response_name().as_str();
        let position = *self.positions.entry((key, true)).or_insert(self.entries.len());
        if position == self.entries.len() {
            self.entries.push((key, Entry::Field(FieldSources(Vec::new()))));
        }
        if let Entry::Field(sources) = &mut self.entries[position].1 {
            sources.0.push(selected);
        }
    }

    fn add_fragment(&mut self, name: &'a str, condition: Condition) {
        let position = *self.positions.entry((name, false)).or_insert(self.entries.len());
        if position == self.entries.len() {
            self.entries.push((name, Entry::Fragment { condition }));
        } else if let Entry::Fragment { condition: known } = &mut self.entries[position].1
            && *known != condition
        {
            // Spread twice under different conditions: it is there if one holds, and always if one always does.
            *known = if known.is_empty() || condition.is_empty() { Condition::default() } else { condition };
        }
    }
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
    pub(super) fn collect(&self, location: Location<'a>, sources: &[Source<'a>]) -> Collected<'a> {
        let mut collected = Collected::default();
        for source in sources {
            self.walk(location, source.ty, source.selections, &source.condition, &mut collected);
        }
        collected
    }

    fn walk(
        &self,
        location: Location<'a>,
        parent: &'a str,
        selections: &'a [Selection],
        condition: &Condition,
        into: &mut Collected<'a>,
    ) {
        for selection in self.relevant(location, selections) {
            let condition = condition.and(selection.directives());
            match selection {
                Selection::Field(field) => {
                    if let Some(definition) = self.schema.field(parent, &field.name) {
                        into.add_field(Selected { field, definition, condition });
                    }
                }
                Selection::InlineFragment(inline) => {
                    let on = inline.type_condition.as_deref();
                    match on.map_or(Relation::Applies, |on| self.relation(location, on)) {
                        Relation::Applies => {
                            self.walk(location, on.unwrap_or(parent), &inline.selections, &condition, into);
                        }
                        Relation::Narrows => self.narrow(location, on, into),
                        Relation::Never => {}
                    }
                }
                Selection::FragmentSpread(spread) => {
                    let Some(fragment) = self.document.fragments.get(&spread.name) else { continue };
                    match self.relation(location, &fragment.type_condition) {
                        Relation::Applies => into.add_fragment(&spread.name, condition),
                        Relation::Narrows => self.narrow(location, Some(&fragment.type_condition), into),
                        Relation::Never => {}
                    }
                }
            }
        }
    }

    /// The selections without those that are for another object type.
    fn relevant(&self, location: Location<'a>, selections: &'a [Selection]) -> Vec<&'a Selection> {
        const FEW: usize = 16;
        if selections.len() <= FEW || self.is_abstract(location.ty) {
            return selections.iter().collect();
        }
        let mut known = self.by_type.borrow_mut();
        let by_type = known.entry(selections.as_ptr()).or_insert_with(|| ByType::new(self, selections));
        let own = by_type.own.get(location.ty).into_iter().flatten();
        let mut relevant: Vec<usize> = by_type.common.iter().chain(own).copied().collect();
        relevant.sort_unstable();
        relevant.into_iter().map(|nth| &selections[nth]).collect()
    }

    fn narrow(&self, location: Location<'a>, on: Option<&str>, into: &mut Collected<'a>) {
        let (Some(on), Some(here)) = (on, self.schema.possible_types(location.ty)) else { return };
        match self.schema.possible_types(on) {
            Some(types) => into.narrowed.extend(here.intersection(types).map(AsRef::as_ref)),
            None => into.narrowed.extend(here.get(on).map(AsRef::as_ref)),
        }
    }

    /// Whether a selection on `on` applies here.
    ///
    /// An interface that all of today's members of a union implement does not count: a member of tomorrow may not.
    fn relation(&self, location: Location<'a>, on: &str) -> Relation {
        let ty = location.ty;
        if on == ty || self.schema.implements(ty, on) {
            return Relation::Applies;
        }
        let Some(here) = self.schema.possible_types(ty) else {
            let applies = self.schema.possible_types(on).is_some_and(|types| types.contains(ty));
            return if applies { Relation::Applies } else { Relation::Never };
        };
        let overlaps = self.schema.possible_types(on).map_or(here.contains(on), |types| !types.is_disjoint(here));
        match location.scope {
            Scope::All if overlaps => Relation::Narrows,
            Scope::All | Scope::Rest => Relation::Never,
        }
    }

    /// Every field that applies here, through inline fragments and spreads; `None` if one is conditional, narrowed or
    /// aliased.
    pub(super) fn flat(&self, ty: &'a str, sources: &[Source<'a>]) -> Option<IndexMap<&'a str, Vec<Source<'a>>>> {
        let mut fields = IndexMap::default();
        let mut fragments = HashSet::new();
        for source in sources {
            self.flatten(ty, source.ty, source.selections, &mut fields, &mut fragments)?;
        }
        sources.iter().all(|source| source.condition.is_empty()).then_some(fields)
    }

    fn flatten(
        &self,
        ty: &'a str,
        parent: &'a str,
        selections: &'a [Selection],
        fields: &mut IndexMap<&'a str, Vec<Source<'a>>>,
        fragments: &mut HashSet<&'a str>,
    ) -> Option<()> {
        let location = Location { ty, scope: Scope::All };
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
                        .push(Source::unconditional(inner, &field.selections));
                }
                Selection::InlineFragment(inline) => {
                    let on = inline.type_condition.as_deref().unwrap_or(parent);
                    let Relation::Applies = self.relation(location, on) else { return None };
                    self.flatten(ty, on, &inline.selections, fields, fragments)?;
                }
                Selection::FragmentSpread(spread) => {
                    let fragment = self.document.fragments.get(&spread.name)?;
                    let Relation::Applies = self.relation(location, &fragment.type_condition) else { return None };
                    if fragments.insert(spread.name.as_str()) {
                        self.flatten(ty, &fragment.type_condition, &fragment.selections, fields, fragments)?;
                    }
                }
            }
        }
        Some(())
    }
}
