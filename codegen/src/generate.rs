//! From a checked set of operations to Rust: passes, lower, plan, emit.

use crate::builder::Generated;
use crate::check::CheckedSet;
use crate::surface::Surface;
use crate::{compiled, emit, lower, passes, plan, review};

/// Turns checked operations into Rust, and tells what is in it.
pub(crate) fn generate(checked: &CheckedSet) -> Generated {
    let document = passes::add_typename(checked.document.clone(), &checked.schema);
    let program = lower::lower(checked, &document);
    let model = plan::plan(&program);
    let code = emit::emit(&model, &checked.config.derives);
    let operations = compiled::operations(&program);
    let surface = Surface::new(&model);
    Generated {
        files: code.files(),
        code: code.text,
        reviewed: review::reviewed(&program, &model, &operations, &surface),
        index: emit::index(&model),
        operations,
        surface,
        warnings: checked.warnings.clone(),
    }
}
