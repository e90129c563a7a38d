//! Ids that look like those of a server: UUIDs, made of numbers.

use uuid::{Builder, Variant, Version};

use super::hash;

/// The id of what is no entity, made of the number that decides it.
pub(crate) fn of_draw(draw: u64) -> String {
    let more = hash::mix(draw, draw);
    uuid(draw, more, more >> 16)
}

/// The id of the entity at `index`, from which the index can be read back.
pub(crate) fn of_entity(salt: u64, index: u32) -> String {
    uuid(salt, salt, u64::from(index) + 1)
}

/// Version and variant take a digit each before the last three of `high` and the last three of `low`.
fn uuid(high: u64, low: u64, node: u64) -> String {
    let high = (high & !0xffff) | ((high >> 4) & 0xfff);
    let low = ((low & 0xfff) << 48) | node;
    let bits = (u128::from(high) << 64) | u128::from(low);
    let uuid = Builder::from_u128(bits).with_version(Version::Random).with_variant(Variant::RFC4122);
    uuid.into_uuid().to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_are_pinned() {
        assert_eq!(of_entity(0x0123_4567_89ab_cdef, 41), "01234567-89ab-4cde-8def-00000000002a");
        assert_eq!(of_draw(0x0123_4567_89ab_cdef), "01234567-89ab-4cde-8ec6-224d47f67eb0");
    }
}
