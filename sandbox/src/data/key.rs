//! What decides every generated value of one object.

use super::hash;

/// The identity of an object for the generator.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Key {
    pub(crate) hash: u64,
    /// Neighbours have neighbouring ordinals, so that enum values and union members can take turns.
    pub(crate) ordinal: u32,
}

impl Key {
    /// The key of an entity.
    pub(crate) fn entity(seed: u64, kind_salt: u64, index: u32) -> Self {
        Self { hash: hash::mix(hash::mix(seed, kind_salt), u64::from(index)), ordinal: index }
    }

    /// The key of an answer that is no entity: it depends on the field and on its arguments.
    pub(crate) fn answer(seed: u64, field_salt: u64, arguments: u64) -> Self {
        let hash = hash::mix(hash::mix(seed, field_salt), arguments);
        Self { hash, ordinal: hash::below(hash, 1 << 16) }
    }

    /// The key of the object in a field of this one, or of one item where the field is a list.
    pub(crate) fn child(self, field_salt: u64, item: u32) -> Self {
        Self { hash: hash::mix(self.draw(field_salt), u64::from(item)), ordinal: self.ordinal.wrapping_add(item) }
    }

    /// The number that decides a field's value.
    pub(crate) fn draw(self, field_salt: u64) -> u64 {
        hash::mix(self.hash, field_salt)
    }

    /// Whose turn it is among `count`: in every run of `count` neighbours each has one turn.
    pub(crate) fn turn(self, field_salt: u64, count: usize) -> usize {
        let count = u32::try_from(count).unwrap_or(u32::MAX).max(1);
        let round = self.ordinal / count;
        let shift = hash::below(hash::mix(field_salt, u64::from(round)), count);
        ((self.ordinal % count + shift) % count) as usize
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn everyone_gets_a_turn() {
        let turns: BTreeSet<_> = (0..7).map(|ordinal| Key { hash: 1, ordinal }.turn(9, 7)).collect();
        assert_eq!(turns.len(), 7);
    }
}
