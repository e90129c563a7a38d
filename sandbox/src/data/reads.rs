//! What is read of the data while something is made of them that is kept: it stays good as long as nothing of that changes.

use std::cell::RefCell;
use std::collections::BTreeSet;

use super::entity_kind::KindId;

thread_local! {
    /// Of the operation that this thread executes, while it makes such a thing.
    static READS: RefCell<Option<Reads>> = const { RefCell::new(None) };
}

/// The kinds that were read, but for the entity that is looked at.
#[derive(Clone, Debug, Default)]
pub(crate) struct Reads {
    kinds: BTreeSet<KindId>,
    looked_at: Option<(KindId, u32)>,
}

impl Reads {
    /// Notes all reads of what is done.
    pub(crate) fn of<T>(work: impl FnOnce() -> T) -> (T, Self) {
        let outer = READS.replace(Some(Self::default()));
        let done = work();
        let reads = READS.replace(outer).unwrap_or_default();
        (done, reads)
    }

    /// From now on another entity is looked at: what one reads of it changes with it alone.
    pub(crate) fn look_at(entity: Option<(KindId, u32)>) {
        READS.with_borrow_mut(|reads| {
            if let Some(reads) = reads {
                reads.looked_at = entity;
            }
        });
    }

    /// Notes that an entity was read, or more of its kind.
    pub(super) fn note(kind: KindId, index: Option<u32>) {
        READS.with_borrow_mut(|reads| {
            if let Some(reads) = reads
                && (index.is_none() || reads.looked_at != index.map(|index| (kind, index)))
            {
                reads.kinds.insert(kind);
            }
        });
    }

    pub(crate) fn has(&self, kind: KindId) -> bool {
        self.kinds.contains(&kind)
    }

    pub(crate) fn extend(&mut self, other: Self) {
        self.kinds.extend(other.kinds);
    }
}
