//! What goes wrong while an answer is sent.

/// Something that happens to the bytes of an answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Stream {
    /// None of them is sent, and the connection breaks.
    Cut,
    /// The connection breaks after half of them.
    CutMidBody,
    /// Half of them come, and then nothing.
    StallMidBody,
    /// Half of them are all there is.
    HalfJson,
    /// They are compressed.
    Gzip,
}

impl Stream {
    /// Whether what is sent is no answer any more.
    pub(crate) fn is_final(self) -> bool {
        match self {
            Self::Gzip => false,
            Self::Cut | Self::CutMidBody | Self::StallMidBody | Self::HalfJson => true,
        }
    }
}
