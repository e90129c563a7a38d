//! Compiles the operations that the library does not ship.

fn main() -> anyhow::Result<()> {
    stigg_graphql_codegen::Builder::new().queries("queries").compile()?;
    Ok(())
}
