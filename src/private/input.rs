//! How variables and input objects are written as JSON.

/// A struct: `id !"id"` is required, `sort ?"sort"` may be left out, and `page "page"` may be null as well. Where nothing is
/// required, its constructor is made `with new`.
#[doc(hidden)]
#[macro_export]
macro_rules! __input {
    ($ty:ident $(with $new:ident)?: $($field:ident $(!$must:literal)? $(?$may:literal)? $($key:literal)?),*) => {
        $(impl $ty {
            /// With everything [left out](::stigg_graphql::Maybe#in-inputs): nothing is required.
            #[must_use]
            pub fn $new() -> Self {
                ::core::default::Default::default()
            }
        })?

        impl $crate::__private::Encode for $ty {
            #[inline]
            fn encode<M: $crate::__private::SerializeMap>(&self, map: &mut M) -> ::core::result::Result<(), M::Error> {
                $(
                    $(map.serialize_entry($must, &self.$field)?;)?
                    $($crate::__private::encode_optional(map, $may, self.$field.as_ref())?;)?
                    $($crate::__private::encode_maybe(map, $key, &self.$field)?;)?
                )*
                ::core::result::Result::Ok(())
            }
        }
        $crate::__private::serialize_object!($ty);
    };
}

/// An enum of which one variant is sent.
#[doc(hidden)]
#[macro_export]
macro_rules! __one_of {
    ($ty:ident: $($variant:ident $key:literal),+) => {
        impl $crate::__private::Encode for $ty {
            #[inline]
            fn encode<M: $crate::__private::SerializeMap>(&self, map: &mut M) -> ::core::result::Result<(), M::Error> {
                match self {
                    $(Self::$variant(value) => map.serialize_entry($key, value),)+
                }
            }
        }
        $crate::__private::serialize_object!($ty);
    };
}
