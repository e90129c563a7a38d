//! Which types there are, and of which kind.

use std::mem::discriminant;

use stigg_graphql_codegen::schema::Coordinate;

use super::inside;
use super::referenced::is_there;
use crate::diff::change::ChangeKind;
use crate::diff::changes::Changes;

pub(super) fn compare(changes: &mut Changes<'_>) {
    let (old, new) = (changes.old, changes.new);
    for (name, was) in old.types.iter().filter(|(name, _)| is_there(old, name)) {
        let coordinate = Coordinate::Type(name);
        match new.types.get(name).filter(|_| is_there(new, name)) {
            None if was.is_built_in() => {
                changes.add(ChangeKind::TypeRemoved, coordinate, "is not used by the schema any more");
            }
            None => changes.add(ChangeKind::TypeRemoved, coordinate, "was removed"),
            Some(is) if discriminant(was) == discriminant(is) => inside(name, was, is, changes),
            Some(is) => {
                let message = format!("changed from {} to {}", was.described(), is.described());
                changes.add(ChangeKind::TypeChangedKind, coordinate, message);
            }
        }
    }
    for name in new.types.keys().filter(|name| is_there(new, name) && !is_there(old, name)) {
        changes.add(ChangeKind::TypeAdded, Coordinate::Type(name), "was added");
    }
}
