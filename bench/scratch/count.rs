//! Decodes each answer in a folder twice with one side, so that what the second time takes can be counted.
//!
//! `count <folder> <side> <reader>` prints a line for each operation, in order: its name and the bytes.

use std::error::Error;
use std::path::Path;
use std::{env, fs};

type Decode = fn(&[u8]) -> Result<(), serde_json::Error>;

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<_> = env::args().skip(1).collect();
    let [folder, side, reader] = &arguments[..] else { return Err("see the head of the source".into()) };
    let operations = side_with(side, reader).ok_or("no such side")?;
    for (operation, decode) in operations {
        let body = fs::read(Path::new(folder).join(operation).with_extension("json"))?;
        decode(&body)?;
        measured(*decode, &body)?;
        println!("{operation}\t{}", body.len());
    }
    Ok(())
}

/// What is counted is what happens in here: valgrind knows it by its name.
#[inline(never)]
fn measured(decode: Decode, body: &[u8]) -> Result<(), serde_json::Error> {
    decode(body)
}

fn side_with(side: &str, reader: &str) -> Option<&'static [(&'static str, Decode)]> {
    Some(match (side, reader) {
        ("ours", "from_str") => ours_counted::FROM_STR,
        ("ours", "from_slice") => ours_counted::FROM_SLICE,
        ("floor", "from_str") => floor::FROM_STR,
        ("floor", "from_slice") => floor::FROM_SLICE,
        ("floor_typed", "from_str") => floor_typed::FROM_STR,
        ("floor_typed", "from_slice") => floor_typed::FROM_SLICE,
        ("peer", "from_slice") => peer_counted::FROM_SLICE,
        _ => return None,
    })
}
