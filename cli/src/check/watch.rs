//! When files change.

use std::collections::{BTreeMap, HashSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::thread;
use std::time::{Duration, SystemTime};

/// How long a change goes unnoticed at most. Looking at a few hundred files takes about a millisecond.
const INTERVAL: Duration = Duration::from_millis(250);

/// Files and folders with what they were when they were last looked at.
pub(super) struct Watch {
    paths: Vec<PathBuf>,
    seen: Seen,
}

/// Each file with its length and the time of its last change.
type Seen = BTreeMap<PathBuf, (u64, Option<SystemTime>)>;

impl Watch {
    pub(super) fn new(paths: Vec<PathBuf>) -> Self {
        let seen = look(&paths);
        Self { paths, seen }
    }

    /// Returns when something is not what it was: changed, new or gone.
    pub(super) fn wait(&mut self) {
        loop {
            let now = look(&self.paths);
            if now != self.seen {
                self.seen = now;
                return;
            }
            thread::sleep(INTERVAL);
        }
    }
}

fn look(paths: &[PathBuf]) -> Seen {
    let mut seen = Seen::new();
    let mut folders = HashSet::new();
    for path in paths {
        visit(path, &mut seen, &mut folders);
    }
    seen
}

/// Folders that link to each other are visited once.
fn visit(path: &Path, seen: &mut Seen, folders: &mut HashSet<PathBuf>) {
    let Ok(metadata) = fs::metadata(path) else { return };
    if !metadata.is_dir() {
        seen.insert(path.to_owned(), (metadata.len(), metadata.modified().ok()));
    } else if fs::canonicalize(path).is_ok_and(|folder| folders.insert(folder)) {
        for entry in fs::read_dir(path).into_iter().flatten().flatten() {
            visit(&entry.path(), seen, folders);
        }
    }
}
