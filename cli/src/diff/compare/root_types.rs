//! The types that operations start from.

use stigg_graphql_codegen::syntax::OperationType;

use crate::diff::change::ChangeKind;
use crate::diff::changes::Changes;

pub(super) fn compare(changes: &mut Changes<'_>) {
    for kind in OperationType::ALL {
        match (changes.old.root(kind), changes.new.root(kind)) {
            (Some(_), None) => {
                changes.of_root(ChangeKind::RootTypeRemoved, kind, "operations are not possible any more");
            }
            (None, Some(_)) => changes.of_root(ChangeKind::RootTypeAdded, kind, "operations are possible now"),
            (Some(was), Some(is)) if was != is => {
                let message = format!("operations start at `{is}` instead of `{was}`");
                changes.of_root(ChangeKind::RootTypeChanged, kind, message);
            }
            _ => {}
        }
    }
}
