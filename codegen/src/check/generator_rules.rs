//! What the generator asks of operations, and of its configuration, beyond the specification; each file says why.

mod ambiguous_fragment;
mod answer_depth;
mod configuration;
mod cut_off_lists;
mod deprecation;
mod incremental_delivery;
mod names_in_rust;
mod number_of_selections;
mod rust_types;
mod typename_alias;

use super::summary::Start;
use super::walk::Rules;
use crate::source::Sources;

/// All of them; `sources` name the files that introspection came in.
pub(super) fn all(sources: &Sources) -> Rules<'_> {
    vec![
        Box::new(configuration::Configuration),
        Box::new(ambiguous_fragment::AmbiguousFragment),
        Box::new(names_in_rust::NamesInRust),
        Box::new(typename_alias::TypenameAlias),
        Box::new(incremental_delivery::IncrementalDelivery),
        Box::new(deprecation::Deprecation),
        Box::new(cut_off_lists::CutOffLists),
        Box::new(rust_types::RustTypes::new(sources)),
        Box::new(answer_depth::AnswerDepth),
        Box::new(number_of_selections::NumberOfSelections),
    ]
}
