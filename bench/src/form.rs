//! The two forms in which operations are measured.

/// How an operation is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Form {
    /// As we ship it.
    Shipped,
    /// With its fragments put in place; only what has neither unions nor interfaces.
    Flat,
}

impl Form {
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Shipped => "shipped",
            Self::Flat => "flat",
        }
    }

    /// The form that is called so.
    pub(crate) fn named(name: &str) -> Option<Self> {
        [Self::Shipped, Self::Flat].into_iter().find(|form| form.name() == name)
    }
}
