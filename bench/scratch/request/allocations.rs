//! Makes calls, and prints each operation and how many, how often they asked for memory, and for how much.

use std::alloc::System;
use std::error::Error;

use stats_alloc::{INSTRUMENTED_SYSTEM, Region, StatsAlloc};

#[global_allocator]
static ALLOCATOR: &StatsAlloc<System> = &INSTRUMENTED_SYSTEM;

const TIMES: u32 = 50;

fn main() -> Result<(), Box<dyn Error>> {
    for callee in request::callees()? {
        let region = Region::new(ALLOCATOR);
        (callee.call)(TIMES)?;
        let change = region.change();
        let times = change.allocations + change.reallocations;
        println!("{}\t{TIMES}\t{times}\t{}", callee.operation, change.bytes_allocated);
    }
    Ok(())
}
