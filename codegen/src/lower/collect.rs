//! The selections that apply at a place, merged by response key (spec 6.3.2, `CollectFields`).

use std::collections::{BTreeSet, HashSet};

use apollo_compiler::Name;
use apollo_compiler::collections::IndexMap;
use apollo_compiler::executable::{Field, Selection, SelectionSet};

use super::condition::Condition;
use super::{Location, Lowerer, Scope};

/// A selection set that takes part, and when it does.
#[derive(Clone)]
pub(super) struct Source<'a> {
    pub(super) set: &'a SelectionSet,
    pub(super) condition: Condition,
}

impl<'a> Source<'a> {
    pub(super) fn unconditional(set: &'a SelectionSet) -> Self {
        Self { set, condition: Condition::default() }
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
pub(super) struct FieldSources<'a>(Vec<(&'a Field, Condition)>);

impl<'a> FieldSources<'a> {
    pub(super) fn first(&self) -> &'a Field {
        self.0[0].0
    }

    /// Whether the key may be left out.
    pub(super) fn conditional(&self) -> bool {
        self.0.iter().all(|(_, condition)| !condition.is_empty())
    }

    /// The selection sets below, with the conditions that remain where the key is there.
    pub(super) fn selection_sets(&self) -> Vec<Source<'a>> {
        let conditions: Vec<_> = self.0.iter().map(|(_, condition)| condition).collect();
        let sets = self
            .0
            .iter()
            .map(|(field, condition)| Source { set: &field.selection_set, condition: condition.given(&conditions) });
        sets.collect()
    }

    fn same(&self, other: &Self) -> bool {
        self.0.len() == other.0.len() && self.0.iter().zip(&other.0).all(|(a, b)| std::ptr::eq(a.0, b.0) && a.1 == b.1)
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

    fn add_field(&mut self, key: &'a str, field: &'a Field, condition: Condition) {
        let position = *self.positions.entry((key, true)).or_insert(self.entries.len());
        if position == self.entries.len() {
            self.entries.push((key, Entry::Field(FieldSources(Vec::new()))));
        }
        if let Entry::Field(sources) = &mut self.entries[position].1 {
            sources.0.push((field, condition));
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
            self.walk(location, source.set, &source.condition, &mut collected);
        }
        collected
    }

    fn walk(&self, location: Location<'a>, set: &'a SelectionSet, condition: &Condition, into: &mut Collected<'a>) {
        for selection in &set.selections {
            let condition = condition.and(selection.directives());
            match selection {
                Selection::Field(field) => into.add_field(field.response_key(), field, condition),
                Selection::InlineFragment(inline) => {
                    let relation = inline.type_condition.as_ref().map(|on| self.relation(location, on));
                    match relation.unwrap_or(Relation::Applies) {
                        Relation::Applies => self.walk(location, &inline.selection_set, &condition, into),
                        Relation::Narrows => self.narrow(location, inline.type_condition.as_ref(), into),
                        Relation::Never => {}
                    }
                }
                Selection::FragmentSpread(spread) => {
                    let Some(fragment) = self.document.fragments.get(&spread.fragment_name) else { continue };
                    match self.relation(location, fragment.type_condition()) {
                        Relation::Applies => into.add_fragment(&spread.fragment_name, condition),
                        Relation::Narrows => self.narrow(location, Some(fragment.type_condition()), into),
                        Relation::Never => {}
                    }
                }
            }
        }
    }

    fn narrow(&self, location: Location<'a>, on: Option<&'a Name>, into: &mut Collected<'a>) {
        let Some(on) = on else { return };
        let here = &self.possible[location.ty];
        match self.possible.get(on.as_str()) {
            Some(types) => into.narrowed.extend(here.intersection(types)),
            None => into.narrowed.extend(here.get(on.as_str())),
        }
    }

    /// Whether a selection on `on` applies here.
    ///
    /// An interface that all of today's members of a union implement does not count: a member of tomorrow may not.
    fn relation(&self, location: Location<'a>, on: &str) -> Relation {
        let ty = location.ty;
        if on == ty || self.implements(ty, on) {
            return Relation::Applies;
        }
        let Some(here) = self.possible.get(ty) else {
            let applies = self.possible.get(on).is_some_and(|types| types.contains(ty));
            return if applies { Relation::Applies } else { Relation::Never };
        };
        let overlaps = self.possible.get(on).map_or(here.contains(on), |types| !types.is_disjoint(here));
        match location.scope {
            Scope::All if overlaps => Relation::Narrows,
            Scope::All | Scope::Rest => Relation::Never,
        }
    }

    fn implements(&self, ty: &str, interface: &str) -> bool {
        use apollo_compiler::schema::ExtendedType;
        match self.schema.types.get(ty) {
            Some(ExtendedType::Object(object)) => object.implements_interfaces.iter().any(|i| i.name == interface),
            Some(ExtendedType::Interface(own)) => own.implements_interfaces.iter().any(|i| i.name == interface),
            _ => false,
        }
    }

    /// Every field that applies here, through inline fragments and spreads; `None` if one is conditional, narrowed or
    /// aliased.
    pub(super) fn flat(&self, ty: &'a str, sources: &[Source<'a>]) -> Option<IndexMap<&'a str, Vec<Source<'a>>>> {
        let mut fields = IndexMap::default();
        let mut fragments = HashSet::new();
        sources.iter().try_for_each(|source| self.flatten(ty, source.set, &mut fields, &mut fragments))?;
        sources.iter().all(|source| source.condition.is_empty()).then_some(fields)
    }

    fn flatten(
        &self,
        ty: &'a str,
        set: &'a SelectionSet,
        fields: &mut IndexMap<&'a str, Vec<Source<'a>>>,
        fragments: &mut HashSet<&'a str>,
    ) -> Option<()> {
        let location = Location { ty, scope: Scope::All };
        for selection in &set.selections {
            if !Condition::default().and(selection.directives()).is_empty() {
                return None;
            }
            match selection {
                Selection::Field(field) if field.alias.is_some() => return None,
                Selection::Field(field) => {
                    fields.entry(field.name.as_str()).or_default().push(Source::unconditional(&field.selection_set));
                }
                Selection::InlineFragment(inline) => {
                    let on = inline.type_condition.as_deref().unwrap_or(ty);
                    let Relation::Applies = self.relation(location, on) else { return None };
                    self.flatten(ty, &inline.selection_set, fields, fragments)?;
                }
                Selection::FragmentSpread(spread) => {
                    let fragment = self.document.fragments.get(&spread.fragment_name)?;
                    let Relation::Applies = self.relation(location, fragment.type_condition()) else { return None };
                    if fragments.insert(spread.fragment_name.as_str()) {
                        self.flatten(ty, &fragment.selection_set, fields, fragments)?;
                    }
                }
            }
        }
        Some(())
    }
}
