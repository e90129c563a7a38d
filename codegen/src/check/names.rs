//! Names that are known, that are given, and that are given twice.

use std::collections::hash_map::Entry;
use std::collections::{HashMap, HashSet};

use crate::source::is_near;
use crate::syntax::InputValueDefinition;

/// What has the name of something before it, each with the first of that name.
pub(super) fn repeated<'n, T: Copy>(
    items: impl IntoIterator<Item = T>,
    name: impl Fn(T) -> &'n str,
) -> impl Iterator<Item = (T, T)> {
    let mut seen: HashMap<&str, T> = HashMap::new();
    items.into_iter().filter_map(move |item| match seen.entry(name(item)) {
        Entry::Vacant(vacant) => {
            vacant.insert(item);
            None
        }
        Entry::Occupied(first) => Some((item, *first.get())),
    })
}

/// Arguments by their names; of two of one name the first.
pub(super) fn by_name(arguments: &[InputValueDefinition]) -> HashMap<&str, &InputValueDefinition> {
    arguments.iter().rev().map(|argument| (argument.name.as_str(), argument)).collect()
}

/// Of more misspelled names than this in one place, the rest are not looked for among those that are missing.
const MISSPELLED: usize = 8;

/// Tells of a name that is needed whether it is there: given, or misspelled and reported. One that is known means itself.
pub(super) fn is_meant<'n>(
    given: impl Iterator<Item = &'n str> + Clone,
    is_known: impl Fn(&str) -> bool,
) -> impl Fn(&str) -> bool {
    let misspelled: Vec<&str> = given.clone().filter(|name| !is_known(name)).take(MISSPELLED).collect();
    let given: HashSet<&str> = given.collect();
    move |needed| given.contains(needed) || misspelled.iter().any(|name| is_near(name, needed))
}
