//! The members of a union.

use indexmap::IndexSet;
use stigg_graphql_codegen::syntax::Name;

use crate::diff::change::ChangeKind;
use crate::diff::changes::Changes;

pub(super) fn compare<'a>(ty: &'a Name, old: &'a IndexSet<Name>, new: &'a IndexSet<Name>, changes: &mut Changes<'a>) {
    for gone in old.difference(new) {
        changes.with(gone, ChangeKind::TypeRemovedFromUnion, ty, format!("lost the member `{gone}`"));
    }
    for added in new.difference(old) {
        changes.with(added, ChangeKind::TypeAddedToUnion, ty, format!("has the new member `{added}`"));
    }
}
