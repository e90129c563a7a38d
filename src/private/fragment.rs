//! Structs seen as the fragments that they spread.

/// A struct with one fragment derefs to it.
#[doc(hidden)]
#[macro_export]
macro_rules! __deref {
    ($ty:ident: $field:ident $fragment:ty) => {
        impl ::core::ops::Deref for $ty {
            type Target = $fragment;

            #[inline]
            fn deref(&self) -> &$fragment {
                &self.$field
            }
        }
        $crate::__private::as_ref! { $ty: $field $fragment }
    };
}

/// A struct is `AsRef` of each of its fragments.
#[doc(hidden)]
#[macro_export]
macro_rules! __as_ref {
    ($ty:ident: $($field:ident $fragment:ty),+) => {
        $(impl ::core::convert::AsRef<$fragment> for $ty {
            #[inline]
            fn as_ref(&self) -> &$fragment {
                &self.$field
            }
        })+
    };
}
