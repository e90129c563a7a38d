//! Differences between the directives of two schemas.

use apollo_compiler::Schema;
use apollo_compiler::ast::DirectiveDefinition;

use super::change::ChangeKind;
use super::compare::{Found, is_required};

pub(super) fn compare(old: &Schema, new: &Schema, found: &mut Found) {
    for (name, was) in &old.directive_definitions {
        match new.directive_definitions.get(name) {
            None => found.add(ChangeKind::DirectiveRemoved, format!("@{name}"), "was removed"),
            Some(is) => directive(was, is, found),
        }
    }
    for name in new.directive_definitions.keys().filter(|name| !old.directive_definitions.contains_key(*name)) {
        found.add(ChangeKind::DirectiveAdded, format!("@{name}"), "was added");
    }
}

fn directive(old: &DirectiveDefinition, new: &DirectiveDefinition, found: &mut Found) {
    let name = &old.name;
    for was in old.arguments.iter().filter(|was| new.argument_by_name(&was.name).is_none()) {
        found.add(ChangeKind::DirectiveArgRemoved, format!("@{name}({}:)", was.name), "was removed");
    }
    for added in new.arguments.iter().filter(|is| old.argument_by_name(&is.name).is_none()) {
        let (kind, message) = if is_required(added) {
            (ChangeKind::RequiredDirectiveArgAdded, format!("was added and is required (`{}`)", added.ty))
        } else {
            (ChangeKind::OptionalDirectiveArgAdded, format!("was added (`{}`)", added.ty))
        };
        found.add(kind, format!("@{name}({}:)", added.name), message);
    }
    match (old.repeatable, new.repeatable) {
        (true, false) => {
            found.add(ChangeKind::DirectiveRepeatableRemoved, format!("@{name}"), "may not be repeated any more");
        }
        (false, true) => found.add(ChangeKind::DirectiveRepeatableAdded, format!("@{name}"), "may be repeated now"),
        _ => {}
    }
    for gone in old.locations.iter().filter(|location| !new.locations.contains(location)) {
        let message = format!("is not allowed on {} any more", gone.name());
        found.add(ChangeKind::DirectiveLocationRemoved, format!("@{name}"), message);
    }
    for added in new.locations.iter().filter(|location| !old.locations.contains(location)) {
        found.add(
            ChangeKind::DirectiveLocationAdded,
            format!("@{name}"),
            format!("is allowed on {} now", added.name()),
        );
    }
}
