//! Decodes one answer: `<program> <operation> <file>`.

use std::env;
use std::error::Error;
use std::fs;

fn main() -> Result<(), Box<dyn Error>> {
    let (operation, file) = (env::args().nth(1), env::args().nth(2));
    let body = fs::read(file.unwrap_or_default())?;
    let decode = OPERATIONS.iter().find(|(name, _)| Some(*name) == operation.as_deref());
    let Some((_, decode)) = decode else { return Err("no such operation".into()) };
    decode(&body)?;
    Ok(())
}
