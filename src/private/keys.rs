//! The table of a record's keys, put together from those of its fragments while it is compiled.

use crate::codec::decode::{ANY, Key};

/// One table of several parts.
///
/// # Panics
///
/// When the parts do not have as many keys as was said, which stops the compiler.
pub const fn keys<const COUNT: usize>(parts: &[&[Key]]) -> [Key; COUNT] {
    let mut keys = [Key::new(",\"\":", ANY); COUNT];
    let (mut rest, mut part) = (keys.as_mut_slice(), 0);
    while part < parts.len() {
        let (here, after) = rest.split_at_mut(parts[part].len());
        here.copy_from_slice(parts[part]);
        rest = after;
        part += 1;
    }
    assert!(rest.is_empty(), "the parts have fewer keys");
    keys
}

/// A number of keys, from one on.
///
/// # Panics
///
/// When there are not as many, which stops the compiler.
pub const fn some_keys(keys: &[Key], first: usize, count: usize) -> &[Key] {
    keys.split_at(first).1.split_at(count).0
}

#[cfg(test)]
mod tests {
    use super::{keys, some_keys};
    use crate::codec::decode::{ID, Key, TEXT};

    #[test]
    fn parts_stand_one_behind_the_other() {
        const PART: &[Key] = &[Key::new(r#","id":"#, ID), Key::new(r#","name":"#, TEXT), Key::new(r#","kind":"#, TEXT)];
        const ALL: [Key; 4] =
            keys(&[&[Key::new(r#","own":"#, TEXT)], some_keys(PART, 1, 2), &[Key::new(r#","last":"#, ID)]]);
        assert_eq!(ALL.map(|key| key.name()), ["own", "name", "kind", "last"]);
        assert!(ALL[3].hint() == ID);
    }
}
