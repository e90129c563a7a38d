//! Generates the code of the operations beside it.

use stigg_graphql_codegen::Builder;

fn main() -> anyhow::Result<()> {
    Builder::new()
        .schema("../cases/kitchen_sink/schema.graphql")
        .queries("../cases/kitchen_sink/query.graphql")
        .scalar("Time", "::std::string::String")
        .compile()?;
    Ok(())
}
