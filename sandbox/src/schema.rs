//! The schema that a sandbox serves.

use std::sync::{Arc, OnceLock};

use apollo_compiler::ast::{self, Definition, DirectiveList, FieldDefinition, InputValueDefinition};
use apollo_compiler::schema::{Component, ExtendedType};
use apollo_compiler::validation::WithErrors;
use apollo_compiler::{Schema, name, ty};

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

/// The directive of input objects of which exactly one field is given, and the field by which introspection shows them. Both
/// are of the September 2025 edition, and the parser knows neither.
pub(crate) const ONE_OF: &str = "oneOf";
pub(crate) const SHOWN_BY: &str = "isOneOf";

fn parse(sdl: &str) -> Result<Catalog, StartError> {
    let refused = |report: String| Reason::Schema(report);
    let mut builder = Schema::builder().parse(sdl, "schema.graphql");
    if sdl.contains("@oneOf") && !defines_one_of(sdl) {
        builder = builder.parse("directive @oneOf on INPUT_OBJECT", "oneOf.graphql");
    }
    let mut schema = builder.build().map_err(|broken| refused(broken.errors.to_string()))?;
    if let Some(ExtendedType::Object(of_types)) = schema.types.get_mut("__Type") {
        let field = FieldDefinition {
            description: None,
            name: name!("isOneOf"),
            arguments: Vec::new(),
            ty: ty!(Boolean),
            directives: DirectiveList::new(),
        };
        of_types.make_mut().fields.insert(name!("isOneOf"), Component::new(field));
    }
    let schema = schema.validate().map_err(|broken| refused(broken.errors.to_string()))?;
    for input in schema.types.values().filter_map(ExtendedType::as_input_object) {
        let is_wrong =
            |field: &&Component<InputValueDefinition>| field.ty.is_non_null() || field.default_value.is_some();
        if let Some(field) = input.fields.values().find(is_wrong).filter(|_| input.directives.has(ONE_OF)) {
            let (name, field) = (&input.name, &field.name);
            let report = format!("a field of a @oneOf input object is nullable and has no default: {name}.{field}");
            return Err(refused(report).into());
        }
    }
    Ok(Catalog::new(schema))
}

fn defines_one_of(sdl: &str) -> bool {
    let (Ok(document) | Err(WithErrors { partial: document, .. })) = ast::Document::parse(sdl, "schema.graphql");
    document
        .definitions
        .iter()
        .any(|definition| matches!(definition, Definition::DirectiveDefinition(one) if one.name == ONE_OF))
}
