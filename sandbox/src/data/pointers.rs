//! Who points at whom among what was written, followed from write to write.

use std::collections::{BTreeSet, HashMap};
use std::sync::{Mutex, TryLockError};

use apollo_compiler::Name;

use super::entity_kind::KindId;
use super::state::State;

/// For each field that points from one kind to another, who points where.
#[derive(Default)]
pub(crate) struct Pointers(Mutex<HashMap<(KindId, Name), Followed>>);

/// The pointers of one field, as of a version of the data.
#[derive(Default)]
struct Followed {
    version: u64,
    targets: HashMap<u32, Option<u32>>,
    inverse: HashMap<Option<u32>, BTreeSet<u32>>,
}

impl Pointers {
    /// Those of a kind that were written to, or were to be, and whose field points at the entity or at nothing that is known;
    /// nothing where that cannot be told at once. `target` tells where one of them points.
    pub(crate) fn at<E>(
        &self,
        state: &State,
        kind: KindId,
        field: &Name,
        index: u32,
        target: impl Fn(u32) -> Result<Option<u32>, E>,
    ) -> Result<Option<Vec<u32>>, E> {
        let mut all = match self.0.try_lock() {
            Ok(all) => all,
            Err(TryLockError::Poisoned(all)) => all.into_inner(),
            // Somebody else is following; whoever asks can find out without.
            Err(TryLockError::WouldBlock) => return Ok(None),
        };
        let followed = all.entry((kind, field.clone())).or_default();
        if followed.version > state.version() {
            return Ok(None);
        }
        let touched: BTreeSet<u32> =
            state.since(followed.version).filter(|(of, _)| *of == kind).map(|(_, index)| index).collect();
        for from in touched {
            let to = target(from)?;
            if let Some(before) = followed.targets.insert(from, to)
                && let Some(those) = followed.inverse.get_mut(&before)
            {
                those.remove(&from);
            }
            followed.inverse.entry(to).or_default().insert(from);
        }
        followed.version = state.version();
        // What points at nothing known may have come to point at this one.
        let found = [Some(index), None].into_iter().filter_map(|to| followed.inverse.get(&to)).flatten();
        Ok(Some(found.copied().collect()))
    }
}
