//! Compiles the operations in `queries`.

fn main() -> anyhow::Result<()> {
    stigg_graphql_codegen::Builder::new().queries("queries").compile()?;
    Ok(())
}
