//! Decodes each answer under valgrind, and prints its operation and how many bytes were decoded while it counted.

use std::error::Error;

use counter::Decode;

/// The allocator does not do the same each time.
const TIMES: usize = 8;

fn main() -> Result<(), Box<dyn Error>> {
    for answer in counter::answers()? {
        // What the answers before have left in the allocator is no part of it.
        (answer.decode)(&answer.body)?;
        (answer.decode)(&answer.body)?;
        measured(answer.decode, &answer.body)?;
        println!("{}\t{}", answer.operation, answer.body.len() * TIMES);
    }
    Ok(())
}

/// What is counted is what happens in here: valgrind knows it by its name.
#[inline(never)]
fn measured(decode: Decode, body: &[u8]) -> Result<(), serde_json::Error> {
    (0..TIMES).try_for_each(|_| decode(body))
}
