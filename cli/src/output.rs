//! Standard output, of which the reader may go away.

use std::fmt;
use std::io::{self, BufWriter, ErrorKind, StdoutLock, Write};

/// Where commands print what they found.
///
/// When a reader such as `head` has had enough, the rest is dropped without a word and the command goes on to its verdict:
/// `check | head -1` still fails for what is wrong. Long work asks [`is_closed`](Self::is_closed) and stops.
pub(crate) struct Output {
    out: BufWriter<StdoutLock<'static>>,
    is_closed: bool,
}

impl Output {
    pub(crate) fn new() -> Self {
        Self { out: BufWriter::new(io::stdout().lock()), is_closed: false }
    }

    /// Whether nobody reads on.
    pub(crate) fn is_closed(&self) -> bool {
        self.is_closed
    }

    /// How many columns a terminal has; of a file or a pipe it is not known.
    pub(crate) fn columns(&self) -> Option<usize> {
        terminal_size::terminal_size_of(self.out.get_ref()).map(|(width, _)| usize::from(width.0))
    }

    fn unless_closed<T>(&mut self, done: io::Result<T>, otherwise: T) -> io::Result<T> {
        match done {
            Err(error) if error.kind() == ErrorKind::BrokenPipe => {
                self.is_closed = true;
                Ok(otherwise)
            }
            done => done,
        }
    }
}

impl Write for Output {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if self.is_closed {
            return Ok(bytes.len());
        }
        let written = self.out.write(bytes);
        self.unless_closed(written, bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        if self.is_closed {
            return Ok(());
        }
        let flushed = self.out.flush();
        self.unless_closed(flushed, ())
    }
}

/// Says something on standard error; who closed it wants to hear nothing.
pub(crate) fn complain(text: impl fmt::Display) {
    let _ = writeln!(io::stderr(), "{text}");
}
