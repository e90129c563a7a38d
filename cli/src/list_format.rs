//! How lists are printed that have no format of their own.

use clap::ValueEnum;

#[derive(Clone, Copy, ValueEnum)]
pub(crate) enum ListFormat {
    /// For people
    Text,
    /// JSON, for other programs
    Json,
}
