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
    let operations: Vec<(&'static str, Decode)> = match (side.as_str(), reader.as_str()) {
        ("ours", "as_client") => ours_counted::AS_CLIENT.to_vec(),
        ("ours", "from_str") => ours_counted::FROM_STR.to_vec(),
        ("ours", "from_slice") => ours_counted::FROM_SLICE.to_vec(),
        ("floor", "from_str") => floor::FROM_STR.to_vec(),
        ("floor", "from_slice") => floor::FROM_SLICE.to_vec(),
        ("no types", "from_str") => ours_counted::FROM_STR.iter().map(|&(operation, _)| (operation, parse as Decode)).collect(),
        #[cfg(feature = "others")]
        ("floor_typed", "from_str") => floor_typed::FROM_STR.to_vec(),
        #[cfg(feature = "others")]
        ("floor_typed", "from_slice") => floor_typed::FROM_SLICE.to_vec(),
        #[cfg(feature = "others")]
        ("peer", "from_slice") => peer_counted::FROM_SLICE.to_vec(),
        #[cfg(feature = "others")]
        ("cynic", "from_slice") => cynic_counted::FROM_SLICE.to_vec(),
        _ => return Err(format!("{side} does not decode by {reader}").into()),
    };
    let mut answers = Vec::new();
    for (operation, decode) in operations {
        let body = fs::read(Path::new(folder).join(operation).with_extension("json"))?;
        decode(&body).map_err(|error| format!("{operation}: {error}"))?;
        answers.push(Answer { operation, body, decode });
    }
    Ok(answers)
}

/// What is left when there are no types: the same bytes, read by the same parser.
fn parse(body: &[u8]) -> Result<(), serde_json::Error> {
    let text = std::str::from_utf8(body).map_err(<serde_json::Error as serde::de::Error>::custom)?;
    serde_json::from_str::<serde::de::IgnoredAny>(text).map(|_| ())
}
