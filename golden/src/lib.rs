//! What the cases assert with.

mod answer;
mod disturb;
mod property;
mod random;
mod strict;

use std::fmt::Debug;

use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;

pub use property::{Again, again, any_answer_comes_back, schema};

/// Decodes an answer and checks all that holds for any: it encodes back to equal JSON without a key written twice, and
/// neither the order of keys nor keys that nobody asked for change what is decoded.
///
/// # Panics
///
/// When one of this does not hold.
pub fn round_trip<T: DeserializeOwned + Serialize + PartialEq + Debug>(json: &str) -> T {
    let value = decode::<T>(json);
    let expected = strict::parse(json);
    assert_eq!(encode(&value), expected, "encodes to something else than it was decoded from");
    for (how, disturbed) in [
        ("the other way round", disturb::reversed(&expected)),
        ("with a key nobody asked for", disturb::with_unknown_keys(&expected)),
    ] {
        assert_eq!(decode::<T>(&disturbed), value, "decodes differently {how}: {disturbed}");
    }
    let of_tree: T = serde_json::from_value(expected).expect("it decodes from text, so it does from a tree");
    assert_eq!(of_tree, value, "decodes differently from a tree");
    value
}

/// Decodes an answer.
///
/// # Panics
///
/// When it does not decode.
pub fn decode<T: DeserializeOwned>(json: &str) -> T {
    match serde_json::from_str(json) {
        Ok(value) => value,
        Err(error) => panic!("{error}\n{json}"),
    }
}

/// What is wrong with an answer that does not decode, without line and column.
///
/// # Panics
///
/// When it does decode.
pub fn fault<T: DeserializeOwned + Debug>(json: &str) -> String {
    match serde_json::from_str::<T>(json) {
        Ok(value) => panic!("it decodes: {value:?}"),
        Err(error) => {
            let text = error.to_string();
            text.rsplit_once(" at line ").map_or(text.clone(), |(message, _)| message.to_owned())
        }
    }
}

/// The JSON of a value; for an operation, that of its variables.
///
/// # Panics
///
/// When it does not encode, or has a key twice.
pub fn encode<T: Serialize>(value: &T) -> Value {
    strict::parse(&serde_json::to_string(value).expect("it encodes"))
}

/// Whether a type implements a trait, found out while compiling.
///
/// The associated constant of the type itself goes before that of the trait, and exists only where the bound holds.
#[macro_export]
macro_rules! implements {
    ($ty:ty: $($bound:tt)+) => {{
        struct Probe<T: ?Sized>(::core::marker::PhantomData<T>);
        trait Otherwise {
            const HOLDS: bool = false;
        }
        impl<T: ?Sized> Otherwise for Probe<T> {}
        #[allow(dead_code)]
        impl<T: ?Sized + $($bound)+> Probe<T> {
            const HOLDS: bool = true;
        }
        <Probe<$ty>>::HOLDS
    }};
}
