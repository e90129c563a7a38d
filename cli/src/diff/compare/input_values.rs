//! Which values are sent: arguments of fields and directives, and fields of input objects.

use indexmap::IndexMap;
use stigg_graphql_codegen::schema::Coordinate;
use stigg_graphql_codegen::syntax::{InputValueDefinition, Name};

use super::{defaults, deprecation, input_types};
use crate::diff::change::ChangeKind;
use crate::diff::changes::Changes;

/// What the changes of a value that is sent are called.
pub(super) struct Kinds {
    removed: ChangeKind,
    added: ChangeKind,
    required_added: ChangeKind,
    pub(super) changed: ChangeKind,
    pub(super) changed_safe: ChangeKind,
    pub(super) default_changed: ChangeKind,
    /// Its default is gone, and it may not be null.
    pub(super) became_required: ChangeKind,
}

pub(super) const ARGUMENT: Kinds = Kinds {
    removed: ChangeKind::ArgRemoved,
    added: ChangeKind::OptionalArgAdded,
    required_added: ChangeKind::RequiredArgAdded,
    changed: ChangeKind::ArgChangedKind,
    changed_safe: ChangeKind::ArgChangedKindSafe,
    default_changed: ChangeKind::ArgDefaultValueChange,
    became_required: ChangeKind::ArgBecameRequired,
};

pub(super) const DIRECTIVE_ARGUMENT: Kinds = Kinds {
    removed: ChangeKind::DirectiveArgRemoved,
    added: ChangeKind::OptionalDirectiveArgAdded,
    required_added: ChangeKind::RequiredDirectiveArgAdded,
    changed: ChangeKind::DirectiveArgChangedKind,
    changed_safe: ChangeKind::DirectiveArgChangedKindSafe,
    default_changed: ChangeKind::DirectiveArgDefaultValueChange,
    became_required: ChangeKind::DirectiveArgBecameRequired,
};

const INPUT_FIELD: Kinds = Kinds {
    removed: ChangeKind::InputFieldRemoved,
    added: ChangeKind::OptionalInputFieldAdded,
    required_added: ChangeKind::RequiredInputFieldAdded,
    changed: ChangeKind::InputFieldChangedKind,
    changed_safe: ChangeKind::InputFieldChangedKindSafe,
    default_changed: ChangeKind::InputFieldDefaultValueChange,
    became_required: ChangeKind::InputFieldBecameRequired,
};

/// The arguments of a field or of a directive.
pub(super) fn arguments<'a>(
    owner: Coordinate<'a>,
    old: &'a [InputValueDefinition],
    new: &'a [InputValueDefinition],
    kinds: &Kinds,
    changes: &mut Changes<'a>,
) {
    compare(old.iter(), new.iter(), |name| owner.argument(name), kinds, changes);
}

/// The fields of an input object.
pub(super) fn fields<'a>(
    ty: &'a Name,
    old: &'a IndexMap<Name, InputValueDefinition>,
    new: &'a IndexMap<Name, InputValueDefinition>,
    changes: &mut Changes<'a>,
) {
    let coordinate = |name| Some(Coordinate::Member { ty, member: name });
    compare(old.values(), new.values(), coordinate, &INPUT_FIELD, changes);
}

fn compare<'a>(
    old: impl Iterator<Item = &'a InputValueDefinition>,
    new: impl Iterator<Item = &'a InputValueDefinition>,
    coordinate: impl Fn(&'a str) -> Option<Coordinate<'a>>,
    kinds: &Kinds,
    changes: &mut Changes<'a>,
) {
    let mut new: IndexMap<&Name, &InputValueDefinition> = new.map(|value| (&value.name, value)).collect();
    for was in old {
        let Some(coordinate) = coordinate(&was.name) else { continue };
        match new.shift_remove(&was.name) {
            None => changes.add(kinds.removed, coordinate, "was removed"),
            Some(is) => both(coordinate, was, is, kinds, changes),
        }
    }
    for (name, added) in new {
        let Some(coordinate) = coordinate(name) else { continue };
        if added.is_required() {
            let message = format!("was added and is required (`{}`)", added.ty);
            changes.add(kinds.required_added, coordinate, message);
        } else {
            changes.add(kinds.added, coordinate, format!("was added (`{}`)", added.ty));
        }
    }
}

/// A type that broke makes its default pointless to compare.
fn both<'a>(
    coordinate: Coordinate<'a>,
    was: &'a InputValueDefinition,
    is: &'a InputValueDefinition,
    kinds: &Kinds,
    changes: &mut Changes<'a>,
) {
    deprecation::compare(coordinate, &was.directives, &is.directives, changes);
    if input_types::compare(coordinate, &was.ty, &is.ty, kinds, changes) {
        defaults::compare(coordinate, was, is, kinds, changes);
    }
}
