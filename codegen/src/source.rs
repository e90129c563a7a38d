//! What the builder names, as texts in which every byte has a place; and the reports that show it.

mod code;
mod diagnostic;
mod file_name;
mod load;
mod parse;
mod problem;
mod shipped;
mod source_set;
mod suggest;

pub use code::Code;
pub use diagnostic::{Diagnostic, Diagnostics, Place, Severity};
pub use problem::Problem;
pub use suggest::did_you_mean;

pub(crate) use diagnostic::MOST_PROBLEMS;
pub(crate) use file_name::refusal;
pub(crate) use load::{ReadPaths, UnreadLibrary, UnreadSource, load};
pub(crate) use parse::parse;
pub(crate) use problem::Problems;
pub(crate) use shipped::type_of_fragment;
pub(crate) use source_set::{LibrarySource, Source, SourceSet, Sources};
pub(crate) use suggest::{did_you_mean_with, is_near};
