//! Directive definitions.

use indexmap::IndexMap;
use stigg_graphql_codegen::schema::Coordinate;
use stigg_graphql_codegen::syntax::{DirectiveDefinition, FileId, Name};

use super::input_values;
use crate::diff::change::ChangeKind;
use crate::diff::changes::Changes;

pub(super) fn compare<'a>(
    old: &'a IndexMap<Name, DirectiveDefinition>,
    new: &'a IndexMap<Name, DirectiveDefinition>,
    changes: &mut Changes<'a>,
) {
    for (name, was) in old {
        match new.get(name) {
            None => changes.add(ChangeKind::DirectiveRemoved, Coordinate::Directive(name), "was removed"),
            // What the specification defines is there also where a schema does not write it out.
            Some(is) if is_built_in(was) || is_built_in(is) => {}
            Some(is) => directive(was, is, changes),
        }
    }
    for name in new.keys().filter(|name| !old.contains_key(*name)) {
        changes.add(ChangeKind::DirectiveAdded, Coordinate::Directive(name), "was added");
    }
}

fn is_built_in(directive: &DirectiveDefinition) -> bool {
    directive.name.span().file() == FileId::BUILT_IN
}

fn directive<'a>(old: &'a DirectiveDefinition, new: &'a DirectiveDefinition, changes: &mut Changes<'a>) {
    let coordinate = Coordinate::Directive(&old.name);
    input_values::arguments(coordinate, &old.arguments, &new.arguments, &input_values::DIRECTIVE_ARGUMENT, changes);
    match (old.is_repeatable, new.is_repeatable) {
        (true, false) => {
            changes.add(ChangeKind::DirectiveRepeatableRemoved, coordinate, "may not be repeated any more");
        }
        (false, true) => changes.add(ChangeKind::DirectiveRepeatableAdded, coordinate, "may be repeated now"),
        _ => {}
    }
    for gone in old.locations.iter().filter(|location| !new.locations.contains(location)) {
        let message = format!("is not allowed on {gone} any more");
        changes.add(ChangeKind::DirectiveLocationRemoved, coordinate, message);
    }
    for added in new.locations.iter().filter(|location| !old.locations.contains(location)) {
        changes.add(ChangeKind::DirectiveLocationAdded, coordinate, format!("is allowed on {added} now"));
    }
}
