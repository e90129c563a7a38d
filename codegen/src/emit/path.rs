//! Paths into a response, as expressions in a function that returns an option.

use crate::plan::{Absence, ResponseStep};

/// `data.a?.b`, by value; the last step may be missing, too.
pub(super) fn by_value(root: &str, steps: &[ResponseStep]) -> String {
    steps.iter().fold(root.to_owned(), |path, ResponseStep { field, absence }| match absence {
        Absence::Never => format!("{path}.{field}"),
        Absence::Option => format!("{path}.{field}?"),
        Absence::Maybe => format!("{path}.{field}.into_value()?"),
    })
}

/// The same by reference, as far as there is something to take a reference of.
pub(super) fn by_reference(root: &str, steps: &[ResponseStep]) -> String {
    steps.iter().fold(root.to_owned(), |path, ResponseStep { field, absence }| match absence {
        Absence::Never => format!("{path}.{field}"),
        Absence::Option => format!("{path}.{field}.as_ref()?"),
        Absence::Maybe => format!("{path}.{field}.value()?"),
    })
}
