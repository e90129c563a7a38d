//! Compiles the operations we ship, as far as the features ask for them.

use std::error::Error;

use stigg_graphql_codegen::Builder;
use stigg_graphql_codegen::schema::TypeDefinition;

fn main() -> Result<(), Box<dyn Error>> {
    let mut builder = Builder::new().schema("schema/stigg.graphql").stigg_field_types().own_types();
    if cfg!(feature = "types") {
        for (name, definition) in &builder.read_schema()?.types {
            if matches!(definition, TypeDefinition::Enum(_) | TypeDefinition::InputObject(_)) {
                builder = builder.include_type(name.as_str());
            }
        }
    } else {
        // The runtime itself tells errors by it.
        builder = builder.include_type("ErrorCode");
    }
    builder =
        if cfg!(feature = "operations") { builder.queries("queries") } else { builder.query_text("none.graphql", "") };
    builder.compile()?;
    Ok(())
}
