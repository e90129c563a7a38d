//! The data: what the schema says there is, what is generated from the seed, and what was written on top.

pub(crate) mod catalog;
pub(crate) mod clock;
pub(crate) mod date;
pub(crate) mod entity_kind;
pub(crate) mod entity_kinds;
pub(crate) mod hash;
pub(crate) mod id;
pub(crate) mod key;
pub(crate) mod leaf;
pub(crate) mod lists;
pub(crate) mod owner;
pub(crate) mod pointers;
pub(crate) mod profile;
pub(crate) mod reads;
pub(crate) mod role;
pub(crate) mod shape;
pub(crate) mod state;
pub(crate) mod stigg;
pub(crate) mod world;
