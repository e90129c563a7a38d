//! Decodes each answer, and prints its operation and bytes, how often memory was asked for, and how much.

use std::alloc::System;
use std::error::Error;

use stats_alloc::{INSTRUMENTED_SYSTEM, Region, StatsAlloc};

#[global_allocator]
static ALLOCATOR: &StatsAlloc<System> = &INSTRUMENTED_SYSTEM;

fn main() -> Result<(), Box<dyn Error>> {
    for answer in counter::answers()? {
        let region = Region::new(ALLOCATOR);
        (answer.decode)(&answer.body)?;
        let change = region.change();
        let times = change.allocations + change.reallocations;
        println!("{}\t{}\t{times}\t{}", answer.operation, answer.body.len(), change.bytes_allocated);
    }
    Ok(())
}
