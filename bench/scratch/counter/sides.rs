//! The sides, and the answers in a folder that each decodes: `<program> <folder> <side> <reader>`.

use std::error::Error;
use std::path::Path;
use std::{env, fs};

pub type Decode = fn(&[u8]) -> Result<(), serde_json::Error>;

pub struct Answer {
    pub operation: &'static str,
    pub body: Vec<u8>,
    pub decode: Decode,
}

/// The answers that the command line asks for; each was decoded once already, so that nothing is done for the first time.
pub fn answers() -> Result<Vec<Answer>, Box<dyn Error>> {
    let arguments: Vec<_> = env::args().skip(1).collect();
    let [folder, side, reader] = &arguments[..] else { return Err("see the head of the source".into()) };
    let operations = match (side.as_str(), reader.as_str()) {
        ("ours", "from_str") => ours_counted::FROM_STR,
        ("ours", "from_slice") => ours_counted::FROM_SLICE,
        ("floor", "from_str") => floor::FROM_STR,
        ("floor", "from_slice") => floor::FROM_SLICE,
        #[cfg(feature = "others")]
        ("floor_typed", "from_str") => floor_typed::FROM_STR,
        #[cfg(feature = "others")]
        ("floor_typed", "from_slice") => floor_typed::FROM_SLICE,
        #[cfg(feature = "others")]
        ("peer", "from_slice") => peer_counted::FROM_SLICE,
        #[cfg(feature = "others")]
        ("cynic", "from_slice") => cynic_counted::FROM_SLICE,
        _ => return Err(format!("{side} does not decode by {reader}").into()),
    };
    let mut answers = Vec::new();
    for &(operation, decode) in operations {
        let body = fs::read(Path::new(folder).join(operation).with_extension("json"))?;
        decode(&body).map_err(|error| format!("{operation}: {error}"))?;
        answers.push(Answer { operation, body, decode });
    }
    Ok(answers)
}
