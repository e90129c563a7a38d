//! How reports are printed.

use clap::ValueEnum;

#[derive(Clone, Copy, ValueEnum)]
pub(crate) enum ReportFormat {
    /// For people
    Text,
    /// JSON, for other programs
    Json,
}
