//! A response key in the table of a record.

use super::Hint;

/// A response key, and what its value must be.
#[derive(Clone, Copy)]
pub struct Key {
    written: &'static str,
    hint: Hint,
}

impl Key {
    /// A key as JSON writes it behind another: with a comma, its quotes and a colon. A reader of text compares all of it at
    /// once.
    ///
    /// # Panics
    ///
    /// When it is not written so; a table is a constant, so this is seen where it is compiled.
    pub const fn new(written: &'static str, hint: Hint) -> Self {
        let [b',', b'"', name @ .., b'"', b':'] = written.as_bytes() else {
            panic!("a key stands between a comma and a colon, in quotes");
        };
        let mut index = 0;
        while index < name.len() {
            assert!(name[index].is_ascii_alphanumeric() || name[index] == b'_', "a key is a name of GraphQL");
            index += 1;
        }
        Self { written, hint }
    }

    /// With comma, quotes and colon.
    #[inline]
    pub(super) fn written(&self) -> &'static [u8] {
        self.written.as_bytes()
    }

    /// Whether it is this one.
    #[inline]
    pub(super) fn is(&self, key: &str) -> bool {
        matches!(self.written(), [_, _, name @ .., _, _] if same(name, key.as_bytes()))
    }

    /// The key itself.
    pub(crate) fn name(&self) -> &'static str {
        &self.written[2..self.written.len() - 2]
    }

    /// What its value must be.
    #[inline]
    pub(crate) fn hint(&self) -> Hint {
        self.hint
    }
}

/// Whether two short texts are the same, without the call that `==` is.
#[expect(clippy::inline_always, reason = "else it is a call after all")]
#[inline(always)]
pub(super) fn same(one: &[u8], other: &[u8]) -> bool {
    let ((ones, one_rest), (others, other_rest)) = (one.as_chunks::<8>(), other.as_chunks::<8>());
    one.len() == other.len()
        && ones.iter().zip(others).all(|(one, other)| one == other)
        && match (one.last_chunk::<8>(), other.last_chunk::<8>()) {
            (Some(one), Some(other)) => one == other,
            _ => match (one_rest.first_chunk::<4>(), other_rest.first_chunk::<4>()) {
                (Some(one), Some(other)) => one == other && one_rest.last_chunk::<4>() == other_rest.last_chunk::<4>(),
                _ => one_rest.iter().zip(other_rest).all(|(one, other)| one == other),
            },
        }
}
