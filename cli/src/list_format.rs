//! How the lists of `diff` and `ops` are printed.

use clap::ValueEnum;

#[derive(Clone, Copy, ValueEnum)]
pub(crate) enum ListFormat {
    /// For people
    Text,
    /// JSON, for other programs
    Json,
}
