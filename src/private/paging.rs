//! What asks for a page.

/// Sets an input, if there is something to set.
#[doc(hidden)]
#[macro_export]
macro_rules! __set {
    ($value:expr => $place:expr) => {
        if let ::core::option::Option::Some(value) = $value {
            $place = ::core::convert::From::from(value);
        }
    };
}
