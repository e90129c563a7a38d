//! Differences between the directives of two schemas.

use stigg_graphql_codegen::schema::Schema;
use stigg_graphql_codegen::syntax::{DirectiveDefinition, FileId};

use super::change::ChangeKind;
use super::compare::{Found, InputValueKinds};

const ARGUMENT: InputValueKinds = InputValueKinds {
    changed: ChangeKind::DirectiveArgChangedKind,
    changed_safe: ChangeKind::DirectiveArgChangedKindSafe,
    default_changed: ChangeKind::DirectiveArgDefaultValueChange,
    required: ChangeKind::DirectiveArgBecameRequired,
};

pub(super) fn compare(old: &Schema, new: &Schema, found: &mut Found) {
    for (name, was) in &old.directive_definitions {
        match new.directive_definitions.get(name) {
            None => found.add(ChangeKind::DirectiveRemoved, format!("@{name}"), "was removed"),
            // What the specification defines is there also where a schema does not write it out.
            Some(is) if is_built_in(was) || is_built_in(is) => {}
            Some(is) => directive(was, is, found),
        }
    }
    for name in new.directive_definitions.keys().filter(|name| !old.directive_definitions.contains_key(*name)) {
        found.add(ChangeKind::DirectiveAdded, format!("@{name}"), "was added");
    }
}

fn is_built_in(directive: &DirectiveDefinition) -> bool {
    directive.name.span().file() == FileId::BUILT_IN
}

fn directive(old: &DirectiveDefinition, new: &DirectiveDefinition, found: &mut Found) {
    let name = &old.name;
    for was in &old.arguments {
        let coordinate = format!("@{name}({}:)", was.name);
        match new.argument(&was.name) {
            None => found.add(ChangeKind::DirectiveArgRemoved, coordinate, "was removed"),
            Some(is) => found.input_value(&coordinate, was, is, &ARGUMENT),
        }
    }
    for added in new.arguments.iter().filter(|is| old.argument(&is.name).is_none()) {
        let (kind, message) = if added.is_required() {
            (ChangeKind::RequiredDirectiveArgAdded, format!("was added and is required (`{}`)", added.ty))
        } else {
            (ChangeKind::OptionalDirectiveArgAdded, format!("was added (`{}`)", added.ty))
        };
        found.add(kind, format!("@{name}({}:)", added.name), message);
    }
    match (old.is_repeatable, new.is_repeatable) {
        (true, false) => {
            found.add(ChangeKind::DirectiveRepeatableRemoved, format!("@{name}"), "may not be repeated any more");
        }
        (false, true) => found.add(ChangeKind::DirectiveRepeatableAdded, format!("@{name}"), "may be repeated now"),
        _ => {}
    }
    for gone in old.locations.iter().filter(|location| !new.locations.contains(location)) {
        let message = format!("is not allowed on {gone} any more");
        found.add(ChangeKind::DirectiveLocationRemoved, format!("@{name}"), message);
    }
    for added in new.locations.iter().filter(|location| !old.locations.contains(location)) {
        found.add(ChangeKind::DirectiveLocationAdded, format!("@{name}"), format!("is allowed on {added} now"));
    }
}
