//! The type of a field or of a value that is sent: which other type may take its place?

use stigg_graphql_codegen::syntax::Type;

/// Whether everything that was answered as `old` may be answered as `new`: the same, or non-null in addition.
pub(super) fn is_safe_answer(old: &Type, new: &Type) -> bool {
    if new.is_non_null() && !old.is_non_null() {
        return is_safe_answer(old, &new.clone().nullable());
    }
    match (old, new) {
        (Type::List(old), Type::List(new)) | (Type::NonNullList(old), Type::NonNullList(new)) => {
            is_safe_answer(old, new)
        }
        (old, new) => old == new,
    }
}

/// Whether everything that was accepted as `old` is accepted as `new`: what is answered, turned around.
pub(super) fn is_safe_input(old: &Type, new: &Type) -> bool {
    is_safe_answer(new, old)
}

pub(super) fn changed(old: &Type, new: &Type) -> String {
    format!("changed from `{old}` to `{new}`")
}
