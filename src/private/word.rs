//! The words by which generated lists say what the value of a key is: `ref_id "refId" !Text`.
//!
//! A macro cannot decide by a word, but it can use it as a name. So each module here answers one question under the same
//! names. `Object`, `Word` (an enum), `Custom` (any JSON, for a type that reads itself), `List` and `Nulls` (a list with nulls in
//! it) are said with a type.

/// Which kind of value the cell is for.
pub mod kind {
    pub use crate::codec::decode::{Custom, Id, List, Nulls};
    pub use crate::scalars::{Amount, DateTime, EpochMillis, Json, JsonObject, Uuid};

    /// A Boolean.
    pub type Boolean = bool;
    /// A Float.
    pub type Float = f64;
    /// An Int.
    pub type Int = i32;
    /// An object.
    pub type Object<T> = T;
    /// A String.
    pub type Text = String;
    /// An enum.
    pub type Word<T> = T;
}

/// What the JSON must be.
pub mod hint {
    pub use crate::codec::decode::{
        ANY as Amount, ANY as Custom, ANY as EpochMillis, ANY as Json, ANY as JsonObject, BOOLEAN as Boolean,
        FLOAT as Float, ID as Id, INT as Int, LIST as List, LIST as Nulls, OBJECT as Object, TEXT as DateTime,
        TEXT as Text, TEXT as Uuid, TEXT as Word,
    };
}

/// How the runtime reaches the cell.
pub mod target {
    pub use crate::codec::decode::Target::{
        Boolean, Float, Id, Int, Other as Amount, Other as Custom, Other as DateTime, Other as EpochMillis,
        Other as Json, Other as JsonObject, Other as List, Other as Nulls, Other as Object, Other as Uuid,
        Other as Word, Text,
    };
}

/// That the cell is full.
pub mod full {
    pub use Option::{
        Some as Amount, Some as Boolean, Some as Custom, Some as DateTime, Some as EpochMillis, Some as Float,
        Some as Id, Some as Int, Some as Json, Some as JsonObject, Some as List, Some as Nulls, Some as Object,
        Some as Text, Some as Uuid, Some as Word,
    };
}
