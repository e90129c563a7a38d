//! What decodes a JSON object.
//!
//! One object of a response may be seen by several Rust structs: the struct of the selection and, inside it, the structs
//! of its fragments, and inside those the structs of theirs. A *record* has a cell for each field of all of them, and
//! routes each key once:
//!
//! - a key that only the struct itself selects fills its own cell;
//! - a key that only one fragment selects is passed on to that fragment's record, whose code all its users share;
//! - a key that several select is decoded once and given to each. If they select different fields below it, it is decoded
//!   into a *merged object*, which all of them see, and each takes its part.
//!
//! A record knows what it consists of and not what that consists of: its table of keys is put together from those of its
//! members by the compiler, and what they share below they hand on themselves. So a chain of fragments makes as much code as
//! it has fragments.
//!
//! Where the concrete type matters to a fragment, a record is made for each case. Worked example:
//!
//! ```graphql
//! { items { id ...P } }   fragment P on Priced { price ... on Addon { maxQuantity } }
//! ```
//!
//! `items` is one struct with `id` and `p`, where `p` is an enum. There are two records for the struct: in the case
//! `Addon` its member is the record of `P`'s variant, in every other case that of `P`'s rest.

mod case;
mod cell;
mod draft;
mod merged;
mod planner;
mod records;
mod shared;
mod value;

use indexmap::IndexMap;

use super::rust_type::{RustPath, RustType};
use crate::ir::Wrapping;
pub(crate) use cell::{Cell, CellKind};
pub(super) use planner::plan;
pub(super) use records::Records;
pub(crate) use value::{Part, RecordValue, RuntimePart};

pub(crate) struct Record<'p> {
    pub(crate) path: RustPath,
    /// What it makes.
    pub(crate) out: RustType,
    pub(crate) value: RecordValue,
    pub(crate) cells: Vec<Cell<'p>>,
    pub(crate) members: Vec<Member>,
    /// Where the value of each key goes.
    pub(crate) keys: IndexMap<&'p str, Route<'p>>,
}

/// An object inside of an object: the record of a fragment, or of one view of a merged object.
pub(crate) struct Member {
    /// In the record around it.
    pub(crate) name: String,
    pub(crate) record: RustPath,
    /// The variants around what the record makes, outermost first.
    pub(crate) variants: Vec<VariantPath>,
    /// Whether `@skip` or `@include` may leave it out.
    pub(crate) conditional: bool,
    /// Whether it has a key that is there exactly when it is: nothing beside it selects the key, and nothing in it
    /// makes the key optional.
    pub(crate) has_own_key: bool,
    pub(crate) has_typename: bool,
}

/// A variant of an enum that stands for an interface or a union.
#[derive(Clone)]
pub(crate) struct VariantPath {
    pub(crate) ty: RustType,
    pub(crate) variant: String,
}

/// Where the value of a key goes.
pub(crate) enum Route<'p> {
    /// To a cell of this record.
    Cell(usize),
    /// To this key of a member's record.
    Member { member: usize, key: usize },
    /// To several cells, decoded once.
    Shared(Shared<'p>),
}

/// A value that several selected.
pub(crate) struct Shared<'p> {
    pub(crate) cell: Cell<'p>,
    pub(crate) recipients: Vec<Recipient>,
    /// Whether a record around this one may give the value to this cell, and leave the rest to this record: all take it as it
    /// is, and are there whenever this record is.
    pub(super) hands_on: bool,
}

/// Who gets a value that several selected.
pub(crate) struct Recipient {
    /// The members that lead to it.
    pub(crate) members: Vec<MemberStep>,
    pub(crate) place: Place,
    pub(crate) takes: Takes,
}

/// A cell of a record.
#[derive(Clone)]
pub(crate) struct Place {
    pub(crate) name: String,
    pub(super) of: PlaceOf,
}

#[derive(Clone, Copy)]
pub(super) enum PlaceOf {
    /// A field, by the number of its cell.
    Cell(usize),
    /// All that share the key with this index.
    Shared(usize),
}

/// A member on the way to a cell.
#[derive(Clone)]
pub(crate) struct MemberStep {
    pub(super) member: usize,
    pub(crate) name: String,
    pub(crate) conditional: bool,
}

/// What a recipient takes of a value that several selected.
pub(crate) enum Takes {
    /// All of it.
    Copy,
    /// All of it, read once more from JSON as a type of its own.
    Reread(CellKind),
    /// One view of a merged object, or of each in a list.
    View {
        view: usize,
        wrapping: Wrapping,
        /// Whether it puts it into the runtime's `Sealed`.
        sealed: bool,
        /// Whether the view may be left out.
        optional: bool,
        /// Whether the conditional member around it is absent where the view is.
        decides_absence: bool,
    },
}

/// An object that several types see, as a tuple of them.
pub(crate) struct MergedObject {
    /// Among all of the program.
    pub(super) number: usize,
    pub(crate) path: RustPath,
    pub(crate) views: Vec<RustType>,
    pub(crate) decoding: Decoding,
}

/// How a type is decoded: from one record, or by `__typename` from one of several.
pub(crate) struct Decoding {
    /// By concrete type.
    pub(crate) by_type: Vec<(String, DecodedAs)>,
    pub(crate) other: DecodedAs,
}

/// A record, and the variants around what it makes, outermost first.
pub(crate) struct DecodedAs {
    pub(crate) record: RustPath,
    pub(crate) variants: Vec<VariantPath>,
}
