//! What a child process took.

use std::fs;
use std::process::{Command, Output};
use std::time::{Duration, Instant};

/// Wall time, and the processor time of the process and its children, where the system tells.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Took {
    pub(crate) wall: Duration,
    pub(crate) processor: Option<Duration>,
}

impl Took {
    /// The processor time, which neighbours on the machine do not change much; the wall time where there is none.
    pub(crate) fn judged(self) -> Duration {
        self.processor.unwrap_or(self.wall)
    }
}

/// Runs a command to its end.
pub(crate) fn run(command: &mut Command) -> anyhow::Result<(Output, Took)> {
    let (start, before) = (Instant::now(), children());
    let output = command.output()?;
    let wall = start.elapsed();
    let processor = children().zip(before).map(|(after, before)| after.saturating_sub(before));
    Ok((output, Took { wall, processor }))
}

/// The processor time of all children that have ended, as Linux counts it: in hundredths of a second.
fn children() -> Option<Duration> {
    let stat = fs::read_to_string("/proc/self/stat").ok()?;
    let (_, fields) = stat.rsplit_once(") ")?;
    let mut fields = fields.split(' ').skip(13).map(|field| field.parse::<u64>().ok());
    let (user, system) = (fields.next()??, fields.next()??);
    Some(Duration::from_millis((user + system) * 10))
}
