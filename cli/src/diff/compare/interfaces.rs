//! The interfaces that a type implements.

use indexmap::IndexSet;
use stigg_graphql_codegen::syntax::Name;

use crate::diff::change::ChangeKind;
use crate::diff::changes::Changes;

pub(super) fn compare<'a>(ty: &'a Name, old: &'a IndexSet<Name>, new: &'a IndexSet<Name>, changes: &mut Changes<'a>) {
    for gone in old.difference(new) {
        let message = format!("does not implement `{gone}` any more");
        changes.with(gone, ChangeKind::ImplementedInterfaceRemoved, ty, message);
    }
    for added in new.difference(old) {
        changes.with(added, ChangeKind::ImplementedInterfaceAdded, ty, format!("implements `{added}` now"));
    }
}
