//! A bound on the memory that decoding takes.
//!
//! Five bytes of JSON, `null,`, can stand for an edge of a kilobyte, and three, `{},`, for an object with 40 fields. So
//! lists count what they grow by, and the whole answer has an allowance. It belongs to the thread, since serde hands
//! nothing along; without one, as when a cache is read, nothing is bounded.

use std::cell::Cell;

use super::Mismatch;

thread_local! {
    static LEFT: Cell<Option<usize>> = const { Cell::new(None) };
}

/// The allowance of a small answer; that of a large one is a multiple of its size.
const LEAST: usize = 128 << 20;
const TIMES: usize = 8;

/// Decodes an answer of this size within its allowance.
pub(crate) fn within<T>(size: usize, decode: impl FnOnce() -> T) -> T {
    /// Puts the former allowance back, also when decoding panics.
    struct Former(Option<usize>);

    impl Drop for Former {
        fn drop(&mut self) {
            LEFT.set(self.0);
        }
    }

    let _former = Former(LEFT.replace(Some(size.saturating_mul(TIMES).max(LEAST))));
    decode()
}

/// Reads; where that fails, what it took is given back.
pub(super) fn attempt<T>(read: impl FnOnce() -> Option<T>) -> Option<T> {
    let before = LEFT.get();
    let read = read();
    if read.is_none() {
        LEFT.set(before);
    }
    read
}

/// Appends to a list, if there is memory for it.
#[inline]
pub(super) fn push<T>(list: &mut Vec<T>, item: T) -> Result<(), Mismatch> {
    if list.len() == list.capacity() {
        // What a `Vec` makes room for.
        let least = if size_of::<T>() <= 1024 { 4 } else { 1 };
        take(list.capacity().max(least).saturating_mul(size_of::<T>()))?;
    }
    list.push(item);
    Ok(())
}

/// Takes from what is left.
#[cold]
pub(super) fn take(bytes: usize) -> Result<(), Mismatch> {
    let Some(left) = LEFT.get() else { return Ok(()) };
    match left.checked_sub(bytes) {
        Some(left) => {
            LEFT.set(Some(left));
            Ok(())
        }
        None => Err(Mismatch::message(
            "the answer takes too much memory for its size (see `max_body`): ask for smaller pages".to_owned(),
        )),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_list_grows_up_to_the_allowance_and_without_one_for_ever() {
        let fill = |megabytes: usize| {
            let mut list = Vec::new();
            (0..megabytes << 10).try_for_each(|_| push(&mut list, [0u8; 1 << 10])).is_ok()
        };
        assert!(within(0, || fill(100)) && !within(0, || fill(200)));
        assert!(within(20 << 20, || fill(100)));
        assert!(within(0, || take(LEAST).is_ok() && take(1).is_err()));
        assert!(take(usize::MAX).is_ok());
    }
}
