//! The forms in which operations are measured.

/// How an operation is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Form {
    /// As we ship it.
    Shipped,
    /// With its fragments put in place; only what has neither unions nor interfaces.
    Flat,
    /// As we ship it, a few operations only; with the scalar types that each side has by default.
    Counted,
}

impl Form {
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Shipped => "shipped",
            Self::Flat => "flat",
            Self::Counted => "counted",
        }
    }

    /// The form that is called so.
    pub(crate) fn named(name: &str) -> Option<Self> {
        [Self::Shipped, Self::Flat, Self::Counted].into_iter().find(|form| form.name() == name)
    }
}
