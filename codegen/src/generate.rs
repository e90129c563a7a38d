//! From a checked set of operations to Rust: passes, lower, plan, emit.

use crate::check::CheckedSet;
use crate::compiled::{self, CompiledOperation};
use crate::{emit, lower, passes, plan};

/// Turns checked operations into the text of one Rust file.
pub(crate) fn generate(checked: &CheckedSet) -> (String, Vec<CompiledOperation>) {
    let document = passes::add_typename(checked.document.clone(), &checked.schema);
    let program = lower::lower(checked, &document);
    (emit::emit(&plan::plan(&program), &checked.config.derives), compiled::operations(&program))
}
