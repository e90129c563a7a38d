//! Compiles the operations we ship.

use stigg_graphql_codegen::Builder;

fn main() -> anyhow::Result<()> {
    Builder::new()
        .queries("queries")
        .schema("schema/stigg.graphql")
        .stigg_field_types()
        .include_type("ErrorCode")
        .compile()?;
    Ok(())
}
