//! What a subscription yields.

/// What a subscription yields.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub enum Event<D> {
    /// The server sent data.
    Data(D),
    /// The connection was lost and is there again. Events in between are not sent again: read anew what you keep.
    Reconnected,
}

impl<D> Event<D> {
    pub(crate) fn map<E>(self, make: impl FnOnce(D) -> E) -> Event<E> {
        match self {
            Self::Data(data) => Event::Data(make(data)),
            Self::Reconnected => Event::Reconnected,
        }
    }

    /// The data, if it is some.
    pub fn data(self) -> Option<D> {
        match self {
            Self::Data(data) => Some(data),
            Self::Reconnected => None,
        }
    }
}
