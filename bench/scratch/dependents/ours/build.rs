fn main() -> Result<(), Box<dyn std::error::Error>> {
    stigg_graphql_codegen::Builder::new().queries("queries").compile()?;
    Ok(())
}
