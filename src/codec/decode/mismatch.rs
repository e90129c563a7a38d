//! Why a value could not be taken.

use serde::de::{Error, Unexpected};

use super::hint::{Expect, Hint};

/// Why a value could not be taken; one word, since every value asks for it and few have one.
pub struct Mismatch(Box<Cause>);

enum Cause {
    /// The deserializer has the error.
    Raised,
    /// The object lacks a key.
    Missing(&'static str),
    /// The value is of another kind.
    Unfit,
    /// The type says why.
    Message(String),
}

impl Mismatch {
    #[cold]
    pub(super) fn raised() -> Self {
        Self(Box::new(Cause::Raised))
    }

    #[cold]
    pub(super) fn missing(key: &'static str) -> Self {
        Self(Box::new(Cause::Missing(key)))
    }

    /// The value is of another kind.
    #[cold]
    pub fn unfit() -> Self {
        Self(Box::new(Cause::Unfit))
    }

    #[cold]
    pub(super) fn message(message: String) -> Self {
        Self(Box::new(Cause::Message(message)))
    }
}

/// The error of a mismatch that is about no value.
#[cold]
pub(super) fn to_error<E: Error>(mismatch: Mismatch) -> E {
    raise(mismatch, Unexpected::Other("this"), Hint::new(Expect::Any), None)
}

/// The error of a mismatch.
#[cold]
pub(super) fn raise<E: Error>(mismatch: Mismatch, unexpected: Unexpected<'_>, hint: Hint, raised: Option<E>) -> E {
    match (*mismatch.0, raised) {
        (Cause::Raised, Some(error)) => error,
        (Cause::Missing(key), _) => E::missing_field(key),
        (Cause::Message(message), _) => E::custom(message),
        (Cause::Raised | Cause::Unfit, _) if hint.kind == Expect::Int => E::invalid_value(unexpected, &hint),
        (Cause::Raised | Cause::Unfit, _) => E::invalid_type(unexpected, &hint),
    }
}
