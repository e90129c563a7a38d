//! What is deprecated, and what no longer is.

use stigg_graphql_codegen::schema::Coordinate;
use stigg_graphql_codegen::syntax::{Directives, Value};

use crate::diff::change::ChangeKind;
use crate::diff::changes::Changes;

pub(super) fn compare<'a>(coordinate: Coordinate<'a>, old: &Directives, new: &Directives, changes: &mut Changes<'a>) {
    match (old.get("deprecated"), new.get("deprecated")) {
        (None, Some(directive)) => {
            let reason = directive.argument("reason").and_then(Value::as_str);
            let message = reason.map_or("is deprecated".to_owned(), |reason| format!("is deprecated: {reason}"));
            changes.add(ChangeKind::Deprecated, coordinate, message);
        }
        (Some(_), None) => changes.add(ChangeKind::DeprecationRemoved, coordinate, "is not deprecated any more"),
        _ => {}
    }
}
