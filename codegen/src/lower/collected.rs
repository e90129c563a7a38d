//! What is selected at a place, merged by response key.

use std::collections::BTreeSet;

use indexmap::IndexMap;

use super::condition::Condition;
use crate::syntax::{Field, FieldDefinition, Selection};

/// A selection set that takes part, the type it is made on, and when it does.
#[derive(Clone)]
pub(super) struct SelectionSet<'a> {
    pub(super) ty: &'a str,
    pub(super) selections: &'a [Selection],
    pub(super) condition: Condition,
}

impl<'a> SelectionSet<'a> {
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
    Field(FieldSelections<'a>),
    Fragment { condition: Condition },
}

/// The selections of one response key.
pub(super) struct FieldSelections<'a>(Vec<Selected<'a>>);

/// A field, what the schema says of it where it is selected, and when it is there.
pub(super) struct Selected<'a> {
    pub(super) field: &'a Field,
    pub(super) definition: &'a FieldDefinition,
    pub(super) condition: Condition,
}

impl<'a> FieldSelections<'a> {
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
    pub(super) fn selection_sets(&self) -> Vec<SelectionSet<'a>> {
        let all_alike = self.0.iter().all(|selected| selected.condition == self.0[0].condition);
        let sets = self.0.iter().map(|Selected { field, definition, condition }| SelectionSet {
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
    pub(super) fn has_same(&self, key: &'a str, sets: &FieldSelections<'a>) -> bool {
        let entry = self.positions.get(&(key, true)).map(|position| &self.entries[*position].1);
        matches!(entry, Some(Entry::Field(own)) if own.same(sets))
    }

    pub(super) fn add_field(&mut self, selected: Selected<'a>) {
        let key = selected.field.response_name().as_str();
        let position = *self.positions.entry((key, true)).or_insert(self.entries.len());
        if position == self.entries.len() {
            self.entries.push((key, Entry::Field(FieldSelections(Vec::new()))));
        }
        let Entry::Field(selections) = &mut self.entries[position].1 else {
            unreachable!("the positions of fields are fields'");
        };
        selections.0.push(selected);
    }

    pub(super) fn add_fragment(&mut self, name: &'a str, condition: Condition) {
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
