//! Decodes the answers in a folder with both sides in turn.
//!
//! `decode <folder> <rounds> <milliseconds>` prints a line for each: form, operation, bytes, the best time of ours and of
//! theirs in nanoseconds, the median of the ratios of neighbouring samples, or what does not decode.

use std::error::Error;
use std::path::Path;
use std::time::{Duration, Instant};
use std::{env, fs};

type Decode = fn(&[u8]) -> Result<(), serde_json::Error>;

type Form = (&'static str, &'static [(&'static str, Decode)], &'static [(&'static str, Decode)]);

fn forms() -> [Form; 2] {
    [
        ("shipped", ours_shipped::AS_CLIENT, peer_shipped::FROM_SLICE),
        ("flat", ours_flat::AS_CLIENT, peer_flat::FROM_SLICE),
    ]
}

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<_> = env::args().skip(1).collect();
    let [folder, rounds, millis] = &arguments[..] else { return Err("see the head of the source".into()) };
    both(Path::new(folder), rounds.parse()?, Duration::from_millis(millis.parse()?))
}

fn read(folder: &Path, form: &str, operation: &str) -> std::io::Result<Vec<u8>> {
    fs::read(folder.join(form).join(operation).with_extension("json"))
}

fn both(folder: &Path, rounds: usize, sample: Duration) -> Result<(), Box<dyn Error>> {
    for (form, ours, peers) in forms() {
        for &(operation, ours) in ours {
            let Some(&(_, peer)) = peers.iter().find(|(name, _)| *name == operation) else { continue };
            let body = read(folder, form, operation)?;
            let results = [("we", ours(&body)), ("graphql_client", peer(&body))];
            let failures: Vec<_> = results
                .iter()
                .filter_map(|(side, result)| result.as_ref().err().map(|error| format!("{side}: {error}")))
                .collect();
            if failures.is_empty() {
                let (best, median) = compare(&body, [ours, peer], rounds, sample);
                println!("{form}\t{operation}\t{}\t{}\t{}\t{median}", body.len(), best[0], best[1]);
            } else {
                println!("{form}\t{operation}\t{}", failures.join("; "));
            }
        }
    }
    Ok(())
}

/// Samples both in turn: the best time of each, and the median of the ratios.
fn compare(body: &[u8], sides: [Decode; 2], rounds: usize, sample: Duration) -> ([f64; 2], f64) {
    let mut times = 1;
    while measure(body, sides[0], times) * f64::from(times) < sample.as_nanos() as f64 && times < 1 << 20 {
        times *= 2;
    }
    let mut best = [f64::INFINITY; 2];
    let mut ratios = Vec::new();
    for round in 0..rounds {
        let mut took = [0.0; 2];
        // Who comes first changes, so that neither always finds a cache the other has warmed.
        for turn in 0..2 {
            let side = (round + turn) % 2;
            took[side] = measure(body, sides[side], times);
            best[side] = best[side].min(took[side]);
        }
        ratios.push(took[1] / took[0]);
    }
    ratios.sort_by(f64::total_cmp);
    (best, ratios[ratios.len() / 2])
}

/// The mean time of one call in nanoseconds.
fn measure(body: &[u8], decode: Decode, times: u32) -> f64 {
    let start = Instant::now();
    for _ in 0..times {
        decode(body).expect("it decoded before");
    }
    start.elapsed().as_nanos() as f64 / f64::from(times)
}
