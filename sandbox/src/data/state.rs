//! What was written: changes laid over the generated data.

use std::collections::HashMap;
use std::sync::Arc;

use immutable_chunkmap::map::MapM;
use immutable_chunkmap::set::SetM;
use serde_json::{Map, Value};

use super::clock::Clock;
use super::date;
use super::entity_kind::KindId;
use super::reads::Reads;

/// All changes so far. A clone shares everything with its original, however much was written; readers keep the version
/// that they started with.
#[derive(Clone, Default)]
pub(crate) struct State {
    kinds: HashMap<KindId, Changes>,
    clock: Clock,
    /// Every touch of an entity, in order. Their number is the version.
    touched: MapM<u64, (KindId, u32)>,
    version: u64,
}

/// The changes to one kind.
#[derive(Clone, Default)]
pub(crate) struct Changes {
    created: u32,
    patches: MapM<u32, Arc<Map<String, Value>>>,
    removed: SetM<u32>,
    /// Ids given by callers.
    ids: MapM<String, u32>,
}

impl State {
    /// A number that is another one after each change.
    pub(crate) fn version(&self) -> u64 {
        self.version
    }

    /// What was touched since a version.
    pub(crate) fn since(&self, version: u64) -> impl Iterator<Item = (KindId, u32)> {
        self.touched.range(version..).map(|(_, touched)| *touched)
    }

    /// The data as they were in an earlier version, as one more change.
    pub(crate) fn as_of(&self, earlier: &Self) -> Self {
        let mut state = earlier.clone();
        state.touched = self.touched.clone();
        state.version = self.version;
        for (kind, index) in self.since(earlier.version) {
            state.touch(kind, index);
        }
        state
    }

    fn touch(&mut self, kind: KindId, index: u32) {
        self.touched.insert_cow(self.version, (kind, index));
        self.version += 1;
    }

    fn changes(&self, kind: KindId) -> Option<&Changes> {
        self.kinds.get(&kind)
    }

    /// What was written to an entity.
    pub(crate) fn patch(&self, kind: KindId, index: u32) -> Option<&Arc<Map<String, Value>>> {
        Reads::note(kind, Some(index));
        self.changes(kind)?.patches.get(&index)
    }

    /// How many entities of a kind were created on top of the generated ones.
    pub(crate) fn created(&self, kind: KindId) -> u32 {
        Reads::note(kind, None);
        self.changes(kind).map_or(0, |changes| changes.created)
    }

    pub(crate) fn is_removed(&self, kind: KindId, index: u32) -> bool {
        Reads::note(kind, Some(index));
        self.changes(kind).is_some_and(|changes| changes.removed.contains(&index))
    }

    /// Whether an entity of a kind was ever taken away; its ids may then have come to mean another.
    pub(crate) fn has_removed(&self, kind: KindId) -> bool {
        Reads::note(kind, None);
        self.changes(kind).is_some_and(|changes| changes.removed.len() > 0)
    }

    /// The entity to which a caller gave this id.
    pub(crate) fn by_id(&self, kind: KindId, id: &str) -> Option<u32> {
        Reads::note(kind, None);
        self.changes(kind)?.ids.get(id).copied()
    }

    /// The entities of a kind that something was written to.
    pub(crate) fn patched(&self, kind: KindId) -> impl Iterator<Item = u32> {
        Reads::note(kind, None);
        self.changes(kind).into_iter().flat_map(|changes| changes.patches.into_iter().map(|(index, _)| *index))
    }

    /// Counts one more entity and returns its position after the `base` generated ones.
    pub(crate) fn create(&mut self, kind: KindId, base: u32) -> u32 {
        let changes = self.kinds.entry(kind).or_default();
        changes.created += 1;
        let index = base + changes.created - 1;
        self.touch(kind, index);
        index
    }

    /// Lays fields over an entity.
    pub(crate) fn write(&mut self, kind: KindId, index: u32, fields: Map<String, Value>) {
        self.touch(kind, index);
        let patches = &mut self.kinds.entry(kind).or_default().patches;
        let patch = patches.get_or_insert_cow(index, Arc::default);
        let patch = Arc::make_mut(patch);
        for name in fields.keys() {
            // `coupon`, `couponId` and `couponRefId` say the same thing; the last word counts.
            let stem = name.strip_suffix("RefId").or_else(|| name.strip_suffix("Id")).unwrap_or(name);
            for other in [stem.to_owned(), format!("{stem}Id"), format!("{stem}RefId")] {
                patch.remove(&other);
            }
        }
        patch.extend(fields);
    }

    /// Makes an entity known under another id.
    pub(crate) fn name(&mut self, kind: KindId, index: u32, id: String) {
        self.touch(kind, index);
        self.kinds.entry(kind).or_default().ids.insert_cow(id, index);
    }

    pub(crate) fn remove(&mut self, kind: KindId, index: u32) {
        self.touch(kind, index);
        self.kinds.entry(kind).or_default().removed.insert_cow(index);
    }

    /// What the clock shows.
    pub(crate) fn now(&self) -> i64 {
        self.clock.now()
    }

    /// The next moment, one second after the last.
    pub(crate) fn tick(&mut self) -> String {
        date::iso(self.clock.advance_to(self.now().saturating_add(1)))
    }

    /// Moves the clock to this moment, unless it is there already.
    pub(crate) fn advance_to(&mut self, moment: i64) {
        self.clock.advance_to(moment);
    }
}
