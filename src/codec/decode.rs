//! How generated types read JSON: one pass, each key routed once, and the path of a failure in front of its message.
//!
//! A generated type has a *record*: a cell for each key of its object. Two readers find the cell of a key by the record's
//! table and hand it the value as a [`Token`]: `text` reads JSON as it is written, and only accepts; `read` comes by way of
//! serde, whatever deserializer that is, and words what is wrong. Neither is compiled for a type, so the code of a type is
//! small.
//!
//! Servers answer in document order, so the key after the last one is tried first.

mod allowance;
mod hint;
mod json;
mod key;
mod mismatch;
mod path;
mod read;
mod rest;
mod scalar;
mod text;
mod whole;
mod words;

use std::borrow::Cow;
use std::marker::PhantomData;

use serde_json::Value;

pub(crate) use allowance::within;
pub use hint::{ANY, BOOLEAN, FLOAT, Hint, ID, INT, LIST, OBJECT, TEXT};
pub(crate) use json::Json;
pub use key::Key;
pub use mismatch::Mismatch;
pub use rest::accepted;
pub(crate) use rest::{First, first};
pub(crate) use scalar::parse;
pub use scalar::{Custom, Id};
pub use whole::deserialize;
pub use words::{find, prefixes};

/// A value on its way into a cell; null is dealt with before.
pub enum Token<'a> {
    /// `true` or `false`.
    Boolean(bool),
    /// A negative integer.
    Integer(i64),
    /// An integer that is not negative.
    Unsigned(u64),
    /// A number with a fraction or an exponent, or beyond 64 bits.
    Float(f64),
    /// The same as JSON writes it.
    Number(&'a str),
    /// A string.
    Text(&'a str),
    /// An object or list for a type that reads itself, which takes it.
    Json(&'a mut Value),
    /// An object.
    Object(&'a mut dyn Fields),
    /// A list.
    List(&'a mut dyn Items),
}

/// How one kind of value is made.
pub trait Kind {
    /// The Rust type.
    type Out;
    /// What JSON it is made of.
    const HINT: Hint;

    /// Makes it.
    ///
    /// # Errors
    ///
    /// When the value is not of this kind.
    fn make(token: Token<'_>) -> Result<Self::Out, Mismatch>;
}

/// The rest of an object.
pub trait Fields {
    /// Reads `__typename`, wherever it is: its index in `types`, or past the end, and its text.
    ///
    /// # Errors
    ///
    /// When there is none, or it is no string.
    fn typename(&mut self, types: &'static [&'static str]) -> Result<(usize, Cow<'static, str>), Mismatch>;

    /// Fills the cells of a record.
    ///
    /// # Errors
    ///
    /// When a value does not fit its cell.
    fn fill(&mut self, record: &mut dyn Record) -> Result<(), Mismatch>;
}

/// The rest of a list.
pub trait Items {
    /// Reads the next item into a cell; `false` at the end.
    ///
    /// # Errors
    ///
    /// When the item does not fit.
    fn next(&mut self, hint: Hint, cell: &mut dyn Slot) -> Result<bool, Mismatch>;
}

/// The cells that one object fills.
pub trait Record {
    /// The response keys, in the order a server answers them, and what their values must be.
    fn keys(&self) -> &'static [Key];

    /// The cell of the key with this index.
    fn slot(&mut self, key: usize) -> Target<'_>;

    /// Fills the cells of `__typename`, which was read before the record was chosen.
    fn set_typename(&mut self, _typename: &str) {}
}

/// What makes a value of its cells.
pub trait Finish: Record + Default {
    /// The value.
    type Out;

    /// Makes it.
    ///
    /// # Errors
    ///
    /// The first key whose value is missing.
    fn finish(self) -> Result<Self::Out, &'static str>;
}

/// The cell that a key's value goes to: most are of a few kinds, which are filled without a `dyn` call.
pub enum Target<'a> {
    /// A String.
    Text(&'a mut Cell<String>),
    /// An ID.
    Id(&'a mut Cell<Id>),
    /// An Int.
    Int(&'a mut Cell<i32>),
    /// A Float.
    Float(&'a mut Cell<f64>),
    /// A Boolean.
    Boolean(&'a mut Cell<bool>),
    /// Anything else.
    Other(&'a mut dyn Slot),
}

impl<'a> Target<'a> {
    fn into_slot(self) -> &'a mut dyn Slot {
        match self {
            Self::Text(cell) => cell,
            Self::Id(cell) => cell,
            Self::Int(cell) => cell,
            Self::Float(cell) => cell,
            Self::Boolean(cell) => cell,
            Self::Other(slot) => slot,
        }
    }
}

/// A place for one value.
pub trait Slot {
    /// Takes it.
    ///
    /// # Errors
    ///
    /// When the value does not fit.
    fn take(&mut self, token: Token<'_>) -> Result<(), Mismatch>;
}

/// A place for one value of a kind; empty when it was null or not there.
pub struct Cell<K: Kind>(pub Option<K::Out>);

impl<K: Kind> Default for Cell<K> {
    fn default() -> Self {
        Self(None)
    }
}

impl<K: Kind> Slot for Cell<K> {
    #[inline]
    fn take(&mut self, token: Token<'_>) -> Result<(), Mismatch> {
        match K::make(token) {
            Ok(value) => {
                self.0 = Some(value);
                Ok(())
            }
            Err(mismatch) => Err(mismatch),
        }
    }
}

/// A fragment under `@skip` or `@include`: there if one of the keys that only it selects was there.
#[derive(Default)]
pub struct Conditional<R> {
    /// Whether a key was read that only this fragment selects.
    pub seen: bool,
    /// Whether a key was read that others select, too.
    pub touched: bool,
    /// Whether an object that it selects lacks its part.
    pub absent: bool,
    /// The fragment's cells.
    pub record: R,
}

impl<R: Finish> Conditional<R> {
    /// Makes the fragment, or `None` when it was left out.
    ///
    /// # Errors
    ///
    /// The first key whose value is missing, when the fragment was there.
    pub fn finish(self, has_own_key: bool) -> Result<Option<R::Out>, &'static str> {
        if self.seen {
            self.record.finish().map(Some)
        } else if has_own_key || self.absent || !self.touched {
            Ok(None)
        } else {
            // Whether its keys are there on its own account cannot be told: it is there when it is complete.
            Ok(self.record.finish().ok())
        }
    }
}

/// The first key whose cell is empty.
#[cold]
pub fn missing(cells: &[(bool, &'static str)]) -> &'static str {
    cells.iter().find(|(empty, _)| *empty).map_or("", |(_, key)| key)
}

/// Makes a value of an object of one shape.
///
/// # Errors
///
/// When it is no object, a value does not fit or a key is missing.
pub fn object<R: Finish>(token: Token<'_>) -> Result<R::Out, Mismatch> {
    let mut record = R::default();
    match fill(token, &mut record) {
        Ok(()) => record.finish().map_err(Mismatch::missing),
        Err(mismatch) => Err(mismatch),
    }
}

/// What is the same for all records.
fn fill(token: Token<'_>, record: &mut dyn Record) -> Result<(), Mismatch> {
    match token {
        Token::Object(fields) => fields.fill(record),
        _ => Err(Mismatch::unfit()),
    }
}

/// Makes a value of an object whose `__typename` was read.
///
/// # Errors
///
/// When a value does not fit or a key is missing.
pub fn of_type<R: Finish>(typename: &str, fields: &mut dyn Fields) -> Result<R::Out, Mismatch> {
    let mut record = R::default();
    record.set_typename(typename);
    match fields.fill(&mut record) {
        Ok(()) => record.finish().map_err(Mismatch::missing),
        Err(mismatch) => Err(mismatch),
    }
}

/// Makes an enum value.
///
/// # Errors
///
/// When it is no string.
#[expect(clippy::needless_pass_by_value, reason = "it is a `Kind::make`")]
pub fn text<T: for<'a> From<&'a str>>(token: Token<'_>) -> Result<T, Mismatch> {
    match token {
        Token::Text(text) => Ok(T::from(text)),
        _ => Err(Mismatch::unfit()),
    }
}

/// Reads the `__typename` of an object: the index of its case, its text, and the rest of the object.
///
/// # Errors
///
/// When it is no object or has no `__typename`.
pub fn typename<'a>(
    token: Token<'a>,
    types: &'static [&'static str],
) -> Result<(usize, Cow<'static, str>, &'a mut dyn Fields), Mismatch> {
    let Token::Object(fields) = token else { return Err(Mismatch::unfit()) };
    let (case, typename) = fields.typename(types)?;
    Ok((case, typename, fields))
}

/// The cell of a record without keys, which is never asked for.
pub fn no_slot<'a>() -> Target<'a> {
    struct Nothing;
    impl Slot for Nothing {
        fn take(&mut self, _: Token<'_>) -> Result<(), Mismatch> {
            Ok(())
        }
    }
    Target::Other(Box::leak(Box::new(Nothing)))
}

/// A list.
pub struct List<K>(PhantomData<K>);
/// A list whose items may be null.
pub struct Nulls<K>(PhantomData<K>);

impl<K: Kind> Kind for List<K> {
    type Out = Vec<K::Out>;
    const HINT: Hint = LIST;

    #[inline]
    fn make(token: Token<'_>) -> Result<Self::Out, Mismatch> {
        struct Push<K: Kind>(Growing<K::Out>);

        impl<K: Kind> Slot for Push<K> {
            fn take(&mut self, token: Token<'_>) -> Result<(), Mismatch> {
                self.0.push(K::make(token)?)
            }
        }

        let mut push = Push::<K>(Growing::default());
        match push_all(token, K::HINT, &mut push) {
            Ok(()) => Ok(push.0.list),
            Err(mismatch) => Err(push.0.full.unwrap_or(mismatch)),
        }
    }
}

/// What is the same for all lists.
fn push_all(token: Token<'_>, hint: Hint, push: &mut dyn Slot) -> Result<(), Mismatch> {
    let Token::List(items) = token else { return Err(Mismatch::unfit()) };
    while items.next(hint, push)? {}
    Ok(())
}

impl<K: Kind> Kind for Nulls<K> {
    type Out = Vec<Option<K::Out>>;
    const HINT: Hint = LIST;

    #[inline]
    fn make(token: Token<'_>) -> Result<Self::Out, Mismatch> {
        struct Push<K: Kind>(Growing<Option<K::Out>>);

        impl<K: Kind> Slot for Push<K> {
            fn take(&mut self, token: Token<'_>) -> Result<(), Mismatch> {
                self.0.push(Some(K::make(token)?))
            }
        }

        let Token::List(items) = token else { return Err(Mismatch::unfit()) };
        let mut push = Push::<K>(Growing::default());
        let mut read = 0;
        loop {
            match items.next(K::HINT.or_null(), &mut push) {
                Ok(true) => {}
                Ok(false) => return Ok(push.0.list),
                Err(mismatch) => return Err(push.0.full.unwrap_or(mismatch)),
            }
            // What no slot was asked to take was null.
            if push.0.list.len() == read {
                allowance::push(&mut push.0.list, None)?;
            }
            read += 1;
        }
    }
}

/// A list, and why it cannot grow: that is said of the list, and not of an item.
struct Growing<T> {
    list: Vec<T>,
    full: Option<Mismatch>,
}

impl<T> Default for Growing<T> {
    fn default() -> Self {
        Self { list: Vec::new(), full: None }
    }
}

impl<T> Growing<T> {
    #[inline]
    fn push(&mut self, item: T) -> Result<(), Mismatch> {
        allowance::push(&mut self.list, item).map_err(|full| {
            self.full = Some(full);
            Mismatch::raised()
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Debug, PartialEq)]
    struct Plan {
        id: String,
        addons: Vec<Option<i32>>,
    }

    #[derive(Default)]
    struct PlanRecord {
        id: Cell<Id>,
        addons: Cell<Nulls<i32>>,
    }

    impl Record for PlanRecord {
        fn keys(&self) -> &'static [Key] {
            const { &[Key::new(",\"id\":", Id::HINT), Key::new(",\"addons\":", Nulls::<i32>::HINT)] }
        }

        fn slot(&mut self, key: usize) -> Target<'_> {
            match key {
                0 => Target::Id(&mut self.id),
                _ => Target::Other(&mut self.addons),
            }
        }
    }

    impl Finish for PlanRecord {
        type Out = Plan;

        fn finish(self) -> Result<Plan, &'static str> {
            match self {
                Self { id: Cell(Some(id)), addons: Cell(Some(addons)) } => Ok(Plan { id, addons }),
                this => Err(missing(&[(this.id.0.is_none(), "id"), (this.addons.0.is_none(), "addons")])),
            }
        }
    }

    impl Kind for Plan {
        type Out = Self;
        const HINT: Hint = OBJECT;

        fn make(token: Token<'_>) -> Result<Self, Mismatch> {
            object::<PlanRecord>(token)
        }
    }

    fn read<K: Kind>(text: &str) -> Result<K::Out, String> {
        deserialize::<K, _>(&mut serde_json::Deserializer::from_str(text)).map_err(|error| error.to_string())
    }

    #[test]
    fn keys_come_in_any_order_and_unknown_ones_are_passed_over() {
        let plan = Plan { id: "4711".to_owned(), addons: vec![Some(1), None] };
        assert_eq!(read::<Plan>(r#"{"addons":[1,null],"new":{"a":[1]},"id":4711}"#), Ok(plan));
    }

    #[test]
    fn a_failure_names_its_path() {
        for (json, message) in [
            (
                r#"[{"id":"a","addons":[1,3000000000]}]"#,
                "`[0].addons[1]`: invalid value: integer `3000000000`, expected i32 at line 1 column 33",
            ),
            (r#"[{"id":"a"}]"#, "`[0]`: missing field `addons` at line 1 column 11"),
            (
                r#"[{"id":true}]"#,
                "`[0].id`: invalid type: boolean `true`, expected an ID: a string or an integer at line 1 column 11",
            ),
            (r#"[{"id":"a","addons":null}]"#, "`[0].addons`: invalid type: null, expected a list at line 1 column 24"),
            (r#"[{"id":"a","addons":{}}]"#, "`[0].addons`: invalid type: map, expected a list at line 1 column 22"),
            ("[null]", "`[0]`: invalid type: null, expected an object at line 1 column 5"),
            ("[{", "EOF while parsing an object at line 1 column 2"),
        ] {
            assert_eq!(read::<List<Plan>>(json).unwrap_err(), message, "{json}");
        }
    }

    #[test]
    fn a_custom_scalar_reads_itself() {
        #[derive(Debug, PartialEq, serde::Deserialize)]
        struct Score(Option<f64>);
        #[derive(Debug, PartialEq, serde::Deserialize)]
        struct Html(String);
        #[derive(Debug, PartialEq, serde::Deserialize)]
        enum Side {
            Left,
        }

        assert_eq!(read::<Custom<u64>>("9007199254740993"), Ok(9_007_199_254_740_993));
        assert_eq!(read::<Custom<Value>>(r#"{"a":[1,null]}"#), Ok(serde_json::json!({"a": [1, null]})));
        assert_eq!(read::<List<Custom<Score>>>("[1.50,2]"), Ok(vec![Score(Some(1.5)), Score(Some(2.0))]));
        assert_eq!(read::<List<Custom<Html>>>(r#"["a\n"]"#), Ok(vec![Html("a\n".to_owned())]));
        assert_eq!(read::<List<Custom<Side>>>(r#"["Left"]"#), Ok(vec![Side::Left]));
        assert_eq!(read::<Custom<uuid::Uuid>>(r#""x""#).unwrap_err().split(':').next(), Some("UUID parsing failed"));
    }
}
