//! Schema files: SDL, or the JSON answer to an introspection query.

use std::fs;
use std::path::Path;

use apollo_compiler::Schema;
use stigg_graphql_codegen::{Introspection, terminal};

use crate::failure::usage;
use crate::unparsed;

/// The text of a schema file as SDL.
pub(crate) fn read_sdl(path: &Path) -> anyhow::Result<String> {
    let text = fs::read_to_string(path)
        .map_err(|error| usage(format!("cannot read the schema {}: {error}", terminal::path(path))))?;
    let is_json = text.trim_start().starts_with('{') && !text.trim_start()[1..].trim_start().starts_with('}');
    if !is_json {
        return Ok(text);
    }
    let introspection = Introspection::from_json(&text)
        .map_err(|error| usage(format!("{} is JSON but no introspection answer: {error}", path.display())))?;
    Ok(introspection.sorted().to_sdl())
}

/// A schema file, parsed but not validated: comparing schemas needs no more, and servers' own schemas are not all valid.
pub(crate) fn read(path: &Path) -> anyhow::Result<Schema> {
    let sdl = read_sdl(path)?;
    parse(&sdl, &path.display().to_string())
}

/// Parses SDL; `name` is what reports call it.
pub(crate) fn parse(sdl: &str, name: &str) -> anyhow::Result<Schema> {
    Schema::builder()
        .ignore_builtin_redefinitions()
        .parse(sdl, name)
        .build()
        .map_err(|broken| unparsed::report(name, &broken.errors))
}
