fn main() -> Result<(), Box<dyn std::error::Error>> {
    cynic_codegen::register_schema("stigg").from_sdl_file("schema.graphql")?.as_default()?;
    Ok(())
}
