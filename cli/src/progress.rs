//! One line on standard error that says how far long work is, for people who watch.

use std::io::{self, IsTerminal, Write};

/// Shows nothing unless standard error is a terminal; takes its line away when dropped.
pub(crate) struct Progress {
    is_watched: bool,
}

impl Progress {
    pub(crate) fn new() -> Self {
        Self { is_watched: io::stderr().is_terminal() }
    }

    /// Replaces the line.
    pub(crate) fn show(&self, text: &str) {
        if self.is_watched {
            // Who cannot be shown progress is not told of that either.
            let _ = write!(io::stderr(), "\r\x1b[2K{text}");
        }
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        if self.is_watched {
            let _ = write!(io::stderr(), "\r\x1b[2K");
        }
    }
}
