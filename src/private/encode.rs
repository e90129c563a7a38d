//! How structs and enums are written as JSON.

use serde::ser::SerializeMap;

use crate::codec::encode::{Encode, Merged};

/// A response type whose fields may be left out, or share keys with its fragments' (`encode_merged`).
///
/// `?` marks what `@skip` and `@include` govern: `id "id", name ?"name", ..part, ..?other_part`.
#[doc(hidden)]
#[macro_export]
macro_rules! __encode {
    ($ty:ident: $(
        $($field:ident $(?$may_key:literal)? $($key:literal)?)? $(..$(?$may_part:ident)? $($part:ident)?)?
    ),+) => {
        impl $crate::__private::Encode for $ty {
            #[inline]
            fn encode<M: $crate::__private::SerializeMap>(&self, map: &mut M) -> ::core::result::Result<(), M::Error> {
                $(
                    $(
                        $(map.serialize_entry($key, &self.$field)?;)?
                        $($crate::__private::encode_optional(map, $may_key, self.$field.as_ref())?;)?
                    )?
                    $(
                        $($crate::__private::Encode::encode(&self.$part, map)?;)?
                        $(if let ::core::option::Option::Some(part) = &self.$may_part {
                            $crate::__private::Encode::encode(part, map)?;
                        })?
                    )?
                )+
                ::core::result::Result::Ok(())
            }
        }
        $crate::__private::serialize_object!($ty);
    };
}

/// The same where several write one key.
#[doc(hidden)]
#[macro_export]
macro_rules! __encode_merged {
    ($ty:ident: $(
        $($field:ident $(?$may_key:literal)? $($key:literal)?)? $(..$(?$may_part:ident)? $($part:ident)?)?
    ),+) => {
        impl $crate::__private::Encode for $ty {
            #[inline]
            fn encode<M: $crate::__private::SerializeMap>(&self, map: &mut M) -> ::core::result::Result<(), M::Error> {
                let mut merged = <$crate::__private::Merged as ::core::default::Default>::default();
                $(
                    $(
                        $(merged.field($key, &self.$field)?;)?
                        $(merged.optional($may_key, self.$field.as_ref())?;)?
                    )?
                    $(
                        $(merged.view(&self.$part)?;)?
                        $(if let ::core::option::Option::Some(part) = &self.$may_part {
                            merged.view(part)?;
                        })?
                    )?
                )+
                merged.encode(map)
            }
        }
        $crate::__private::serialize_object!($ty);
    };
}

/// An enum over concrete types, each with whether its value writes `__typename` itself.
#[doc(hidden)]
#[macro_export]
macro_rules! __encode_variants {
    ($ty:ident or $other:ident: $($variant:ident $concrete:literal $writes_typename:ident),*) => {
        impl $crate::__private::Encode for $ty {
            #[inline]
            fn encode<M: $crate::__private::SerializeMap>(&self, map: &mut M) -> ::core::result::Result<(), M::Error> {
                match self {
                    $(Self::$variant(value) => $crate::__private::encode_variant::$writes_typename(value, $concrete, map),)*
                    Self::$other(value) => $crate::__private::Encode::encode(value, map),
                }
            }
        }
        $crate::__private::serialize_object!($ty);
    };
}

/// How a variant is written, by whether its value writes `__typename` itself.
pub mod variant {
    use super::{Encode, Merged, SerializeMap};

    /// It does.
    ///
    /// # Errors
    ///
    /// Those of the format.
    pub fn always<M: SerializeMap>(value: &impl Encode, _: &'static str, map: &mut M) -> Result<(), M::Error> {
        value.encode(map)
    }

    /// It does not.
    ///
    /// # Errors
    ///
    /// Those of the format.
    pub fn never<M: SerializeMap>(value: &impl Encode, concrete: &'static str, map: &mut M) -> Result<(), M::Error> {
        map.serialize_entry("__typename", concrete)?;
        value.encode(map)
    }

    /// It does unless `@skip` or `@include` leave it out.
    ///
    /// # Errors
    ///
    /// Those of the format.
    pub fn sometimes<M: SerializeMap>(
        value: &impl Encode,
        concrete: &'static str,
        map: &mut M,
    ) -> Result<(), M::Error> {
        let mut merged = Merged::default();
        merged.field("__typename", concrete)?;
        merged.view(value)?;
        merged.encode(map)
    }
}
