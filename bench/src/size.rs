//! How much machine code a program has.

use std::fs;
use std::path::Path;

use anyhow::Context as _;
use object::{Object as _, ObjectSection as _, SectionKind};

/// The bytes of all sections with code.
pub(crate) fn machine_code(program: &Path) -> anyhow::Result<u64> {
    let bytes = fs::read(program).with_context(|| program.display().to_string())?;
    let file = object::File::parse(&*bytes)?;
    Ok(file.sections().filter(|section| section.kind() == SectionKind::Text).map(|section| section.size()).sum())
}
