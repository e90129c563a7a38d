//! One sandbox's data: the catalog, the seed, the number of nodes, and what was written.

use std::collections::{BTreeMap, HashMap};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, RwLock};

use apollo_compiler::Name;
use serde_json::Value;

use super::catalog::Catalog;
use super::entity_kind::KindId;
use super::key::Key;
use super::lists::Lists;
use super::pointers::Pointers;
use super::profile::FieldProfile;
use super::state::State;
use super::{hash, stigg};

/// The nodes of every kind that nothing else is said about.
const DEFAULT_NODES: u32 = 30;
/// Positions of entities that exist only in a fixture, out of the way of all others.
const PHANTOMS: u32 = 1_000_000;

/// Everything that decides an answer, apart from the request.
pub(crate) struct World {
    pub(crate) catalog: Arc<Catalog>,
    pub(crate) seed: u64,
    /// One nullable field in so many is null; zero for never.
    pub(crate) null_one_in: u32,
    /// Fields that one operation may resolve. A query can ask for exponentially much; this ends it.
    pub(crate) field_limit: u32,
    /// What values of custom scalars look like, where the builder says so.
    pub(crate) samples: BTreeMap<String, Value>,
    counts: Vec<u32>,
    sizes: BTreeMap<String, u32>,
    state: Mutex<Arc<State>>,
    /// Held by whoever looks before it writes.
    writing: Mutex<()>,
    pub(crate) lists: Lists,
    pub(crate) pointers: Pointers,
    pointing: RwLock<HashMap<Pointing, Arc<Inverse>>>,
}

/// What the builder says about the data.
#[derive(Debug, Clone)]
pub(crate) struct Settings {
    pub(crate) seed: u64,
    pub(crate) null_one_in: u32,
    pub(crate) field_limit: u32,
    /// How many nodes there are of a type or kind.
    pub(crate) sizes: BTreeMap<String, u32>,
    /// A value for each custom scalar that has one of its own.
    pub(crate) samples: BTreeMap<String, Value>,
}

impl Default for Settings {
    fn default() -> Self {
        Self { seed: 1, null_one_in: 8, field_limit: 500_000, sizes: BTreeMap::new(), samples: BTreeMap::new() }
    }
}

/// A field that points from one kind to another.
type Pointing = (KindId, Name);
/// For each entity that is pointed at, who points at it.
type Inverse = HashMap<u32, Vec<u32>>;

impl World {
    pub(crate) fn new(catalog: Arc<Catalog>, settings: Settings) -> Self {
        let Settings { seed, null_one_in, field_limit, sizes, samples } = settings;
        let counts = catalog.kinds().iter().map(|(_, kind)| count(&kind.name, &catalog, &sizes)).collect();
        Self {
            catalog,
            seed,
            null_one_in,
            field_limit,
            samples,
            counts,
            sizes,
            state: Mutex::default(),
            writing: Mutex::default(),
            lists: Lists::default(),
            pointers: Pointers::default(),
            pointing: RwLock::default(),
        }
    }

    /// The data as of now.
    pub(crate) fn snapshot(&self) -> Arc<State> {
        Arc::clone(&self.state.lock().unwrap_or_else(PoisonError::into_inner))
    }

    /// Keeps other writers out: what is seen from now on stays true until the guard is dropped, but for one's own changes.
    pub(crate) fn writing(&self) -> MutexGuard<'_, ()> {
        self.writing.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Changes the data; later snapshots see it.
    pub(crate) fn change<T>(&self, change: impl FnOnce(&mut State) -> T) -> T {
        let mut state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        change(Arc::make_mut(&mut state))
    }

    /// Takes back what was changed since a snapshot.
    pub(crate) fn undo(&self, snapshot: &State) {
        let mut state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        *state = Arc::new(state.as_of(snapshot));
    }

    /// How many generated entities of a kind there are.
    pub(crate) fn count(&self, kind: KindId) -> u32 {
        self.counts.get(kind.0).copied().unwrap_or(0)
    }

    /// How many values of a type a list holds that pages are cut from.
    pub(crate) fn size(&self, type_name: &str) -> u32 {
        self.sizes.get(type_name).copied().unwrap_or(DEFAULT_NODES)
    }

    pub(crate) fn key(&self, kind: KindId, index: u32) -> Key {
        Key::entity(self.seed, self.catalog.kind(kind).salt, index)
    }

    /// The positions of all entities of a kind.
    pub(crate) fn live<'a>(&self, state: &'a State, kind: KindId) -> impl Iterator<Item = u32> + use<'a> {
        let all = self.count(kind) + state.created(kind);
        (0..all).filter(move |index| !state.is_removed(kind, *index))
    }

    /// The entity with this id, whichever of its ids it is.
    pub(crate) fn find(&self, state: &State, kind: KindId, id: &str) -> Option<u32> {
        let index = state.by_id(kind, id).or_else(|| {
            let known = self.catalog.kind(kind);
            let index = known.index_of(self.seed, id)?;
            // What was created has its public ids by name: they may be any, also those of positions that others have.
            let is_internal = || known.internal_id(self.seed, index).eq_ignore_ascii_case(id);
            let is_created = || index < self.count(kind) + state.created(kind) && is_internal();
            (index < self.count(kind) || is_created()).then_some(index)
        })?;
        (!state.is_removed(kind, index)).then_some(index)
    }

    /// A position for an entity that only a fixture knows.
    pub(crate) fn phantom(id: &str) -> u32 {
        PHANTOMS + hash::below(hash::of_name(id), PHANTOMS)
    }

    /// Whether a nullable field is null here.
    pub(crate) fn is_null(&self, key: Key, field: &FieldProfile) -> bool {
        let name = field.name.as_str();
        if field.ty.is_non_null() || field.keep {
            return false;
        }
        stigg::ABSENT.contains(&name)
            || (self.null_one_in > 0
                && hash::mix(key.draw(field.salt), NULLS).is_multiple_of(u64::from(self.null_one_in)))
    }

    /// The entity that a generated object's field points at.
    pub(crate) fn target(&self, key: Key, field: &FieldProfile, kind: KindId) -> Option<u32> {
        let count = self.count(kind);
        if count == 0 || self.is_null(key, field) {
            return None;
        }
        let singleton = self.catalog.kind(kind).singleton;
        Some(if singleton { 0 } else { hash::below(key.draw(field.salt), count) })
    }

    /// The generated entities of `kind` whose field points at the entity at `index`.
    pub(crate) fn pointing_at(&self, kind: KindId, field: &FieldProfile, target: KindId, index: u32) -> Vec<u32> {
        let name = (kind, field.name.clone());
        let known = self.pointing.read().unwrap_or_else(PoisonError::into_inner).get(&name).cloned();
        let inverse = known.unwrap_or_else(|| {
            let mut inverse = Inverse::new();
            for from in 0..self.count(kind) {
                if let Some(to) = self.target(self.key(kind, from), field, target) {
                    inverse.entry(to).or_default().push(from);
                }
            }
            let inverse = Arc::new(inverse);
            let mut pointing = self.pointing.write().unwrap_or_else(PoisonError::into_inner);
            pointing.insert(name, Arc::clone(&inverse));
            inverse
        });
        inverse.get(&index).cloned().unwrap_or_default()
    }
}

const NULLS: u64 = 0x6e75_6c6c;

fn count(kind: &str, catalog: &Catalog, sizes: &BTreeMap<String, u32>) -> u32 {
    let of_type = || {
        let own = catalog.kinds().named(kind)?;
        sizes.iter().find(|(name, _)| catalog.kinds().of_type(name) == Some(own)).map(|(_, size)| *size)
    };
    if let Some(size) = sizes.get(kind).copied().or_else(of_type) {
        return size;
    }
    stigg::PER_NODE
        .iter()
        .find(|(name, _, _)| *name == kind)
        .map_or(DEFAULT_NODES, |(_, owner, each)| count(owner, catalog, sizes).saturating_mul(*each))
}
