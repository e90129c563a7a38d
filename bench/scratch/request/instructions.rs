//! Makes calls under valgrind, and prints each operation and how many calls were made while it counted.

use std::error::Error;

use request::Callee;

const TIMES: u32 = 50;

fn main() -> Result<(), Box<dyn Error>> {
    for callee in request::callees()? {
        measured(&callee)?;
        println!("{}\t{TIMES}", callee.operation);
    }
    Ok(())
}

/// What is counted is what happens in here, without the server: valgrind knows both by their names.
#[inline(never)]
fn measured(callee: &Callee) -> Result<(), Box<dyn Error>> {
    (callee.call)(TIMES)
}
