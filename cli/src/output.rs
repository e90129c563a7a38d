//! Standard output, of which the reader may go away.

use std::env;
use std::fmt;
use std::io::{self, BufWriter, ErrorKind, IsTerminal, StdoutLock, Write};

/// Where commands print what they found.
///
/// When a reader such as `head` has had enough, the rest is dropped without a word and the command goes on to its verdict:
/// `check | head -1` still fails for what is wrong. Long work asks [`is_closed`](Self::is_closed) and stops.
pub(crate) struct Output {
    out: BufWriter<StdoutLock<'static>>,
    is_closed: bool,
    has_colours: bool,
}

/// How a word stands out, where there are colours.
#[derive(Clone, Copy)]
pub(crate) enum Tone {
    Good,
    Odd,
    Bad,
    Heading,
}

impl Output {
    pub(crate) fn new() -> Self {
        let has_colours =
            has_colours(io::stdout().is_terminal(), |name| env::var_os(name).is_some_and(|it| !it.is_empty()));
        Self { out: BufWriter::new(io::stdout().lock()), is_closed: false, has_colours }
    }

    /// A word of ours, in its colour if a terminal shows it.
    pub(crate) fn toned(&self, tone: Tone, text: &str) -> String {
        if !self.has_colours {
            return text.to_owned();
        }
        let code = match tone {
            Tone::Good => "32",
            Tone::Odd => "1;33",
            Tone::Bad => "1;31",
            Tone::Heading => "1",
        };
        format!("\u{1b}[{code}m{text}\u{1b}[0m")
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

/// Whether words have colours: on a terminal, unless `NO_COLOR` is set (<https://no-color.org>); `CLICOLOR_FORCE` asks for them
/// where there is none.
fn has_colours(is_terminal: bool, is_set: impl Fn(&str) -> bool) -> bool {
    !is_set("NO_COLOR") && (is_terminal || is_set("CLICOLOR_FORCE"))
}

/// Resolves when nobody reads standard output any more, also while nothing is written to it. Of a file it never does.
#[cfg(unix)]
pub(crate) async fn reader_gone() {
    use std::os::fd::AsFd;
    use tokio::io::Interest;
    use tokio::net::unix::pipe::Sender;
    // It is only watched, and goes on to be written to as before: the checked way would make it non-blocking for everybody.
    let watched = io::stdout().as_fd().try_clone_to_owned().and_then(Sender::from_owned_fd_unchecked);
    let is_gone = match watched {
        Ok(out) => out.ready(Interest::ERROR).await.is_ok(),
        Err(_) => false,
    };
    if !is_gone {
        std::future::pending::<()>().await;
    }
}

/// Here that is known only when something is written.
#[cfg(not(unix))]
pub(crate) async fn reader_gone() {
    std::future::pending::<()>().await;
}

/// Says something on standard error; who closed it wants to hear nothing.
pub(crate) fn complain(text: impl fmt::Display) {
    let _ = writeln!(io::stderr(), "{text}");
}

#[cfg(test)]
mod tests {
    use super::has_colours;

    #[test]
    fn colours_are_for_terminals_and_those_who_ask() {
        for (is_terminal, set, expected) in [
            (true, &[][..], true),
            (false, &[], false),
            (true, &["NO_COLOR"], false),
            (false, &["CLICOLOR_FORCE"], true),
            (false, &["CLICOLOR_FORCE", "NO_COLOR"], false),
        ] {
            assert_eq!(has_colours(is_terminal, |name| set.contains(&name)), expected, "{set:?}");
        }
    }
}
