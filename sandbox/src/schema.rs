//! The schema that a sandbox serves.

use std::sync::{Arc, OnceLock};

use apollo_compiler::Schema;

use crate::data::catalog::Catalog;
use crate::start_error::{Reason, StartError};
use crate::syntax;

/// The SDL that a sandbox serves unless it is given another.
pub const DEFAULT_SCHEMA: &str = include_str!("../schema/stigg.graphql");

/// The default schema is read once in a process, however many sandboxes it starts.
pub(crate) fn default() -> Result<Arc<Catalog>, StartError> {
    static CATALOG: OnceLock<Arc<Catalog>> = OnceLock::new();
    if let Some(catalog) = CATALOG.get() {
        return Ok(Arc::clone(catalog));
    }
    let catalog = Arc::new(parse(DEFAULT_SCHEMA)?);
    Ok(Arc::clone(CATALOG.get_or_init(|| catalog)))
}

/// Reads the schema of a user, whose text may have what the parser passes over.
pub(crate) fn read(sdl: &str) -> Result<Catalog, StartError> {
    let sdl = syntax::readable(sdl);
    match syntax::gap(&sdl) {
        None => parse(&sdl),
        Some(syntax::Gap { message, location }) => {
            Err(Reason::Schema(format!("schema.graphql:{}:{}: {message}", location.line, location.column)).into())
        }
    }
}

fn parse(sdl: &str) -> Result<Catalog, StartError> {
    let schema = Schema::parse_and_validate(sdl, "schema.graphql")
        .map_err(|broken| Reason::Schema(broken.errors.to_string()))?;
    Ok(Catalog::new(schema))
}
